import { assertEquals, assertMatch } from "@std/assert";
import { listenTo, liveTracks } from "./harness/evidence.ts";
import { ANNA, BERT, connect, setStage } from "./harness/stage.ts";
import { until } from "./harness/until.ts";
import { hearsTone, seesColour, seesFrames } from "./harness/witness.ts";

const REMOTE = "Remote video";

Deno.test("a call shows and plays each person to the other", async () => {
  await using stage = await setStage();
  const anna = await stage.person(ANNA);
  const bert = await stage.person(BERT);
  await connect(anna, bert);

  await seesColour(anna.page, "Your video", ANNA.colour);
  await seesColour(anna.page, REMOTE, BERT.colour);
  await seesColour(bert.page, REMOTE, ANNA.colour);
  await hearsTone(anna.page, REMOTE, BERT.toneHz);
  await hearsTone(bert.page, REMOTE, ANNA.toneHz);
  assertEquals((await listenTo(anna.page, "Your video")).decibels, -200);
});

Deno.test("Chat carries messages both ways and tells the sender", async () => {
  await using stage = await setStage();
  const anna = await stage.person(ANNA);
  const bert = await stage.person(BERT);
  await connect(anna, bert);

  await anna.sendChat("Hello <b>Bert</b>");
  await bert.seesInChat(/Hello <b>Bert<\/b>/);
  await anna.seesInChat(/Hello <b>Bert<\/b>[^]*✓/);
  await bert.sendChat("Hello Anna");
  await anna.seesInChat(/Hello Anna/);
  await bert.seesInChat(/Hello Anna[^]*✓/);
});

Deno.test("Microphone mutes at once and the other side is told", async () => {
  await using stage = await setStage();
  const anna = await stage.person(ANNA);
  const bert = await stage.person(BERT);
  await connect(anna, bert);
  await hearsTone(bert.page, REMOTE, ANNA.toneHz);

  await anna.clickControl("Microphone");
  assertEquals(await anna.pressed("Microphone"), "false");
  await bert.says(/is muted/);
  await until(
    bert.page,
    "silence",
    async () => (await listenTo(bert.page, REMOTE)).decibels < -100,
  );

  await anna.clickControl("Microphone");
  assertEquals(await anna.pressed("Microphone"), "true");
  await bert.saysNoMore(/is muted/);
  await hearsTone(bert.page, REMOTE, ANNA.toneHz);
});

Deno.test("Camera lets go of the device and takes it again", async () => {
  await using stage = await setStage();
  const anna = await stage.person(ANNA);
  const bert = await stage.person(BERT);
  await connect(anna, bert);
  await seesColour(bert.page, REMOTE, ANNA.colour);

  await anna.clickControl("Camera");
  await bert.says(/has no camera on/);
  assertEquals(await anna.pressed("Camera"), "false");
  assertEquals(await liveTracks(anna.page, "video"), 0);
  assertEquals(await liveTracks(anna.page, "audio"), 1);

  await anna.clickControl("Camera");
  await until(
    anna.page,
    "a live camera",
    async () => await liveTracks(anna.page, "video") === 1,
  );
  await bert.saysNoMore(/has no camera on/);
  await seesFrames(bert.page, REMOTE, 5);
  await seesColour(bert.page, REMOTE, ANNA.colour);
});

Deno.test("Leave call lets go of everything and Rejoin comes back", async () => {
  await using stage = await setStage();
  const anna = await stage.person(ANNA);
  const bert = await stage.person(BERT);
  await connect(anna, bert);

  await bert.leave();
  await bert.sees("heading", "You left the call");
  assertEquals(await bert.state(), "ended");
  assertEquals(await liveTracks(bert.page, "video"), 0);
  assertEquals(await liveTracks(bert.page, "audio"), 0);
  await anna.waitForState("waiting");

  await bert.click("button", "Rejoin");
  await Promise.all([
    anna.waitForState("connected"),
    bert.waitForState("connected"),
  ]);
  await seesColour(anna.page, REMOTE, BERT.colour);
  await seesColour(bert.page, REMOTE, ANNA.colour);
  assertMatch(bert.page.url(), /\/room\//);
});
