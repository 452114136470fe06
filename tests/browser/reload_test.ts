import { assert, assertEquals } from "@std/assert";
import { CallPage } from "./harness/call_page.ts";
import { ANNA, BERT, connect, setStage } from "./harness/stage.ts";
import { until } from "./harness/until.ts";
import { hearsTone, seesColour, seesFrames } from "./harness/witness.ts";

const REMOTE = "Remote video";

Deno.test("a reload of either page is back in the call without a click", async () => {
  await using stage = await setStage();
  const anna = await stage.person(ANNA);
  const bert = await stage.person(BERT);
  await connect(anna, bert);
  await anna.sendChat("Before the reload");
  await bert.seesInChat(/Before the reload/);

  for (const [reloads, stays] of [[anna, bert], [bert, anna]] as const) {
    const startMs = performance.now();
    await reloads.page.reload({ waitUntil: "domcontentloaded" });
    await reloads.waitForState("connected");
    await Promise.all([
      seesFrames(reloads.page, REMOTE, 1),
      seesFrames(stays.page, REMOTE, 1),
    ]);
    const ms = Math.round(performance.now() - startMs);
    console.log(`back ${ms} ms after the reload began`);
    await stays.waitForState("connected");
  }
  await seesColour(anna.page, REMOTE, BERT.colour);
  await hearsTone(anna.page, REMOTE, BERT.toneHz);
  await hearsTone(bert.page, REMOTE, ANNA.toneHz);
  await anna.openChat();
  using chat = await bert.control("Chat");
  const badge = await chat.evaluate((button) => button.ariaDescription);
  assertEquals(badge, null, "what was read is not new again");
  await anna.seesInChat(/Before the reload/);
  await anna.sendChat("After it");
  await bert.openChat();
  await bert.seesInChat(/After it/);
});

Deno.test("a reload keeps what was switched off", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  await connect(anna, bert);
  await anna.clickControl("Microphone");
  await bert.says(/is muted/);
  await anna.page.reload({ waitUntil: "domcontentloaded" });
  await anna.waitForState("connected");
  assertEquals(await anna.pressed("Microphone"), "false");
  await bert.says(/is muted/);
});

Deno.test("Leave call is final: a reload after it starts in the lobby", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  await connect(anna, bert);
  await anna.leave();
  await anna.waitForState("ended");
  await bert.waitForState("waiting", 2_000);
  await anna.page.reload();
  await anna.waitForState("ready");
});

Deno.test("a tab that is closed without a word is gone after a short grace", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  await connect(anna, bert);
  await anna.page.close();
  await bert.waitForState("reconnecting");
  await bert.waitForState("waiting", 15_000);
});

Deno.test("a copy of the tab asks first, and then takes the call over", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  await connect(anna, bert);

  const opened = new Promise<CallPage>((resolve) =>
    anna.page.once("popup", (page) => {
      assert(page);
      resolve(new CallPage(page, anna.origin));
    })
  );
  // Opened by the page itself, a tab gets a copy of its session storage.
  await anna.page.evaluate(() => {
    open(location.href);
  });
  const copy = await opened;
  await copy.waitForState("failed");
  await copy.says(/goes on in another tab/);
  assertEquals(await anna.state(), "connected");

  await copy.click("button", "Bring it back here");
  await copy.waitForState("connected");
  await anna.waitForState("failed");
  await anna.says(/goes on in another tab/);
  await bert.waitForState("connected");
  await until(
    copy.page,
    "the other's picture",
    () =>
      copy.page.$eval(
        `video[aria-label="${REMOTE}"]`,
        (video) => video instanceof HTMLVideoElement && video.videoWidth > 0,
      ),
  );
});
