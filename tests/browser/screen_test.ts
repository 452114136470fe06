import { assertEquals } from "@std/assert";
import { ANNA, BERT, connect, setStage } from "./stage.ts";
import { seesColour, seesFrames } from "./witness.ts";

const SCREEN = 'video[aria-label="Remote screen"]';

Deno.test("Share screen shows the screen beside the camera, until it is stopped", async () => {
  await using stage = await setStage();
  const anna = await stage.person(ANNA);
  const bert = await stage.person(BERT);
  await connect(anna, bert);

  await bert.clickControl("Share screen");
  await anna.page.waitForSelector(SCREEN);
  await seesFrames(anna.page, "Remote screen", 5);
  await seesColour(anna.page, "Remote video", BERT.colour);
  assertEquals(await bert.pressed("Share screen"), "true");

  await bert.clickControl("Share screen");
  await anna.page.waitForSelector(SCREEN, { hidden: true });
  assertEquals(await bert.pressed("Share screen"), "false");
  await seesFrames(anna.page, "Remote video", 5);
});
