import { assert, assertEquals } from "@std/assert";
import { deriveRoomKeys } from "../../../sealing/key_schedule.ts";
import { type CallPage, newCallPage } from "../harness/call_page.ts";
import { launchChromium } from "../harness/chromium.ts";
import { ManInTheMiddle } from "../harness/man_in_the_middle.ts";
import { lookAtPictures } from "../harness/pictures.ts";
import { bothConnected } from "../harness/private_call.ts";
import { standBefore } from "../harness/relay_proxy.ts";
import { serveApp } from "../harness/app_server.ts";
import { newRoom } from "../harness/stage.ts";

const ASK = "Ask me before anyone joins";

/** Two in a named room, compared on both sides, whose server only begins to lie. */
async function comparedBehind(asksFirst: boolean) {
  await using cleanup = new AsyncDisposableStack();
  const room = newRoom();
  const keys = await deriveRoomKeys({ kind: "named", name: room });
  const liar = new ManInTheMiddle(keys, "reads along", false);
  const app = cleanup.use(await serveApp());
  const { origin } = cleanup.use(standBefore(app.origin, liar));
  const chromium = cleanup.use(await launchChromium());
  const anna = await newCallPage(await chromium.newContext(), origin);
  const bert = await newCallPage(await chromium.newContext(), origin);
  await anna.openLobby(room);
  if (asksFirst) await anna.click("checkbox", ASK);
  await anna.join();
  await anna.waitForState("waiting");
  await bert.openLobby(room);
  await bert.join();
  if (asksFirst) await anna.click("button", "Admit");
  await bothConnected(anna, bert);
  for (const one of [anna, bert]) {
    await lookAtPictures(one, "Named room");
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

/** Who is reloaded while somebody is in between. */
const RELOADS: readonly (readonly [
  who: string,
  of: (anna: CallPage, bert: CallPage) => CallPage[],
])[] = [
  ["one", (_, bert) => [bert]],
  ["the other", (anna) => [anna]],
  ["both", (anna, bert) => [anna, bert]],
];

for (const [who, of] of RELOADS) {
  Deno.test(`Verified goes when a server that lies reads along after a reload of ${who}`, async () => {
    await using scene = await comparedBehind(false);
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
      await one.sees("button", "Named room");
      assertEquals(await isVerified(one), false);
    }
  });
}

Deno.test("who asks first is asked again when a server that lies brings back the one who was admitted", async () => {
  await using scene = await comparedBehind(true);
  const { liar, anna, bert } = scene;
  await reload(bert);
  await bothConnected(anna, bert);

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
