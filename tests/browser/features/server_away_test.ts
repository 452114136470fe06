/** The server is away: one truth on the page, in every phase, and back by itself. */
import { assert, assertEquals, assertFalse } from "@std/assert";
import { type AppServer, serveApp } from "../harness/app_server.ts";
import type { CallPage } from "../harness/call_page.ts";
import { connect, newRoom, setStage, type Stage } from "../harness/stage.ts";
import { sleep } from "../harness/sleep.ts";
import { until } from "../harness/until.ts";

const AWAY = /The server does not answer/;
/** All is as before so soon after the server is back, in milliseconds. */
const BACK_WITHIN_MS = 3_000;

/** The text of what can be seen: not what is there for screen readers alone. */
function visibleText({ page }: CallPage): Promise<string> {
  return page.evaluate(() => {
    const hidden = document.querySelectorAll<HTMLElement>(".sr-only");
    const before = [...hidden].map(({ style }) => style.display);
    hidden.forEach(({ style }) => style.display = "none");
    const text = document.body.innerText;
    hidden.forEach(({ style }, index) => style.display = before[index] ?? "");
    return text;
  });
}

/** Waits until the page says that the server is away, once, and promises nothing. */
async function saysAway(one: CallPage, promise: RegExp): Promise<void> {
  await one.says(AWAY);
  await until(one.page, `no ${promise}`, async () => {
    const text = await visibleText(one);
    return AWAY.test(text) && !promise.test(text);
  });
  const text = await visibleText(one);
  assertEquals(text.match(new RegExp(AWAY, "g"))?.length, 1, text);
}

/** Waits until a page asks now and then whether the server is back, as after a while. */
async function asksFirst({ page, requests }: CallPage): Promise<void> {
  const before = requests.length;
  await until(page, "a question whether the server is back", () => {
    const asked = requests.slice(before)
      .filter(({ pathname }) => pathname === "/healthz");
    return Promise.resolve(asked.length >= 3);
  }, 30_000);
}

/** Ends the server, and has it back when `meanwhile` is done. */
async function away(
  stage: Stage,
  meanwhile: () => Promise<void>,
): Promise<AppServer> {
  await stage.app.kill();
  await meanwhile();
  return await serveApp(stage.app.port);
}

async function backIn(what: string, back: Promise<unknown>): Promise<void> {
  const startedMs = performance.now();
  await back;
  const tookMs = performance.now() - startedMs;
  console.log(`${what}: back after ${Math.round(tookMs)} ms`);
  assert(tookMs <= BACK_WITHIN_MS, `${what} took ${tookMs} ms`);
}

Deno.test("the lobby says that the server is away, and who is there once it is back", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  const room = newRoom();
  await bert.openLobby(room);
  await bert.says(/Nobody is here yet/);
  await anna.enter(room);
  await anna.waitForState("waiting");
  await bert.says(/Somebody is here/);
  await using _back = await away(
    stage,
    async () => {
      await saysAway(bert, /is here|Nobody is here/);
      await asksFirst(bert);
    },
  );
  await backIn("lobby", bert.says(/Somebody is here/));
  assertFalse(AWAY.test(await visibleText(bert)));
  await bert.join();
  await bert.waitForState("connected");
});

Deno.test("who waits is told that nobody can join, and nothing else", async () => {
  await using stage = await setStage();
  const [anna] = await stage.couple();
  await anna.enter(newRoom());
  await anna.says(/you see and hear each other at once/);
  await using _back = await away(
    stage,
    async () => {
      await saysAway(anna, /each other at once|only one here|Can’t they find/);
      await asksFirst(anna);
    },
  );
  await backIn("waiting", anna.says(/you see and hear each other at once/));
  assertFalse(AWAY.test(await visibleText(anna)));
});

Deno.test("nobody can be admitted while the server is away, and both are told so", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  const room = newRoom();
  await anna.openLobby(room);
  await anna.click("checkbox", "Ask me before anyone joins");
  await anna.join();
  await anna.waitForState("waiting");
  await bert.enter(room);
  await bert.waitForState("knocking");
  await anna.sees("button", "Admit");
  await using _back = await away(stage, async () => {
    await saysAway(anna, /would like to join|Admit/);
    assertEquals(await anna.page.$('::-p-aria([name="Admit"])'), null);
    await saysAway(bert, /as soon as they let you in|sees that you/);
  });
  await backIn("door", anna.sees("button", "Admit"));
  await backIn("knocking", bert.says(/sees that you would like to join/));
  assertFalse(AWAY.test(await visibleText(anna) + await visibleText(bert)));
  await anna.click("button", "Admit");
  await anna.waitForState("connected");
  await bert.waitForState("connected");
});

Deno.test("who waits for a held seat is told that the server is away, and waits again", async () => {
  await using stage = await setStage();
  const anna = await stage.person({});
  const [bert, cyd] = await stage.couple();
  const room = await connect(anna, bert);
  await cyd.openLobby(room);
  using asleep = sleep(anna.page);
  await cyd.join();
  await cyd.says(/Both places are taken/);
  await using _back = await away(
    stage,
    () => saysAway(cyd, /Both places are taken|you will join/),
  );
  // The seats are theirs who come first: Bert's page, or this one.
  await backIn(
    "queued",
    until(
      cyd.page,
      "no word of the server",
      async () => !AWAY.test(await visibleText(cyd)),
    ),
  );
  asleep[Symbol.dispose]();
});

Deno.test("who connects is told that the server is away, and is connected when it is back", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  const room = newRoom();
  // Anna's browser takes no description, so that the two go on connecting.
  await anna.page.evaluateOnNewDocument(() => {
    const { prototype } = RTCPeerConnection;
    const set = prototype.setRemoteDescription;
    const through = new Promise<void>((resolve) =>
      addEventListener("let-through", () => resolve(), { once: true })
    );
    prototype.setRemoteDescription = async function (description) {
      await through;
      await Reflect.apply(set, this, [description]);
    };
  });
  await anna.enter(room);
  await anna.waitForState("waiting");
  await bert.enter(room);
  await bert.waitForState("connecting");
  await anna.waitForState("connecting");
  await using _back = await away(
    stage,
    () => saysAway(bert, /Connecting to|No way to/),
  );
  await backIn(
    "connecting",
    bert.waitForSignallingState((state) => state === "open"),
  );
  await anna.page.evaluate(() => dispatchEvent(new Event("let-through")));
  await bert.waitForState("connected", 20_000);
  assertFalse(AWAY.test(await visibleText(bert)));
});

Deno.test("two who are connected see each other, and nothing of a server that is away", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  await connect(anna, bert);
  await using _back = await away(stage, async () => {
    await anna.waitForSignallingState((state) => state === "backing-off");
    assertEquals(await anna.state(), "connected");
    assertFalse(AWAY.test(await visibleText(anna)));
  });
  await backIn(
    "connected",
    anna.waitForSignallingState((state) => state === "open"),
  );
});
