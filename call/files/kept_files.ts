/**
 * What a tab remembers of the files of its call, for its reload: the lines, and
 * where on the disk what was received lies.
 *
 * @module
 */
import * as v from "valibot";
import { FILE_ENDINGS } from "./file_word.ts";
import { FILES_KEY } from "../storage/session_sweep.ts";
import type { StoragePort } from "../storage/storage_area.ts";
import { type FileLine, MAX_FILE_LINES } from "./file_line.ts";

const Line = v.pipe(
  v.object({
    id: v.string(),
    /** Earlier versions had one id for both. */
    offerId: v.exactOptional(v.string()),
    from: v.picklist(["self", "peer"]),
    name: v.string(),
    size: v.number(),
    atMs: v.number(),
    peer: v.string(),
    stage: v.variant("type", [
      v.object({ type: v.literal("offered") }),
      v.object({
        type: v.literal("moving"),
        done: v.number(),
        bytesPerSecond: v.nullable(v.number()),
      }),
      v.object({ type: v.literal("checking") }),
      v.object({
        type: v.literal("over"),
        end: v.picklist(FILE_ENDINGS),
        by: v.picklist(["self", "peer"]),
      }),
    ]),
    held: v.nullable(v.picklist(["cut", "left", "full"])),
    saved: v.exactOptional(v.literal(true)),
  }),
  v.transform((line) => ({ offerId: line.id, ...line })),
);

const Kept = v.object({
  /** Names the tab that has the call: another call's files are not this one's. */
  tab: v.string(),
  /** Names the folder of what was received. */
  folder: v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/)),
  lines: v.pipe(v.array(Line), v.maxLength(MAX_FILE_LINES)),
});

/** The files of a call as its tab remembers them. */
export type KeptFiles = Omit<v.InferOutput<typeof Kept>, "lines"> & {
  readonly lines: readonly FileLine[];
};

/** What was kept for this tab; `null` if nothing was. */
export function loadFiles(storage: StoragePort, tab: string): KeptFiles | null {
  try {
    const stored: unknown = JSON.parse(storage().getItem(FILES_KEY) ?? "null");
    const result = v.safeParse(Kept, stored);
    return result.success && result.output.tab === tab ? result.output : null;
  } catch {
    return null;
  }
}

/** Keeps it, where storage is allowed. */
export function saveFiles(storage: StoragePort, kept: KeptFiles): void {
  try {
    storage().setItem(FILES_KEY, JSON.stringify(kept));
  } catch {
    // Without storage a reload knows no files; those under way are asked for again.
  }
}

/**
 * The lines as they are after a reload.
 *
 * @param lasting Whether what was received is still there.
 */
export function afterReload(
  lines: readonly FileLine[],
  lasting: boolean,
): readonly FileLine[] {
  return lines.map((line) => {
    const { stage } = line;
    const lost = line.from === "self"
      ? stage.type !== "over"
      : !lasting && stage.type === "over" && stage.end === "received";
    if (lost) {
      const over = { type: "over", end: "reloaded", by: "self" } as const;
      return { ...line, stage: over, held: null };
    }
    return stage.type === "over" ? line : { ...line, held: "cut" };
  });
}
