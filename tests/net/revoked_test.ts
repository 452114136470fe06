import { assertEquals } from "@std/assert";
import { liveTracks } from "../browser/harness/evidence.ts";
import { until } from "../browser/harness/until.ts";
import { seesFrames } from "../browser/harness/witness.ts";
import { setPermissions } from "./lab/browsers.ts";
import { callStatesSince, hears } from "./lab/call_record.ts";
import { setNetStage } from "./lab/stage.ts";

const REMOTE = "Remote video";

Deno.test("a call goes on when its permissions are taken back, and has all again when they are given", async () => {
  await using stage = await setNetStage({ a: "asking-chromium" });
  const { a: anna, b: bert } = stage.people;
  const beganAtMs = Date.now();

  await setPermissions(anna.page.browser(), "denied");
  await anna.says(/This page may not use your camera\. Allow it/);
  await anna.says(/This page may not use your microphone\. Allow it/);
  assertEquals(await anna.pressed("Camera"), "false");
  assertEquals(await anna.pressed("Microphone"), "false");
  await bert.says(/has no camera on/);
  await bert.says(/is muted/);
  // Their half of the call is as it was.
  await seesFrames(anna.page, REMOTE, 10);
  await hears(anna.page);
  await anna.sendChat("You can't see me");
  await bert.seesInChat(/You can't see me/);

  // The page notices by itself.
  await setPermissions(anna.page.browser(), "allowed");
  await anna.saysNoMore(/may not use/);
  await seesFrames(bert.page, REMOTE, 10);
  await hears(bert.page);
  await bert.saysNoMore(/has no camera on|is muted/);
  for (const kind of ["audio", "video"] as const) {
    await until(
      anna.page,
      `one live ${kind} track`,
      async () => await liveTracks(anna.page, kind) === 1,
    );
  }
  for (const { page } of [anna, bert]) {
    assertEquals(await callStatesSince(page, beganAtMs), []);
  }
});
