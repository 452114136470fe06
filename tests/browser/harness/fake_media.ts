/**
 * Pictures and sounds by which one person can be told from the other.
 *
 * @module
 */
import { scratchFolder } from "./scratch.ts";

/** A colour as the screen shows it, 0–255 each. */
export interface Colour {
  red: number;
  green: number;
  blue: number;
}

/** What somebody looks and sounds like. */
export interface Identity {
  colour: Colour;
  toneHz: number;
  /** In pixels, with a white eighth at the top and at the bottom. @default 640 × 480, and no white */
  size?: { width: number; height: number };
}

/** Files for Chromium's fake camera and microphone; disposal removes them. */
export interface FakeMedia extends Disposable {
  cameraPath: string;
  microphonePath: string;
}

const SIZE = { width: 640, height: 480 };
const SAMPLE_RATE_HZ = 48_000;
const SYLLABLE_MS = 125;

/** Writes the files for one person. */
export function writeFakeMedia(identity: Identity): FakeMedia {
  const folder = scratchFolder("media-");
  const cameraPath = `${folder.path}/camera.y4m`;
  const microphonePath = `${folder.path}/microphone.wav`;
  Deno.writeFileSync(cameraPath, y4m(identity));
  Deno.writeFileSync(microphonePath, toneWav(identity.toneHz));
  return {
    cameraPath,
    microphonePath,
    [Symbol.dispose]: folder[Symbol.dispose],
  };
}

/** YUV4MPEG2 with one frame, which Chromium shows again and again. */
function y4m({ colour, size }: Identity): Uint8Array<ArrayBuffer> {
  const { red, green, blue } = colour;
  const { width, height } = size ?? SIZE;
  // BT.601, limited range: what Chromium takes a y4m file to be.
  const y = 16 + 0.257 * red + 0.504 * green + 0.098 * blue;
  const u = 128 - 0.148 * red - 0.291 * green + 0.439 * blue;
  const v = 128 + 0.439 * red - 0.368 * green - 0.071 * blue;
  const header = new TextEncoder().encode(
    `YUV4MPEG2 W${width} H${height} F30:1 Ip A1:1 C420jpeg\nFRAME\n`,
  );
  const luma = width * height;
  const file = new Uint8Array(header.length + luma * 1.5);
  file.set(header);
  file.fill(y, header.length, header.length + luma);
  file.fill(u, header.length + luma, header.length + luma * 1.25);
  file.fill(v, header.length + luma * 1.25);
  if (size !== undefined) {
    const eighth = width * Math.round(height / 8);
    file.fill(235, header.length, header.length + eighth);
    file.fill(235, header.length + luma - eighth, header.length + luma);
  }
  return file;
}

/**
 * One second of 16-bit mono PCM, played in a loop. The tone comes in short
 * syllables: noise suppression takes a steady one for a fan and removes it.
 */
function toneWav(toneHz: number): Uint8Array<ArrayBuffer> {
  const bytes = SAMPLE_RATE_HZ * 2;
  const file = new Uint8Array(44 + bytes);
  const view = new DataView(file.buffer);
  const text = (at: number, value: string) =>
    file.set(new TextEncoder().encode(value), at);
  text(0, "RIFF");
  view.setUint32(4, 36 + bytes, true);
  text(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true); // PCM
  view.setUint16(22, 1, true); // one channel
  view.setUint32(24, SAMPLE_RATE_HZ, true);
  view.setUint32(28, bytes, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  text(36, "data");
  view.setUint32(40, bytes, true);
  for (let sample = 0; sample < SAMPLE_RATE_HZ; sample++) {
    const ms = sample / SAMPLE_RATE_HZ * 1000;
    const loudness = Math.sin(Math.PI * ms / SYLLABLE_MS) ** 2;
    const wave = Math.sin(2 * Math.PI * toneHz * ms / 1000);
    view.setInt16(44 + sample * 2, 0.5 * 32767 * loudness * wave, true);
  }
  return file;
}
