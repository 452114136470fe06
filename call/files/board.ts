/** The lines of files on the page, and what a reload of the tab gives back to them. @module */
import type { Signal } from "@preact/signals";
import type { Clock } from "../../signalling/clock.ts";
import type { FileEnding } from "./file_word.ts";
import {
  changed,
  type FileLine,
  type FileStage,
  isOpen,
  withLine,
} from "./file_line.ts";
import { Speed } from "./speed.ts";

/** More often than this, nobody sees a bar move, in milliseconds. */
const SHOW_EVERY_MS = 200;

/** What the board needs. */
export interface BoardPorts {
  readonly lines: Signal<readonly FileLine[]>;
  readonly clock: Clock;
  /** Something has changed that a reload must know. */
  onChange(): void;
}

/** Keeps the lines. */
export class Board {
  readonly #ports: BoardPorts;
  readonly #speeds = new Map<string, Speed>();
  readonly #done = new Map<string, number>();
  #showing = false;

  constructor(ports: BoardPorts) {
    this.#ports = ports;
  }

  /** All lines, oldest first. */
  get lines(): readonly FileLine[] {
    return this.#ports.lines.value;
  }

  /** The line with this id, if it came from there. */
  find(id: string, from: FileLine["from"]): FileLine | null {
    return this.lines.find((line) => line.id === id && line.from === from) ??
      null;
  }

  /** The line of a file that is spoken about with this person, if it came from there. */
  spokenOf(
    offerId: string,
    from: FileLine["from"],
    peer: string,
  ): FileLine | null {
    return this.lines.find((line) =>
      line.offerId === offerId && line.from === from && line.peer === peer
    ) ?? null;
  }

  /** Lines on which something may still happen. */
  open(from: FileLine["from"]): readonly FileLine[] {
    return this.lines.filter((line) => line.from === from && isOpen(line));
  }

  add(line: Omit<FileLine, "stage" | "held" | "atMs">): void {
    this.#set(withLine(this.lines, {
      ...line,
      atMs: this.#ports.clock.wallNow(),
      stage: { type: "offered" },
      held: null,
    }));
  }

  /** Takes away a line that nobody has answered. */
  remove(id: string): void {
    this.#forget(id);
    this.#set(this.lines.filter((line) => line.id !== id));
  }

  /** Puts back what was there before a reload. */
  restore(lines: readonly FileLine[]): void {
    this.#ports.lines.value = [...lines, ...this.lines];
  }

  stage(id: string, stage: FileStage): void {
    if (stage.type === "moving") this.#speed(id).forget();
    else this.#forget(id);
    this.#set(changed(this.lines, id, { stage, held: null }));
  }

  over(id: string, end: FileEnding, by: "self" | "peer"): void {
    this.stage(id, { type: "over", end, by });
  }

  change(
    id: string,
    change: Partial<Pick<FileLine, "held" | "saved">>,
  ): void {
    this.#set(changed(this.lines, id, change));
  }

  /** So much is done; shown soon. */
  progress(id: string, done: number): void {
    this.#speed(id).mark(done, this.#ports.clock.now());
    this.#done.set(id, done);
    if (this.#showing) return;
    this.#showing = true;
    this.#ports.clock.after(SHOW_EVERY_MS, () => this.#show());
  }

  #show(): void {
    this.#showing = false;
    let { lines } = this;
    for (const [id, done] of this.#done) {
      const { bytesPerSecond } = this.#speed(id);
      const stage = { type: "moving", done, bytesPerSecond } as const;
      lines = changed(lines, id, { stage });
    }
    this.#done.clear();
    this.#ports.lines.value = lines;
  }

  #speed(id: string): Speed {
    const speed = this.#speeds.get(id) ?? new Speed();
    this.#speeds.set(id, speed);
    return speed;
  }

  #forget(id: string): void {
    this.#speeds.delete(id);
    this.#done.delete(id);
  }

  #set(lines: readonly FileLine[]): void {
    if (lines === this.lines) return;
    this.#ports.lines.value = lines;
    this.#ports.onChange();
  }
}
