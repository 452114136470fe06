/** Paints pictures that stand in for cameras and screens. @module */
import { paint, type Portrait } from "./portrait.ts";

const WIDTH = 960;
const HEIGHT = 540;

/** A track that shows one picture. */
function trackOf(canvas: HTMLCanvasElement): MediaStreamTrack {
  const [track] = canvas.captureStream(5).getVideoTracks();
  if (track === undefined) throw new TypeError("A canvas without a track");
  // A picture that never changes is never sent.
  const context = canvas.getContext("2d");
  setInterval(() => context?.drawImage(canvas, 0, 0), 400);
  return track;
}

function newCanvas(): [HTMLCanvasElement, CanvasRenderingContext2D] {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [WIDTH, HEIGHT];
  const context = canvas.getContext("2d");
  if (context === null) throw new TypeError("A browser without a canvas");
  return [canvas, context];
}

/** Somebody's camera. */
export function cameraOf(portrait: Portrait): MediaStreamTrack {
  return trackOf(canvasOf(portrait));
}

/** Somebody in a file. */
export function photograph(portrait: Portrait): Promise<Blob | null> {
  return new Promise((resolve) =>
    canvasOf(portrait).toBlob(resolve, "image/jpeg")
  );
}

function canvasOf(portrait: Portrait): HTMLCanvasElement {
  const [canvas, context] = newCanvas();
  const image = context.createImageData(WIDTH, HEIGHT);
  for (let row = 0; row < HEIGHT; row++) {
    for (let column = 0; column < WIDTH; column++) {
      const { red, green, blue } = paint(
        portrait,
        column / HEIGHT,
        row / HEIGHT,
      );
      image.data.set([red, green, blue, 255], (row * WIDTH + column) * 4);
    }
  }
  context.putImageData(image, 0, 0);
  return canvas;
}

/** Somebody's screen: a page of writing and a chart. */
export function screenOf(): MediaStreamTrack {
  const [canvas, context] = newCanvas();
  const fill = (
    colour: string,
    ...place: [x: number, y: number, width: number, height: number]
  ) => {
    context.fillStyle = colour;
    context.fillRect(...place);
  };
  fill("#f4f5f7", 0, 0, WIDTH, HEIGHT);
  fill("#ffffff", 60, 36, WIDTH - 120, HEIGHT);
  fill("#28303c", 110, 84, 360, 26);
  for (let line = 0; line < 11; line++) {
    fill("#c3c8d0", 110, 140 + line * 30, line % 4 === 3 ? 210 : 400, 11);
  }
  const bars = [90, 150, 120, 210, 260, 230];
  bars.forEach((height, index) =>
    fill(
      index === 4 ? "#ef7354" : "#1f6a5b",
      560 + index * 52,
      430 - height,
      34,
      height,
    )
  );
  fill("#28303c", 550, 430, 320, 3);
  return trackOf(canvas);
}
