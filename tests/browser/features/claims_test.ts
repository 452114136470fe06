import { assert, assertEquals } from "@std/assert";
import { decodeBase64Url } from "../../../sealing/bytes.ts";
import { deriveRoomKeys } from "../../../sealing/key_schedule.ts";
import { type CallPage, newCallPage } from "../harness/call_page.ts";
import { launchChromium } from "../harness/chromium.ts";
import { ManInTheMiddle } from "../harness/man_in_the_middle.ts";
import { lookAtPictures } from "../harness/pictures.ts";
import {
  bothConnected,
  type CallKind,
  joinBy,
  startCall,
} from "../harness/private_call.ts";
import {
  type Meddling,
  standBefore,
  type Way,
} from "../harness/relay_proxy.ts";
import { serveApp } from "../harness/app_server.ts";
import { connect, newRoom, setStage } from "../harness/stage.ts";

const ASK = "Ask me before anyone joins";

/** Somebody in between who begins to listen once the room's keys are known. */
function lateLiar() {
  let liar: ManInTheMiddle | null = null;
  return {
    /** Looks on from now on, with what opens this room. */
    async learn(link: URL): Promise<ManInTheMiddle> {
      const name = decodeURIComponent(link.pathname.slice("/room/".length));
      const secret = decodeBase64Url(link.hash.slice("#1.".length));
      const keys = await deriveRoomKeys(
        secret?.length ? { kind: "private", secret } : { kind: "named", name },
      );
      return liar = new ManInTheMiddle(keys, "reads along", false);
    },
    meet() {
      let meddling: Meddling | null = null;
      return {
        pass(way: Way, message: string) {
          meddling ??= liar?.meet() ?? null;
          return meddling?.pass(way, message) ?? message;
        },
      };
    },
  };
}

/** Two who have compared, on both sides, before their server begins to lie. */
async function comparedBehind(kind: CallKind, asksFirst = false) {
  await using cleanup = new AsyncDisposableStack();
  const meddler = lateLiar();
  const app = cleanup.use(await serveApp());
  const { origin } = cleanup.use(standBefore(app.origin, meddler));
  const chromium = cleanup.use(await launchChromium());
  const anna = await newCallPage(await chromium.newContext(), origin);
  const bert = await newCallPage(await chromium.newContext(), origin);
  if (kind === "Private link") await startCall(anna);
  else await anna.openLobby(newRoom());
  const link = new URL(anna.page.url());
  // Who has a private link and runs the server, or anybody who runs it.
  const liar = await meddler.learn(link);
  if (asksFirst) await anna.click("checkbox", ASK);
  await anna.join();
  await anna.waitForState("waiting");
  await joinBy(bert, link);
  if (asksFirst) await anna.click("button", "Admit");
  await bothConnected(anna, bert);
  for (const one of [anna, bert]) {
    await lookAtPictures(one, kind);
    await one.click("button", "They match");
    await one.sees("button", "Verified");
  }
  const stack = cleanup.move();
  const end = () => stack.disposeAsync();
  return { liar, anna, bert, [Symbol.asyncDispose]: end };
}

async function isVerified({ page }: CallPage): Promise<boolean> {
  return await page.$('::-p-aria([name="Verified"][role="button"])') !== null;
}

async function reload(...pages: CallPage[]): Promise<void> {
  await Promise.all(
    pages.map(({ page }) => page.reload({ waitUntil: "domcontentloaded" })),
  );
}

/** Who is reloaded while somebody is in between, in which room. */
const RELOADS: readonly (readonly [
  kind: CallKind,
  who: string,
  of: (anna: CallPage, bert: CallPage) => CallPage[],
])[] = [
  ["Named room", "one", (_, bert) => [bert]],
  ["Named room", "both", (anna, bert) => [anna, bert]],
  ["Private link", "the other", (anna) => [anna]],
  ["Private link", "both", (anna, bert) => [anna, bert]],
];

for (const [kind, who, of] of RELOADS) {
  Deno.test(`${kind}: Verified goes when a server that lies reads along after a reload of ${who}`, async () => {
    await using scene = await comparedBehind(kind);
    const { liar, anna, bert } = scene;
    // As long as nobody is in between, a reload keeps it.
    await reload(...of(anna, bert));
    await bothConnected(anna, bert);
    for (const one of [anna, bert]) await one.sees("button", "Verified");

    liar.active = true;
    await reload(...of(anna, bert));
    await bothConnected(anna, bert);
    // It has read the descriptions, and the certificates are the real ones.
    assert(liar.loot.opened.some((text) => text.includes("a=fingerprint")));
    for (const one of [anna, bert]) {
      await one.sees("button", kind);
      assertEquals(await isVerified(one), false);
    }
  });
}

for (const kind of ["Named room", "Private link"] as const) {
  Deno.test(`${kind}: who asks first is asked again when a server that lies brings back the one who was admitted`, async () => {
    await using scene = await comparedBehind(kind, true);
    const { liar, anna, bert } = scene;
    // As long as nobody is in between, nobody is asked about again.
    for (const pages of [[bert], [anna, bert]]) {
      await reload(...pages);
      await bothConnected(anna, bert);
    }
    await anna.saysNoMore(/would like to join/);

    liar.active = true;
    await reload(anna, bert);
    await bert.waitForState("knocking");
    await anna.says(/would like to join/);
    assertEquals(await anna.state(), "waiting");
    // Nothing of a connection was told to whoever is in between.
    const told = liar.loot.opened.map((text) => JSON.parse(text).type);
    assert(told.includes("hello"));
    for (const type of ["description", "candidates"]) {
      assert(!told.includes(type), `${told}`);
    }
  });
}

/** Has the page say that it is another tab, in everything that it says. */
async function claimTab({ page }: CallPage, tab: string): Promise<void> {
  await page.evaluateOnNewDocument((tab) => {
    const { stringify } = JSON;
    JSON.stringify = (value: unknown) =>
      stringify(value)?.replace(/"person":"[^"]*"/, `"person":"${tab}"`);
  }, tab);
}

Deno.test("who says another's tab id gets no message that waits for them", async () => {
  // A lost seat is held for so long.
  await using stage = await setStage({ LEASE_MS: "4000" });
  const [anna, bert] = await stage.couple();
  const eve = await stage.person({});
  await connect(anna, bert);
  const link = new URL(anna.page.url());
  const tab = await bert.page.evaluate(() =>
    JSON.parse(Object.values(sessionStorage)[0] ?? "{}").tab
  );
  await bert.page.goto("about:blank");
  await anna.waitForState("reconnecting");
  await anna.click("button", "Chat");
  await anna.type("Message", "The door code is 4711");
  await anna.page.keyboard.press("Enter");
  await anna.says(/not delivered yet/);
  await anna.waitForState("waiting");

  await claimTab(eve, tab);
  await joinBy(eve, link);
  await bothConnected(anna, eve);
  await eve.click("button", "Chat");
  await eve.type("Message", "It is me again");
  await eve.page.keyboard.press("Enter");
  await anna.says(/It is me again/);
  await anna.says(/not delivered yet/);
  const text = await eve.page.evaluate(() => document.body.innerText);
  assert(!text.includes("4711"), text);
});
