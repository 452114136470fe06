import { assert, assertEquals } from "@std/assert";
import {
  CORNERS,
  cornerTowards,
  landing,
  nextCorner,
} from "../../../call/stage/corners.ts";

const STAGE = { x: 1000, y: 600 };
const STILL = { x: 0, y: 0 };

Deno.test("landing() is in the quarter where the centre was let go", () => {
  assertEquals(landing({ x: 10, y: 10 }, STILL, STAGE), "top-left");
  assertEquals(landing({ x: 990, y: 10 }, STILL, STAGE), "top-right");
  assertEquals(landing({ x: 990, y: 590 }, STILL, STAGE), "bottom-right");
  assertEquals(landing({ x: 10, y: 590 }, STILL, STAGE), "bottom-left");
});

Deno.test("landing() is in a corner, however far outside one lets go", () => {
  assertEquals(landing({ x: -500, y: 5000 }, STILL, STAGE), "bottom-left");
});

Deno.test("landing() follows a flick to the other side, if it was not far", () => {
  const right = { x: 3, y: 0 };
  assertEquals(landing({ x: 300, y: 100 }, right, STAGE), "top-right");
  const throwing = { x: 30, y: 0 };
  assertEquals(landing({ x: 200, y: 100 }, throwing, STAGE), "top-left");
});

Deno.test("cornerTowards() leads along one edge at a time", () => {
  assertEquals(cornerTowards("top-left", "ArrowDown"), "bottom-left");
  assertEquals(cornerTowards("bottom-left", "ArrowRight"), "bottom-right");
  assertEquals(cornerTowards("bottom-right", "ArrowUp"), "top-right");
  assertEquals(cornerTowards("top-right", "ArrowLeft"), "top-left");
  assertEquals(cornerTowards("top-right", "ArrowRight"), "top-right");
  assertEquals(cornerTowards("top-right", "x"), null);
});

Deno.test("nextCorner() comes past all four", () => {
  const seen = new Set(CORNERS.map(nextCorner));
  assert(CORNERS.every((corner) => seen.has(corner)));
  assertEquals(nextCorner("bottom-left"), "top-left");
});
