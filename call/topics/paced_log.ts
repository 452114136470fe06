/**
 * What the page shows of a chat: the log, extended in steps that a page can render
 * within a frame or two, however fast lines come in.
 *
 * @module
 */
import type { Signal } from "@preact/signals";
import type { Clock } from "../../signalling/clock.ts";
import type { ChatLog } from "../messages/chat.ts";
import { affordable } from "../messages/render_cost.ts";

/** The log changes no more often than this, in milliseconds: two frames. */
export const SHOW_EVERY_MS = 32;
/** What the lines that come at once may cost to render, in microseconds. */
const MAX_COST = 25_000;

/** Shows the lines of a list that grows and changes. */
export class PacedLog {
  readonly #clock: Clock;
  readonly #lines: ChatLog;
  readonly #shown: Signal<ChatLog>;
  /** How many lines at the end are not shown yet. */
  #hidden = 0;
  /** Ends the pause after lines have been shown. */
  #cancel: (() => void) | null = null;

  /**
   * @param lines Grows at its end; may lose and change lines elsewhere.
   * @param shown Gets a new list with each change.
   */
  constructor(lines: ChatLog, shown: Signal<ChatLog>, clock: Clock) {
    this.#lines = lines;
    this.#shown = shown;
    this.#clock = clock;
  }

  /** The other person has added a line: it is shown when its turn comes. */
  added(): void {
    this.#hidden++;
    if (this.#cancel === null) this.#show();
  }

  /** Something of our own has changed: shown at once, in its place. */
  changed(added: number): void {
    if (this.#hidden > 0) this.#hidden += added;
    else this.#publish(this.#lines.length);
  }

  /** Ends the pause early: the channel is gone, and no more lines come for now. */
  rest(): void {
    if (this.#hidden > 0) return;
    this.#cancel?.();
    this.#cancel = null;
  }

  #show(): void {
    const { length } = this.#lines;
    const start = length - Math.min(this.#hidden, length);
    let to = start;
    for (let cost = 0; to < length; to++) {
      cost += affordable(this.#lines[to]?.text ?? "", MAX_COST).cost;
      if (cost > MAX_COST && to > start) break;
    }
    this.#hidden = length - to;
    this.#publish(to);
    this.#cancel = this.#clock.after(SHOW_EVERY_MS, () => {
      this.#cancel = null;
      if (this.#hidden > 0) this.#show();
    });
  }

  #publish(to: number): void {
    this.#shown.value = this.#lines.slice(0, to);
  }
}
