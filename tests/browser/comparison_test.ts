import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { EMOJI } from "../../sealing/emoji.ts";
import type { CallPage } from "./harness/call_page.ts";
import { connectionStates } from "./harness/evidence.ts";
import { holdingsOf, keepAccount } from "./harness/holdings.ts";
import { lookAtPictures, picturesOf } from "./harness/pictures.ts";
import {
  bothConnected,
  type CallKind,
  connectPrivately,
  joinBy,
} from "./harness/private_call.ts";
import { connect, setStage } from "./harness/stage.ts";
import { until } from "./harness/until.ts";
import { seesFrames } from "./harness/witness.ts";

const NAMES = new Set(EMOJI.map(({ name }) => name));

const KINDS: readonly (readonly [
  kind: CallKind,
  meet: (one: CallPage, other: CallPage) => Promise<unknown>,
])[] = [
  ["Private link", connectPrivately],
  ["Named room", connect],
];

/** Whether the page calls the call verified, which its button would say. */
async function isVerified({ page }: CallPage): Promise<boolean> {
  return await page.$('::-p-aria([name="Verified"][role="button"])') !== null;
}

for (const [kind, meet] of KINDS) {
  Deno.test(`${kind}: both see the same four pictures, and each call has its own`, async () => {
    await using stage = await setStage();
    const [anna, bert] = await stage.couple();
    const calls: string[] = [];
    for (let call = 0; call < 2; call++) {
      await meet(anna, bert);
      const [hers, his] = await Promise.all([
        lookAtPictures(anna, kind),
        lookAtPictures(bert, kind),
      ]);
      assertEquals(hers, his);
      for (const picture of hers) {
        assert(NAMES.has(namePart(picture)), `${picture} is no picture`);
      }
      calls.push(hers.join());
      await Promise.all([anna.leave(), bert.leave()]);
      await anna.sees("heading", "You left the call");
      await bert.sees("heading", "You left the call");
    }
    assertNotEquals(calls[0], calls[1]);
  });

  Deno.test(`${kind}: They match is remembered over a reload of either page, on that side`, async () => {
    await using stage = await setStage();
    const [anna, bert] = await stage.couple();
    await meet(anna, bert);
    await lookAtPictures(anna, kind);
    await anna.click("button", "They match");
    await anna.says(/nobody is in between/);
    await anna.sees("button", "Verified");
    for (const one of [anna, bert]) {
      await one.page.reload({ waitUntil: "domcontentloaded" });
      await bothConnected(anna, bert);
      await seesFrames(anna.page, "Remote video", 1);
      await anna.sees("button", "Verified");
      // The pictures are of this page and that one: there are new ones.
      const [hers, his] = await Promise.all([
        anna.page.$('[aria-label="Pictures to compare"]').then((open) =>
          open ? picturesOf(anna) : lookAtPictures(anna, "Verified")
        ),
        bert.page.$('[aria-label="Pictures to compare"]').then((open) =>
          open ? picturesOf(bert) : lookAtPictures(bert, kind)
        ),
      ]);
      assertEquals(hers, his);
    }
    assertEquals(await isVerified(bert), false);
    await bert.sees("button", kind);
  });
}

/** A picture and its name, without the picture. */
function namePart(picture: string): string {
  return picture.replace(/^[^a-z]+/, "");
}

Deno.test("somebody else in the other's seat is not verified", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  const other = await stage.person({});
  const link = await connectPrivately(anna, bert);
  await lookAtPictures(anna, "Private link");
  await anna.click("button", "They match");
  await anna.sees("button", "Verified");
  await bert.leave();
  await anna.waitForState("waiting");
  await joinBy(other, link);
  await bothConnected(anna, other);
  await anna.sees("button", "Private link");
  assertEquals(await isVerified(anna), false);
  await picturesOf(anna);
});

Deno.test("one who leaves and comes again is compared again", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  await connectPrivately(anna, bert);
  await lookAtPictures(anna, "Private link");
  await anna.click("button", "They match");
  await anna.sees("button", "Verified");
  await bert.leave();
  await bert.page.reload({ waitUntil: "domcontentloaded" });
  await bert.waitForState("ready");
  await bert.join();
  await bothConnected(anna, bert);
  await anna.sees("button", "Private link");
  assertEquals(await isVerified(anna), false);
});

Deno.test("They don’t ends the call in plain words, and lets go of everything", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  await keepAccount(anna.page);
  await connectPrivately(anna, bert);
  await lookAtPictures(anna, "Private link");
  const before = await holdingsOf(anna.page);
  assertEquals([before.sockets, before.connections, before.liveTracks], [
    1,
    1,
    2,
  ]);
  await anna.click("button", "They don’t");
  await anna.sees("heading", "Somebody may be in between");
  assertEquals(await anna.state(), "failed");
  await until(anna.page, "nothing to be held", async () => {
    const { sockets, connections, liveTracks, audioContexts } =
      await holdingsOf(anna.page);
    return sockets + connections + liveTracks + audioContexts === 0;
  });
  assertEquals(await connectionStates(anna.page), ["closed"]);
  assertEquals(await anna.page.$("::-p-aria([name='Rejoin'])"), null);
  // For good: neither is the other kept waiting, nor does a reload go back.
  await bert.waitForState("waiting");
  await anna.page.reload({ waitUntil: "domcontentloaded" });
  await anna.waitForState("ready");
});

/** What the keyboard is at: its role and its name. */
function focused({ page }: CallPage): Promise<string> {
  return page.evaluate(() => {
    const { activeElement: at } = document;
    return at?.getAttribute("aria-label") ?? at?.textContent ?? "";
  });
}

/** Presses Tab until the keyboard is at that control. */
async function tabTo(one: CallPage, name: string): Promise<void> {
  const passed: string[] = [];
  do {
    await one.page.keyboard.press("Tab");
    passed.push(await focused(one));
    if (passed.at(-1) === name) return;
  } while (passed.length < 40);
  throw new Error(`Tab does not lead to ${name}, but to ${passed.join()}`);
}

Deno.test("the comparison works with the keyboard alone, and has names", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  await connectPrivately(anna, bert);
  await tabTo(anna, "Private link");
  await anna.page.keyboard.press("Enter");
  const pictures = await picturesOf(anna);
  await anna.sees("complementary", "Privacy");
  await anna.sees("list", "Pictures to compare");
  // What is read out is the name of each picture, and nothing else.
  const list = await anna.sees("list", "Pictures to compare");
  const tree = await anna.page.accessibility.snapshot({
    root: list,
    interestingOnly: false,
  });
  const read = JSON.stringify(tree);
  for (const picture of pictures) {
    assert(read.includes(`"${namePart(picture)}"`), `${picture} is not read`);
  }
  assert(!/\p{Emoji_Presentation}/u.test(read), "A picture is read out");
  await tabTo(anna, "They match");
  await anna.page.keyboard.press("Enter");
  await anna.sees("button", "Verified");
  await tabTo(anna, "They don’t");
  await anna.page.keyboard.press("Enter");
  await anna.sees("heading", "Somebody may be in between");
});
