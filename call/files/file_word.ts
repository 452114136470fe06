/**
 * What the two pages say to each other about files. The other person is not
 * trusted: it is parsed here, with limits, and nowhere else.
 *
 * @module
 */
import * as v from "valibot";
import { sanitizeLine } from "../messages/sanitize_text.ts";

/** Largest file that can be offered, in bytes. */
export const MAX_FILE_BYTES = 4 * 1024 ** 3;
/** Longest name that is read, in characters: as long as file systems have them. */
export const MAX_OFFERED_NAME_CHARS = 255;

/** How the transfer of a file can end. */
export const FILE_ENDINGS = [
  /** It is there, and what was sent. */
  "received",
  "declined",
  "cancelled",
  /** More than can be offered. */
  "too-large",
  /** The sender's file is not what it was when it was chosen. */
  "changed",
  /** The page that had it was loaded again, and has it no more. */
  "reloaded",
  /** What arrived is not what was sent. */
  "damaged",
  /** The receiver's browser has no room for it. */
  "no-room",
  /** The receiver's browser could not write it. */
  "not-kept",
  /** The receiver has too many offers to answer. */
  "too-many",
  /** The other page did not keep to the rules. */
  "misused",
] as const;
/** How the transfer of a file has ended. */
export type FileEnding = (typeof FILE_ENDINGS)[number];

const Id = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,43}$/));
const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** Asks whether a file is wanted; said again whenever the two are connected anew. */
const Offer = v.object({
  type: v.literal("offer"),
  id: Id,
  name: v.pipe(
    v.string(),
    v.maxLength(MAX_OFFERED_NAME_CHARS),
    v.transform(sanitizeLine),
  ),
  /** In bytes. */
  size: v.pipe(Count, v.maxValue(MAX_FILE_BYTES)),
});

/** It is wanted, from `at` on, as the stream with this number. */
const Accept = v.object({
  type: v.literal("accept"),
  id: Id,
  stream: v.pipe(Count, v.maxValue(0xffff_ffff)),
  at: Count,
});

/** Nothing more of this file: why. */
const Over = v.object({
  type: v.literal("over"),
  id: Id,
  end: v.picklist(FILE_ENDINGS),
});

const FileWord = v.variant("type", [Offer, Accept, Over]);
/** What is said about a file. */
export type FileWord = v.InferOutput<typeof FileWord>;
/** A question. */
export type Offer = v.InferOutput<typeof Offer>;
/** Its answer. */
export type Accept = v.InferOutput<typeof Accept>;
/** The end of it. */
export type FileOver = v.InferOutput<typeof Over>;

/** Parses what the other page said about a file; `null` for anything else. */
export function parseFileWord(word: unknown): FileWord | null {
  const result = v.safeParse(FileWord, word, { abortEarly: true });
  return result.success ? result.output : null;
}
