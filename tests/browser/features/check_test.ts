import {
  assert,
  assertEquals,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { type AppServer, serveApp } from "../harness/app_server.ts";
import { CallPage, newCallPage } from "../harness/call_page.ts";
import { type Chromium, launchChromium } from "../harness/chromium.ts";
import { connectionStates } from "../harness/evidence.ts";
import { holdingsOf, keepAccount } from "../harness/holdings.ts";
import { problemsOf } from "../harness/page_problems.ts";
import { recordSent } from "../harness/sent_by_page.ts";
import { newRoom } from "../harness/stage.ts";
import { REFLECTED_ADDRESS, serveStun } from "../harness/stun_responder.ts";
import { turnAway } from "../harness/turnstile.ts";
import { until } from "../harness/until.ts";

/** A check tries dead servers for up to eight seconds, on a busy machine. */
const CHECK_PATIENCE_MS = 25_000;
/** Nobody listens at the discard port. */
const NOBODY = "127.0.0.1:9";
const ADDRESS = /\d+\.\d+\.\d+\.\d+|[0-9a-f]+:[0-9a-f]*:|\.local\b|localhost/i;

/** Serves the app with more settings. */
async function serveWith(
  settings: Record<string, string>,
): Promise<AppServer> {
  // The server inherits the environment; nothing else starts meanwhile.
  for (const [name, value] of Object.entries(settings)) {
    Deno.env.set(name, value);
  }
  try {
    return await serveApp();
  } finally {
    for (const name of Object.keys(settings)) Deno.env.delete(name);
  }
}

interface Scene extends AsyncDisposable {
  app: AppServer;
  chromium: Chromium;
  one: CallPage;
}

async function setScene(settings: Record<string, string> = {}): Promise<Scene> {
  await using cleanup = new AsyncDisposableStack();
  const app = cleanup.use(await serveWith(settings));
  const chromium = cleanup.use(await launchChromium());
  const one = await newCallPage(await chromium.newContext(), app.origin);
  const stack = cleanup.move();
  return {
    app,
    chromium,
    one,
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

/** The words of an element, once there are some that fit. */
function words(
  { page }: CallPage,
  selector: string,
  fitting: RegExp,
): Promise<string> {
  return until(
    page,
    `${fitting} in ${selector}`,
    async () => {
      const texts = await page.$$eval(
        selector,
        (elements) => elements.map((element) => element.textContent ?? ""),
      );
      return texts.find((text) => fitting.test(text));
    },
    CHECK_PATIENCE_MS,
  );
}

/** Once the check has ended: its words would have to be loaded first. */
async function staysSilent(
  { page }: CallPage,
  but = "",
): Promise<void> {
  await page.waitForNetworkIdle();
  const said = await page.$$eval(
    "main [role=status]",
    (elements) => elements.map(({ textContent }) => textContent).join(""),
  );
  assertEquals(said, but);
}

/** The advice of a report that is done. */
function advice(one: CallPage, within = "main"): Promise<string> {
  return words(one, `${within} [role=status]`, /^(?!Checking).{15,}/);
}

/** Each step of the report and its result. */
async function results({ page }: CallPage): Promise<Record<string, string>> {
  const lines = await page.$$eval(
    "[aria-label=Results] > li",
    (items) =>
      items.map((item) =>
        [...item.querySelectorAll(".min-w-0 > span")]
          .map(({ textContent }) => textContent ?? "")
      ),
  );
  return Object.fromEntries(
    lines.map(([step = "", ...rest]) => [step, rest.join(" ")]),
  );
}

Deno.test("the lobby of a server that works has no advice, and holds no socket but the one that looks", async () => {
  await using stun = await serveStun();
  await using scene = await setScene({ STUN_URLS: stun.url });
  const { one } = scene;
  const sent = await recordSent(one.page);
  await keepAccount(one.page);
  await one.openLobby(newRoom());
  await until(
    one.page,
    "a socket of the look, and one of the check",
    () => Promise.resolve(sent.sockets.length > 1),
  );
  await until(
    one.page,
    "the check to end",
    async () => (await holdingsOf(one.page)).sockets === 1,
  );
  assert(stun.answered > 0);
  await staysSilent(one, "Nobody is here yet");
  // A relay is not asked for where the public address is known.
  assertEquals(sent.sockets.length, 2);
  await one.join();
  await one.waitForState("waiting");
  assertEquals(new Set(sent.sockets).size, 2, "a room for each");
});

Deno.test("the lobby says that the server is gone", async () => {
  await using scene = await setScene();
  const { app, one } = scene;
  await one.openLobby(newRoom());
  await app.kill();
  const said = await words(one, "main [role=status]", /does not answer/);
  assertStringIncludes(said, "no call can begin");
  await one.seesEnabled("button", "Join call");
});

Deno.test("the lobby says that no STUN server answers", async () => {
  await using stun = await serveStun({ silent: true });
  await using scene = await setScene({ STUN_URLS: stun.url });
  const { one } = scene;
  await one.openLobby(newRoom());
  await words(one, "main [role=status]", /public address does not answer/);
  assertEquals(await one.state(), "ready");
  assertEquals(problemsOf(one.page), []);
});

Deno.test("the lobby says that no relay answers, where nothing else is", async () => {
  await using scene = await setScene({
    TURN_URLS: `turn:${NOBODY}?transport=tcp`,
    TURN_SECRET: "secret",
  });
  const { one } = scene;
  await one.openLobby(newRoom());
  await words(one, "main [role=status]", /relay of this server cannot/);
});

Deno.test("the lobby says that sockets are stopped, and not that they are too many", async () => {
  await using scene = await setScene();
  const { app, chromium } = scene;
  await using stopped = turnAway(app.origin, null);
  const one = await newCallPage(await chromium.newContext(), stopped.origin);
  await one.openLobby(newRoom());
  await words(one, "main [role=status]", /stops WebSockets/);

  await using limited = turnAway(app.origin, 4429);
  const two = await newCallPage(await chromium.newContext(), limited.origin);
  await keepAccount(two.page);
  await two.openLobby(newRoom());
  await until(
    two.page,
    "a socket to be turned away",
    async () =>
      limited.refused > 0 && (await holdingsOf(two.page)).sockets === 0,
  );
  await staysSilent(two);
});

Deno.test("/check says what works, and copies it with and without addresses", async () => {
  await using stun = await serveStun();
  await using scene = await setScene({ STUN_URLS: stun.url });
  const { app, one } = scene;
  await one.visit("/check");
  await one.sees("heading", "Connection check");
  await one.sees("list", "Results");
  assertMatch(await advice(one), /^All that this server offers works/);
  const found = await results(one);
  assertMatch(found["Server"] ?? "", /^Answered in \d+ ms$/);
  assertMatch(found["Signalling (WebSocket)"] ?? "", /^Round trip in \d+ ms$/);
  assertMatch(
    found["WebRTC in this browser"] ?? "",
    /^Data came back in \d+ ms$/,
  );
  assertMatch(found["Public address (STUN)"] ?? "", /^Answered in \d+ ms$/);
  assertEquals(found["Relay (TURN)"], "Not configured");
  assertEquals([found["Camera"], found["Microphone"]], [
    "Will be asked for",
    "Will be asked for",
  ]);

  const without = await shown(one);
  for (const step of Object.keys(found)) assertStringIncludes(without, step);
  assertMatch(without, /Browser: \w+ \d+/);
  // The time of day has colons too.
  const body = without.split("\n").slice(1).join("\n");
  assert(!ADDRESS.test(body), body);

  await one.click("checkbox", "Include addresses");
  const withThem = await until(
    one.page,
    "a report with addresses",
    async () => {
      const report = await shown(one);
      return report.includes(REFLECTED_ADDRESS) && report;
    },
  );
  assertStringIncludes(withThem, stun.url);
  assertStringIncludes(withThem, app.origin);
  assertEquals(problemsOf(one.page), []);

  await one.page.browserContext().overridePermissions(app.origin, [
    "clipboard-read",
    "clipboard-write",
    "clipboard-sanitized-write",
  ]);
  await one.click("button", "Copy report");
  const copied = await until(
    one.page,
    "a report on the clipboard",
    () => one.page.evaluate(() => navigator.clipboard.readText()),
  );
  assertStringIncludes(copied, REFLECTED_ADDRESS);
});

/** Presses the button where the clipboard is closed, and reads what is shown. */
async function shown(one: CallPage): Promise<string> {
  await one.click("button", "Copy report");
  using box = await one.sees("textbox", "Report");
  return await box.evaluate((box) =>
    box instanceof HTMLTextAreaElement ? box.value : ""
  );
}

Deno.test("/check names each relay that nobody serves, and can be asked again", async () => {
  await using scene = await setScene({
    TURN_URLS: `turn:${NOBODY}?transport=tcp,turns:${NOBODY}`,
    TURN_SECRET: "secret",
  });
  const { one } = scene;
  await one.visit("/check");
  assertMatch(await advice(one), /relay of this server cannot be reached/);
  const found = await results(one);
  assertEquals(found["Relay (TURN) over TCP"], "No answer");
  assertEquals(found["Relay (TURN) over TLS"], "No answer");
  assertEquals(found["Public address (STUN)"], "Not configured");

  const made = (await connectionStates(one.page)).length;
  await one.click("button", "Check again");
  await until(
    one.page,
    "more connections",
    async () => (await connectionStates(one.page)).length > made,
  );
  await advice(one);
});

Deno.test("/check ends where something holds WebRTC back, and says so", async () => {
  await using stun = await serveStun();
  await using scene = await setScene({
    STUN_URLS: stun.url,
    TURN_URLS: `turn:${NOBODY}?transport=tcp`,
    TURN_SECRET: "secret",
  });
  const { one } = scene;
  // As extensions do, and as browsers do with addresses that they do not like.
  await one.page.evaluateOnNewDocument(() => {
    globalThis.RTCPeerConnection = class extends RTCPeerConnection {
      constructor() {
        super();
        throw new DOMException("not here", "NotAllowedError");
      }
    };
  });
  await one.visit("/check");
  assertMatch(await advice(one), /did not even reach itself/);
  const found = await results(one);
  assertEquals(found["WebRTC in this browser"], "Carried nothing");
  assertEquals(found["Public address (STUN)"], "No answer");
  assertEquals(found["Relay (TURN) over TCP"], "No answer");
});

Deno.test("/check holds no socket and no connection once it is done", async () => {
  await using scene = await setScene();
  const { one } = scene;
  await keepAccount(one.page);
  await one.visit("/check");
  assertMatch(await advice(one), /neither STUN nor TURN/);
  const { sockets, connections, liveTracks } = await holdingsOf(one.page);
  assertEquals([sockets, connections, liveTracks], [0, 0, 0]);
});

Deno.test("Settings check the connection by keyboard, and the call goes on", async () => {
  await using scene = await setScene();
  const { one } = scene;
  await one.enter(newRoom());
  await one.waitForState("waiting");
  await one.clickControl("Settings");
  using button = await one.seesEnabled("button", "Check connection");
  await button.focus();
  await one.page.keyboard.press("Enter");
  await one.sees("list", "Results");
  assertMatch(await advice(one, "aside"), /neither STUN nor TURN/);
  await one.sees("button", "Copy report");
  await one.sees("checkbox", "Include addresses");
  await one.sees("link", "Open as a page of its own");
  assert(await button.evaluate((own) => own === document.activeElement));
  assertEquals(await one.state(), "waiting");
  assertEquals(await one.signallingState(), "open");
});
