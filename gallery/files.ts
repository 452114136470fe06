/** Files in the chats of the gallery. @module */
import type { FileLine } from "../call/files/file_line.ts";
import type { Made } from "./states.ts";

/** What differs from one file to the next. */
export type MadeFile =
  & Pick<FileLine, "from" | "name" | "size" | "stage">
  & Partial<Pick<FileLine, "held">>;

const UNDER_WAY: readonly MadeFile[] = [
  {
    from: "peer",
    name: "market.jpg",
    size: 2_310_000,
    stage: { type: "over", end: "received", by: "self" },
  },
  {
    from: "peer",
    name: "The whole afternoon.mov",
    size: 412_000_000,
    stage: { type: "moving", done: 148_000_000, bytesPerSecond: 3_100_000 },
  },
  {
    from: "peer",
    name: "receipt.pdf",
    size: 184_000,
    stage: { type: "offered" },
  },
];

const OVER: readonly MadeFile[] = [
  {
    from: "self",
    name: "lamp-manual.pdf",
    size: 930_000,
    stage: { type: "over", end: "received", by: "peer" },
  },
  {
    from: "self",
    name: "price list.txt",
    size: 1_200,
    stage: { type: "over", end: "declined", by: "peer" },
  },
  {
    from: "peer",
    name: "song.flac",
    size: 31_000_000,
    stage: { type: "checking" },
  },
  {
    from: "peer",
    name: "slides.zip",
    size: 88_000_000,
    stage: { type: "moving", done: 40_000_000, bytesPerSecond: null },
    held: "cut",
  },
  {
    from: "peer",
    name: "notes.txt",
    size: 8_100,
    stage: { type: "over", end: "damaged", by: "self" },
  },
  {
    from: "self",
    name: "sketch.png",
    size: 640_000,
    stage: { type: "offered" },
  },
];

/** The files of a state, oldest first. */
export const MADE_FILES: Record<
  NonNullable<Made["files"]>,
  readonly MadeFile[]
> = {
  "offered": UNDER_WAY.slice(-1),
  "under-way": UNDER_WAY,
  "over": OVER,
};
