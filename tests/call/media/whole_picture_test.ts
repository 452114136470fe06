import { assertEquals } from "@std/assert";
import { wholePicture } from "../../../call/media/whole_picture.ts";

/** A camera whose largest picture is `full`, of which so much is given. */
function asked(
  full: readonly [number, number],
  [width, height]: readonly [number, number],
  resizeMode?: "none" | "crop-and-scale",
) {
  const [wide, high] = full;
  const size = wholePicture(
    { width, height, ...(resizeMode && { resizeMode }) },
    { width: { max: wide }, height: { max: high } },
  );
  return size && [size.width, size.height];
}

Deno.test("wholePicture() asks an upright camera for its own shape, as large as others", () => {
  assertEquals(asked([720, 1280], [720, 720], "crop-and-scale"), [720, 1280]);
  assertEquals(asked([1080, 1920], [1080, 720], "crop-and-scale"), [720, 1280]);
  assertEquals(asked([480, 640], [480, 480], "crop-and-scale"), [480, 640]);
});

Deno.test("wholePicture() asks for the shape of any camera that was cut", () => {
  assertEquals(asked([1280, 960], [1280, 720], "crop-and-scale"), [960, 720]);
  assertEquals(asked([1600, 1200], [1280, 720], "crop-and-scale"), [960, 720]);
  assertEquals(asked([1080, 1080], [720, 1080], "crop-and-scale"), [720, 720]);
  assertEquals(asked([2560, 720], [1280, 720], "crop-and-scale"), [1280, 360]);
});

Deno.test("wholePicture() leaves alone what is whole, or only scaled", () => {
  assertEquals(asked([1920, 1080], [1280, 720], "crop-and-scale"), null);
  assertEquals(asked([1600, 1200], [1280, 720], "none"), null);
  assertEquals(asked([640, 480], [640, 480], "none"), null);
  assertEquals(asked([1366, 768], [1280, 720], "crop-and-scale"), null);
});

Deno.test("wholePicture() takes only an upright camera for cut where the browser does not say", () => {
  assertEquals(asked([720, 1280], [720, 720]), [720, 1280]);
  assertEquals(asked([720, 1280], [720, 1280]), null);
  assertEquals(asked([4032, 3024], [1280, 720]), null);
  // A phone that is held upright.
  assertEquals(asked([4032, 3024], [720, 1280]), null);
});

Deno.test("wholePicture() asks for nothing where the browser tells nothing", () => {
  assertEquals(wholePicture({}, {}), null);
  assertEquals(wholePicture({ width: 720, height: 720 }, {}), null);
});
