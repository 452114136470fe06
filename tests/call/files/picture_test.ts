import { assert, assertEquals } from "@std/assert";
import {
  isPicture,
  MAX_PICTURE_BYTES,
  type Picture,
  readPicture,
} from "../../../call/files/picture.ts";
import { fc } from "../../fast_check.ts";
import {
  bytes,
  chunk,
  filledJpeg,
  gif,
  greyJpeg,
  jpegFrame,
  le16,
  le24,
  le32,
  riff,
  segment,
  u32,
} from "./picture_bytes.ts";

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

type Bytes = Uint8Array<ArrayBuffer>;
type Size = readonly [width: number, height: number];
const HUGE: Size = [20_000, 20_000];
const SMALL: Size = [10, 10];

/** What is read of files, each of which says both sizes. */
function assertBombs(files: Record<string, Bytes>): void {
  for (const [name, file] of Object.entries(files)) {
    assertEquals(readPicture(file), null, name);
  }
}

function assertSize(file: Bytes, [width, height]: Size): void {
  const { type: _, ...size } = readPicture(file) ?? {};
  assertEquals(size, { width, height });
}

Deno.test("readPicture() finds the JPEG frame header that a decoder finds", () => {
  const [segments, thumbnail] = [
    segment(0xe0, 1, 2),
    segment(0xe1, ...greyJpeg(...HUGE).subarray(0, 300)),
  ];
  for (
    const before of [
      [],
      [0xff, 0xff, 0xff],
      segments,
      thumbnail,
      [0xff, 0x01, 0xff, 0xd0],
    ]
  ) assertSize(greyJpeg(640, 480, { before }), [640, 480]);
  assertSize(filledJpeg(640, 480), [640, 480]);
  for (const marker of [0xc1, 0xc2, 0xc3, 0xc5, 0xc9, 0xcb, 0xcd, 0xcf]) {
    const header = jpegFrame(...HUGE, marker);
    assertEquals(readPicture(greyJpeg(...SMALL, { header })), null);
  }
});

Deno.test("readPicture() takes the largest of all JPEG frames, wherever they stand", () => {
  const small = greyJpeg(...SMALL);
  const scan = segment(0xda, 1, 1, 0, 0, 63, 0);
  const inside = small.subarray(0, -2);
  assertBombs({
    "behind a fill byte": filledJpeg(...HUGE),
    "second": greyJpeg(...SMALL, { after: jpegFrame(...HUGE) }),
    "first": greyJpeg(...HUGE, { after: jpegFrame(...SMALL) }),
    "behind 1 MB": greyJpeg(...HUGE, {
      before: Array(16).fill(segment(0xfe, ...Array(65_000).fill(0))).flat(),
    }),
    "behind a scan": bytes(inside, jpegFrame(...HUGE), scan),
    "behind a restart": bytes(inside, [0xff, 0xd3, 0], jpegFrame(...HUGE)),
    "behind data and fill": bytes(inside, [0xff, 0, 0xff], jpegFrame(...HUGE)),
    "of the next picture": bytes(small, greyJpeg(...HUGE)),
    "hierarchical": greyJpeg(...SMALL, { before: jpegFrame(...HUGE, 0xde) }),
    "said afterwards": bytes(
      greyJpeg(60_000, 1).subarray(0, -2),
      segment(0xdc, 0xea, 0x60),
    ),
  });
});

Deno.test("readPicture() refuses a JPEG whose segments can't be followed", () => {
  for (
    const before of [
      // Some decoders skip what is between two segments.
      [0, ...jpegFrame(...HUGE)],
      [0xff, 0xd8],
      [0xff, 0],
      [0xff, 0xe0, 0, 1],
      [0xff, 0xc8, 0, 2],
    ]
  ) assertEquals(readPicture(greyJpeg(...SMALL, { before })), null);
});

Deno.test("readPicture() takes the largest of a GIF's screen and frames", () => {
  assertSize(gif([640, 480], [0, 0, 640, 480]), [640, 480]);
  assertSize(gif([640, 480], [600, 0, 100, 500]), [700, 500]);
  assertBombs({
    screen: gif(HUGE, [0, 0, 10, 10]),
    first: gif(SMALL, [0, 0, ...HUGE]),
    last: gif(SMALL, ...Array(200).fill([0, 0, 1, 1]), [0, 0, ...HUGE]),
    placed: gif(SMALL, [65_000, 65_000, 1, 1]),
    unknown: bytes(gif(SMALL).subarray(0, -1), [0x77], gif(SMALL)),
  });
});

Deno.test("readPicture() takes the largest of a PNG's headers and frames", () => {
  const png = (...chunks: number[][]) =>
    bytes("\x89PNG\r\n\x1a\n", ...chunks, chunk("IEND"));
  const header = ([width, height]: Size) =>
    chunk("IHDR", ...u32(width), ...u32(height), 8, 6, 0, 0, 0);
  const moving = ([width, height]: Size, x: number) =>
    chunk("fcTL", ...[0, width, height, x, x].flatMap(u32), 0, 1, 0, 1, 0, 0);
  const text = chunk("tEXt", ...header(HUGE));
  assertSize(png(header([640, 480]), text, chunk("IDAT")), [640, 480]);
  assertSize(png(header([640, 480]), moving([300, 480], 340)), [640, 820]);
  assertBombs({
    second: png(header(SMALL), header(HUGE)),
    frame: png(header(SMALL), chunk("IDAT", 1, 2, 3), moving(HUGE, 0)),
    placed: png(header(SMALL), moving(SMALL, 4_000_000_000)),
    "not first": png(text, header(SMALL)),
  });
});

Deno.test("readPicture() takes the largest of a WebP's canvas and frames", () => {
  const webp = (...chunks: number[][]) =>
    bytes("RIFF", le32(4 + chunks.flat().length), "WEBP", ...chunks);
  const canvas = ([width, height]: Size) =>
    riff("VP8X", 0, 0, 0, 0, ...le24(width - 1), ...le24(height - 1));
  const lossy = ([width, height]: Size) =>
    riff("VP8 ", 0, 0, 0, 0x9d, 1, 0x2a, ...le16(width), ...le16(height));
  const lossless = ([width, height]: Size) =>
    riff("VP8L", 0x2f, ...le32(width - 1 | height - 1 << 14));
  const moving = ([width, height]: Size, x: number, content: number[]) => {
    const place = [x / 2, x / 2, width - 1, height - 1].flatMap(le24);
    return riff("ANMF", ...place, 0, 0, 0, 0, ...content);
  };
  const photo = riff("EXIF", ...lossy(HUGE));
  const large: Size = [8_000, 8_000];
  assertSize(webp(lossy([640, 480]), photo), [640, 480]);
  assertSize(webp(canvas([640, 480]), photo, lossless([640, 480])), [640, 480]);
  assertSize(
    webp(canvas([640, 480]), moving([40, 40], 2, lossy([40, 40]))),
    [640, 480],
  );
  assertBombs({
    canvas: webp(canvas(HUGE), lossy(SMALL)),
    lossy: webp(canvas(SMALL), lossy(large)),
    lossless: webp(canvas(SMALL), riff("ICCP", 1), lossless(large)),
    frame: webp(canvas(SMALL), moving(HUGE, 0, lossy(SMALL))),
    placed: webp(canvas(SMALL), moving(SMALL, 30_000_000, lossy(SMALL))),
    "in a frame": webp(canvas(SMALL), moving(SMALL, 0, lossless(large))),
    "no lossy": webp(riff("VP8 ", ...Array(10).fill(1))),
    "no lossless": webp(riff("VP8L", ...Array(10).fill(1))),
    unknown: webp(photo, lossy(SMALL)),
  });
});

Deno.test("isPicture() knows a format by how a file begins", () => {
  for (const file of [PNG, gif(SMALL), greyJpeg(...SMALL)]) {
    assertEquals(isPicture(file.subarray(0, 12)), true);
  }
  for (const file of [[], [0xff, 0xd8], [0x47, 0x49, 0x46]]) {
    assertEquals(isPicture(bytes(file)), false);
  }
});

Deno.test("readPicture() is done with the largest file in a moment, whatever is in it", () => {
  const patterns = [[0xff, 0], [0xff], [0xff, 0xd0], [0x21, 1, 0], [1]];
  for (const start of ["\xff\xd8\xff\xda\0\x02", "GIF89a\0\0\0\0\0\0\0"]) {
    for (const pattern of patterns) {
      const file = new Uint8Array(MAX_PICTURE_BYTES);
      file.set(pattern, start.length);
      // Doubles what is there until the file is full.
      for (let size = pattern.length; size < file.length; size *= 2) {
        file.copyWithin(start.length + size, start.length, start.length + size);
      }
      file.set(bytes(start));
      const beganAtMs = performance.now();
      readPicture(file);
      assert(performance.now() - beganAtMs < 2_000, `${pattern}`);
    }
  }
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
