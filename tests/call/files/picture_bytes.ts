/** Pictures made by hand: honest ones, and such as say more than they show. @module */

/** Bytes, and texts of which each character is one. */
export function bytes(
  ...parts: (string | ArrayLike<number>)[]
): Uint8Array<ArrayBuffer> {
  return new Uint8Array(
    parts.flatMap((part) =>
      typeof part === "string"
        ? [...part].map((char) => char.charCodeAt(0))
        : Array.from(part)
    ),
  );
}

/** Big-endian. */
export const u16 = (value: number) => [value >> 8 & 255, value & 255];
export const u32 = (value: number) => [...u16(value >>> 16), ...u16(value)];
/** Little-endian. */
export const le16 = (value: number) => u16(value).reverse();
export const le24 = (value: number) => [...le16(value), value >> 16];
export const le32 = (value: number) => u32(value).reverse();

/** A JPEG segment: a marker, its length, its content. */
export function segment(marker: number, ...content: number[]): number[] {
  return [0xff, marker, ...u16(content.length + 2), ...content];
}

/** A JPEG frame header of one grey component. */
export function jpegFrame(
  width: number,
  height: number,
  marker = 0xc0,
): number[] {
  return segment(marker, 8, ...u16(height), ...u16(width), 1, 1, 0x11, 0);
}

/** Huffman tables in which one bit is a block's mean, and one its end. */
const TABLES = [
  ...segment(0xdb, 0, ...Array(64).fill(1)),
  ...segment(0xc4, 0x00, 1, ...Array(15).fill(0), 0),
  ...segment(0xc4, 0x10, 1, ...Array(15).fill(0), 0),
];
const SCAN = segment(0xda, 1, 1, 0x00, 0, 63, 0);

/**
 * A grey JPEG that any decoder takes, two bits for each 8 × 8 pixels.
 *
 * @param before What stands between the tables and the frame header.
 * @param header The frame header.
 * @param after What stands between that and the scan.
 */
export function greyJpeg(
  width: number,
  height: number,
  { before = [], header = jpegFrame(width, height), after = [] }: {
    before?: number[];
    header?: number[];
    after?: number[];
  } = {},
): Uint8Array<ArrayBuffer> {
  const blocks = Math.ceil(width / 8) * Math.ceil(height / 8);
  const head = bytes([0xff, 0xd8], TABLES, before, header, after, SCAN);
  const file = new Uint8Array(head.length + Math.ceil(blocks / 4) + 2);
  file.set(head);
  file.set([0xff, 0xd9], file.length - 2);
  return file;
}

/**
 * A JPEG with a fill byte before its frame header. Whoever takes that for a
 * marker finds the next one where another header says 10 × 10.
 */
export function filledJpeg(
  width: number,
  height: number,
): Uint8Array<ArrayBuffer> {
  const header = [0xff, ...jpegFrame(width, height)];
  // The fill byte as a marker has a length of 0xc000, from its own end on.
  const decoyAt = 2 + 0xc000 - header.length;
  const content = Array(60_000).fill(0);
  const decoy = jpegFrame(10, 10);
  decoy.forEach((byte, index) => content[decoyAt - 4 + index] = byte);
  return greyJpeg(width, height, { header, after: segment(0xe1, ...content) });
}

/** A GIF whose screen and frames have sizes of their own. */
export function gif(
  screen: readonly [width: number, height: number],
  ...frames: readonly (readonly [
    left: number,
    top: number,
    width: number,
    height: number,
  ])[]
): Uint8Array<ArrayBuffer> {
  return bytes(
    "GIF89a",
    screen.flatMap(le16),
    // A table of two colours.
    [0x80, 0, 0, 0, 0, 0, 255, 255, 255],
    // A comment that has an image separator in it.
    [0x21, 0xfe, 3, 0x2c, 0x2c, 0x2c, 0],
    ...frames.map((place) => [
      0x2c,
      ...place.flatMap(le16),
      0,
      // Codes of 2 bits: clear, one pixel, end.
      2,
      2,
      0x44,
      0x01,
      0,
    ]),
    [0x3b],
  );
}

/** A PNG chunk; nobody here looks at its checksum. */
export function chunk(type: string, ...content: number[]): number[] {
  return [
    ...u32(content.length),
    ...bytes(type),
    ...content,
    ...u32(0),
  ];
}

/** A WebP chunk, padded to an even length. */
export function riff(type: string, ...content: number[]): number[] {
  return [
    ...bytes(type),
    ...le32(content.length),
    ...content,
    ...Array(content.length % 2).fill(0),
  ];
}
