import { assertEquals } from "@std/assert";
import { type Picture, readPicture } from "../../../call/files/picture.ts";
import { fc } from "../../fast_check.ts";

function bytes(...parts: (string | number[])[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(
    parts.flatMap((part) =>
      typeof part === "string"
        ? [...part].map((char) => char.charCodeAt(0))
        : part
    ),
  );
}

const PNG = bytes("\x89PNG\r\n\x1a\n", [0, 0, 0, 13], "IHDR", [
  0,
  0,
  2,
  128,
  0,
  0,
  1,
  224,
]);

Deno.test("readPicture() reads format and size from what is in a file", () => {
  const cases: [Uint8Array<ArrayBuffer>, Picture["type"]][] = [
    [PNG, "image/png"],
    [bytes("GIF89a", [128, 2, 224, 1]), "image/gif"],
    [
      bytes("RIFF", [0, 0, 0, 0], "WEBPVP8X", [10, 0, 0, 0, 0, 0, 0, 0], [
        127,
        2,
        0,
        223,
        1,
        0,
      ]),
      "image/webp",
    ],
    [
      bytes("RIFF", [0, 0, 0, 0], "WEBPVP8 ", [0, 0, 0, 0, 0, 0, 0], [
        0x9d,
        0x01,
        0x2a,
        128,
        2,
        224,
        1,
      ]),
      "image/webp",
    ],
    [
      bytes("RIFF", [0, 0, 0, 0], "WEBPVP8L", [0, 0, 0, 0, 0x2f], [
        0x7f,
        0xc2,
        0x77,
        0x00,
      ]),
      "image/webp",
    ],
    [
      bytes(
        [0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2],
        [0xff, 0xc0, 0, 17, 8, 1, 224, 2, 128],
      ),
      "image/jpeg",
    ],
  ];
  for (const [head, type] of cases) {
    assertEquals({ ...readPicture(head) }, { type, width: 640, height: 480 });
  }
});

Deno.test("readPicture() knows nothing of what can hold more than pixels", () => {
  for (const text of ["<svg xmlns=", "<!doctype html>", "%PDF-1.7", "BM"]) {
    assertEquals(readPicture(bytes(text, Array(40).fill(0))), null);
  }
});

Deno.test("readPicture() refuses a small file that says it is huge, and one of no size", () => {
  const huge = PNG.slice();
  huge.set([0, 1, 0, 0, 0, 1, 0, 0], 16);
  assertEquals(readPicture(huge), null);
  const none = PNG.slice();
  none.set([0, 0, 0, 0], 16);
  assertEquals(readPicture(none), null);
});

Deno.test("readPicture() survives any bytes behind any beginning", () => {
  const beginnings = fc.constantFrom(
    "",
    "\x89PNG\r\n\x1a\n",
    "GIF87a",
    "RIFFxxxxWEBPVP8X",
    "RIFFxxxxWEBPVP8L",
    "\xff\xd8",
    "\xff\xd8\xff",
  );
  fc.assert(fc.property(beginnings, fc.uint8Array(), (text, rest) => {
    const picture = readPicture(bytes(text, [...rest]));
    if (picture !== null) {
      assertEquals(picture.width * picture.height > 0, true);
    }
  }));
});
