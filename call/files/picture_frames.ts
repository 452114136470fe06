/**
 * How large a picture is, by all that its file says: canvas and frames, wherever
 * they stand. Decoders differ in what they believe, so the largest counts; and
 * where they differ in how to go on, a file is refused. Pure.
 *
 * @module
 */

/** The largest width and the largest height that were found, in pixels. */
export class Extent {
  width = 0;
  height = 0;

  /** Takes a frame whose far corner is here. */
  add(width: number, height: number): void {
    this.width = Math.max(this.width, width);
    this.height = Math.max(this.height, height);
  }
}

/**
 * Walks through a whole file. It ends by a `RangeError` where the file does:
 * nothing follows that a decoder could see.
 *
 * @returns Whether its blocks could be followed.
 */
export type Walk = (view: DataView<ArrayBuffer>, extent: Extent) => boolean;

/** Four letters as a number, as formats name their blocks. */
function code(name: string): number {
  return [...name].reduce((sum, char) => sum * 256 + char.charCodeAt(0), 0);
}

const IHDR = code("IHDR"), FCTL = code("fcTL"), IEND = code("IEND");

/** PNG § 5.3, and the frames of § 11.3.6. */
export function walkPng(view: DataView, extent: Extent): boolean {
  if (view.getUint32(12) !== IHDR) return false;
  for (let at = 8;;) {
    const length = view.getUint32(at), type = view.getUint32(at + 4);
    const body = at + 8;
    if (type === IHDR) {
      extent.add(view.getUint32(body), view.getUint32(body + 4));
    } else if (type === FCTL) {
      extent.add(
        view.getUint32(body + 4) + view.getUint32(body + 12),
        view.getUint32(body + 8) + view.getUint32(body + 16),
      );
    } else if (type === IEND) return true;
    at = body + length + 4;
  }
}

const EXTENSION = 0x21, IMAGE = 0x2c, TRAILER = 0x3b;

/**
 * GIF89a § 18 to 27. Browsers make the screen as large as the first frame, where
 * that is larger. How many frames there are does not matter: one is decoded.
 */
export function walkGif(view: DataView, extent: Extent): boolean {
  extent.add(view.getUint16(6, true), view.getUint16(8, true));
  for (let at = 13 + colourTableBytes(view.getUint8(10));;) {
    const block = view.getUint8(at);
    if (block === TRAILER) return true;
    if (block === EXTENSION) at += 2;
    else if (block === IMAGE) {
      const u16 = (offset: number) => view.getUint16(at + offset, true);
      extent.add(u16(1) + u16(5), u16(3) + u16(7));
      at += 11 + colourTableBytes(view.getUint8(at + 9));
    } else return false;
    for (let size = -1; size !== 0; at += 1 + size) size = view.getUint8(at);
  }
}

function colourTableBytes(flags: number): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0;
}

const VP8 = code("VP8 "), VP8L = code("VP8L"), VP8X = code("VP8X");
const ANMF = code("ANMF");

/** RFC 9649 § 2: the canvas, and what is in it. */
export function walkWebp(view: DataView, extent: Extent): boolean {
  return [VP8, VP8L, VP8X].includes(view.getUint32(12)) &&
    walkChunks(view, extent, 12, view.byteLength, false);
}

function walkChunks(
  view: DataView,
  extent: Extent,
  from: number,
  to: number,
  inFrame: boolean,
): boolean {
  const u24 = (at: number) =>
    view.getUint16(at, true) + view.getUint8(at + 2) * 0x10000;
  for (let at = from; at < to;) {
    const type = view.getUint32(at), length = view.getUint32(at + 4, true);
    const body = at + 8;
    if (type === VP8X) extent.add(1 + u24(body + 4), 1 + u24(body + 7));
    if (type === VP8) {
      if (u24(body + 3) !== 0x2a019d) return false;
      const side = (offset: number) => view.getUint16(offset, true) & 0x3fff;
      extent.add(side(body + 6), side(body + 8));
    }
    if (type === VP8L) {
      if (view.getUint8(body) !== 0x2f) return false;
      const bits = view.getUint32(body + 1, true);
      extent.add(1 + (bits & 0x3fff), 1 + ((bits >>> 14) & 0x3fff));
    }
    if (type === ANMF) {
      extent.add(
        2 * u24(body) + 1 + u24(body + 6),
        2 * u24(body + 3) + 1 + u24(body + 9),
      );
      const end = body + length;
      if (inFrame || end > to) return false;
      if (!walkChunks(view, extent, body + 16, end, true)) return false;
    }
    at = body + length + length % 2;
  }
  return true;
}

const SOF0 = 0xc0, SOF15 = 0xcf, DHT = 0xc4, JPG = 0xc8, DAC = 0xcc;
const TEM = 0x01, RST0 = 0xd0, RST7 = 0xd7, SOI = 0xd8, EOI = 0xd9;
const SOS = 0xda, DNL = 0xdc, DHP = 0xde;

/**
 * ITU-T T.81 annex B: the headers of all frames, behind any other segments and
 * between and behind all scans, and of pictures that follow the first.
 * Thumbnails within a segment are not the picture.
 */
export function walkJpeg(view: DataView<ArrayBuffer>, extent: Extent): boolean {
  for (let at = 2;;) {
    // Any marker may have fill bytes before it, § B.1.1.2.
    if (view.getUint8(at) !== 0xff) return false;
    while (view.getUint8(at) === 0xff) at++;
    const marker = view.getUint8(at++);
    if (marker === EOI) {
      if (view.getUint16(at) !== (0xff00 | SOI)) return true;
      at += 2;
      continue;
    }
    if (marker === TEM || isRestart(marker)) continue;
    if (marker === 0 || marker === JPG || marker === SOI) return false;
    const length = view.getUint16(at);
    if (length < 2) return false;
    const isFrame = marker >= SOF0 && marker <= SOF15 &&
      marker !== DHT && marker !== DAC;
    if (isFrame || marker === DHP) {
      extent.add(view.getUint16(at + 5), view.getUint16(at + 3));
    }
    // The number of lines, said afterwards, § B.2.5.
    if (marker === DNL) extent.add(0, view.getUint16(at + 2));
    at += length;
    if (marker === SOS) at = endOfScan(view, at);
  }
}

/** Where the marker behind entropy-coded data begins, § B.1.1.5. */
function endOfScan(view: DataView<ArrayBuffer>, from: number): number {
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  for (let at = from; at + 1 < bytes.length; at++) {
    if (bytes[at] !== 0xff) continue;
    const next = bytes[at + 1] ?? 0;
    const isData = next === 0 || next === 0xff || isRestart(next);
    if (!isData) return at;
  }
  return bytes.length;
}

function isRestart(marker: number): boolean {
  return marker >= RST0 && marker <= RST7;
}
