/**
 * The gallery's people as cameras, for pictures of real calls that show more
 * than a test pattern.
 *
 * @module
 */
import { paint, type Portrait } from "../../../gallery/portrait.ts";
import { scratchFolder } from "./scratch.ts";

const WIDTH = 1280;
const HEIGHT = 720;

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
