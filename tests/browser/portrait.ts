/**
 * A drawn person in a drawn room, for pictures of the app that show more than a
 * test pattern.
 *
 * @module
 */
import type { Colour } from "./fake_media.ts";
import { scratchFolder } from "./scratch.ts";

/** What the person and the room behind look like. */
export interface Portrait {
  wall: Colour;
  lamp: Colour;
  skin: Colour;
  hair: Colour;
  shirt: Colour;
}

const WIDTH = 1280;
const HEIGHT = 720;

function mix(a: Colour, b: Colour, share: number): Colour {
  const between = (from: number, to: number) => from + (to - from) * share;
  return {
    red: between(a.red, b.red),
    green: between(a.green, b.green),
    blue: between(a.blue, b.blue),
  };
}

/** Colour at a place; x and y from 0 to 1.78 and 1, so that circles are round. */
function paint(portrait: Portrait, x: number, y: number): Colour {
  const within = (cx: number, cy: number, rx: number, ry: number) =>
    ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 < 1;
  if (within(0.89, 0.46, 0.15, 0.2)) return portrait.skin;
  if (within(0.89, 0.4, 0.185, 0.235)) return portrait.hair;
  if (within(0.89, 0.64, 0.07, 0.12)) {
    return mix(portrait.skin, portrait.hair, 0.2);
  }
  if (within(0.89, 1.08, 0.42, 0.36)) return portrait.shirt;
  const light = Math.exp(-((x - 0.35) ** 2 + (y - 0.25) ** 2) * 3);
  const wall = mix(portrait.wall, portrait.lamp, light);
  return mix(wall, { red: 20, green: 16, blue: 14 }, 0.35 * y);
}

/** Writes a camera file of one frame, for Chromium's fake camera. */
export function writePortrait(
  portrait: Portrait,
): Disposable & { cameraPath: string } {
  const header = new TextEncoder().encode(
    `YUV4MPEG2 W${WIDTH} H${HEIGHT} F30:1 Ip A1:1 C420jpeg\nFRAME\n`,
  );
  const luma = WIDTH * HEIGHT;
  const file = new Uint8Array(header.length + luma * 1.5);
  file.set(header);
  for (let row = 0; row < HEIGHT; row++) {
    for (let column = 0; column < WIDTH; column++) {
      const { red, green, blue } = paint(
        portrait,
        column / HEIGHT,
        row / HEIGHT,
      );
      // BT.601, limited range: what Chromium takes a y4m file to be.
      file[header.length + row * WIDTH + column] = 16 + 0.257 * red +
        0.504 * green + 0.098 * blue;
      if (row % 2 === 1 || column % 2 === 1) continue;
      const chroma = header.length + luma + (row * WIDTH / 4) + column / 2;
      file[chroma] = 128 - 0.148 * red - 0.291 * green + 0.439 * blue;
      file[chroma + luma / 4] = 128 + 0.439 * red - 0.368 * green -
        0.071 * blue;
    }
  }
  const folder = scratchFolder("portrait-");
  const cameraPath = `${folder.path}/camera.y4m`;
  Deno.writeFileSync(cameraPath, file);
  return { cameraPath, [Symbol.dispose]: folder[Symbol.dispose] };
}
