import { assert, assertEquals, assertLess } from "@std/assert";
import type { Page } from "puppeteer-core";
import { ANNA, BERT, connect, setStage } from "../harness/stage.ts";
import { until } from "../harness/until.ts";

/** How bright a picture is at its upper edge, in its middle, and at its lower edge, 0 to 255; and its shape. */
function picture(page: Page, name: string) {
  return page.evaluate((name) => {
    const video = document.querySelector<HTMLVideoElement>(
      `video[aria-label="${name}"]`,
    );
    const canvas = document.createElement("canvas");
    canvas.width = 1;
    canvas.height = 100;
    const context = canvas.getContext("2d");
    if (!video || !context) return null;
    context.drawImage(video, 0, 0, 1, 100);
    const green = (row: number) => context.getImageData(0, row, 1, 1).data[1];
    return {
      shape: video.videoWidth / video.videoHeight,
      bright: [green(3), green(50), green(96)].map((value = 0) => value > 150),
    };
  }, name);
}

for (
  const [what, size] of [
    ["stands upright", { width: 720, height: 1280 }],
    ["has a shape of its own", { width: 1280, height: 960 }],
  ] as const
) {
  Deno.test(`a camera that ${what} is seen whole, by its owner and by the other`, async () => {
    await using stage = await setStage();
    const anna = await stage.person({ ...ANNA, size });
    const bert = await stage.person(BERT);
    await connect(anna, bert);
    // In the corner too, where others fill the place.
    assertEquals(
      await anna.page.evaluate(() =>
        getComputedStyle(
          document.querySelector('video[aria-label="Your video"]')!,
        ).objectFit
      ),
      size.width < size.height ? "contain" : "cover",
    );
    const views = [[anna, "Your video"], [bert, "Remote video"]] as const;
    for (const [{ page }, name] of views) {
      let seen: Awaited<ReturnType<typeof picture>> = null;
      await until(page, `${name} from edge to edge`, async () => {
        seen = await picture(page, name);
        return seen?.bright.join() === "true,false,true";
      }).catch((error) => {
        throw new Error(`Saw ${JSON.stringify(seen)}`, { cause: error });
      });
      seen = await picture(page, name);
      assert(seen);
      const shape = size.width / size.height;
      assertLess(Math.abs(seen.shape / shape - 1), 0.02, `shape ${seen.shape}`);
    }
  });
}
