/**
 * Waiting for a person to be seen and heard.
 *
 * @module
 */
import type { Page } from "puppeteer-core";
import { colourOf, framesOf, type Heard, listenTo } from "./evidence.ts";
import type { Colour } from "./fake_media.ts";
import { until } from "./until.ts";

/** Waits until a video shows that colour, give or take what the codec does. */
export async function seesColour(
  page: Page,
  name: string,
  expected: Colour,
): Promise<void> {
  let seen: Colour | undefined;
  await until(page, `${name} in ${JSON.stringify(expected)}`, async () => {
    seen = await colourOf(page, name);
    return distance(seen, expected) < 40;
  }).catch((error) => {
    throw new Error(`Saw ${JSON.stringify(seen)}`, { cause: error });
  });
}

/** Waits until a tone can be heard from a video, and no other is louder. */
export async function hearsTone(
  page: Page,
  name: string,
  toneHz: number,
): Promise<void> {
  let heard: Heard | undefined;
  await until(page, `${toneHz} Hz from ${name}`, async () => {
    heard = await listenTo(page, name);
    return heard.decibels > -60 && Math.abs(heard.toneHz - toneHz) < 40;
  }).catch((error) => {
    throw new Error(`Heard ${JSON.stringify(heard)}`, { cause: error });
  });
}

/** Waits until the video shows `count` more frames than now. */
export async function seesFrames(
  page: Page,
  name: string,
  count: number,
): Promise<void> {
  const before = await framesOf(page, name);
  await until(
    page,
    `${count} more frames of ${name}`,
    async () => await framesOf(page, name) >= before + count,
  );
}

function distance(one: Colour, other: Colour): number {
  return Math.hypot(
    one.red - other.red,
    one.green - other.green,
    one.blue - other.blue,
  );
}
