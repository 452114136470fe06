/**
 * Which lines of a chat are in the page: as many as can be laid out at once
 * without being late, wherever the person reads. Pure.
 *
 * @module
 */
import { affordable } from "../../call/messages/render_cost.ts";
import { type ChatLine, isFile, type Range } from "./entries.ts";

/** How much of a message is shown before the person asks for all of it, in microseconds of layout. */
export const MAX_SHOWN_COST = 25_000;
/** A card, its picture and its buttons, in microseconds. */
const FILE_COST = 1_200;

/** Some lines, and what they may cost to lay out, in microseconds. */
export interface Extent {
  readonly lines: number;
  readonly cost: number;
}

/** Put into the page at once. */
export const STEP: Extent = { lines: 30, cost: 30_000 };
/** In the page while the person is at the end, or more where that is not much to see. */
export const AT_END: Extent = { lines: 30, cost: 100_000 };
/** In the page beside those, at the end, before the oldest of them leave it. */
export const SLACK: Extent = { lines: 15, cost: 30_000 };
/** In the page at most, where the person reads further up. */
export const AT_MOST: Extent = { lines: 200, cost: 240_000 };

/** Names a line, whatever becomes of it. */
export type LineName = Pick<ChatLine, "id" | "from" | "peer">;

/** Where the person reads. */
export type View =
  /** At the end, with so much in the page. */
  | {
    readonly type: "end";
    readonly extent: Extent;
    /** Whether that is enough: what is added from now on is new. */
    readonly filled: boolean;
  }
  /** Further up, from one line to another. */
  | {
    readonly type: "held";
    readonly first: LineName;
    readonly last: LineName;
    /** The newest line when they left the end: what came since then is new. */
    readonly newest: LineName;
  };

/** At the end, with the first step in the page. */
export const AT_START: View = {
  type: "end",
  extent: STEP,
  filled: false,
};

/** A message is the same object until it changes, so each is measured once. */
const costs = new WeakMap<ChatLine, number>();

function costOf(line: ChatLine): number {
  if (isFile(line)) return FILE_COST;
  const known = costs.get(line);
  if (known !== undefined) return known;
  const { cost } = affordable(line.text, MAX_SHOWN_COST);
  costs.set(line, cost);
  return cost;
}

/** How many lines fit an extent, beginning at `index`; at least one, if there is one. */
function fitting(
  lines: readonly ChatLine[],
  index: number,
  direction: 1 | -1,
  extent: Extent,
): number {
  let count = 0;
  for (let cost = 0; count < extent.lines; count++) {
    const line = lines[index + direction * count];
    if (line === undefined) break;
    cost += costOf(line);
    if (cost > extent.cost && count > 0) break;
  }
  return count;
}

/** The lines that end before `to`. */
function rangeTo(
  lines: readonly ChatLine[],
  to: number,
  extent: Extent,
): Range {
  return { from: to - fitting(lines, to - 1, -1, extent), to };
}

/** The lines that begin with `from`. */
function rangeFrom(
  lines: readonly ChatLine[],
  from: number,
  extent: Extent,
): Range {
  return { from, to: from + fitting(lines, from, 1, extent) };
}

function rangeAtEnd(
  lines: readonly ChatLine[],
  extent: Extent,
  first: LineName | null,
): Range {
  const range = rangeTo(lines, lines.length, extent);
  const before = rangeTo(lines, range.from, SLACK);
  for (let from = range.from; first && from >= before.from; from--) {
    const line = lines[from];
    if (line && isCalled(line, first)) return { from, to: range.to };
  }
  return range;
}

function find(lines: readonly ChatLine[], name: LineName): number {
  return lines.findLastIndex((line) => isCalled(line, name));
}

/** Whether a line has this name. */
export function isCalled(line: LineName, name: LineName): boolean {
  return line.id === name.id && line.from === name.from &&
    line.peer === name.peer;
}

/**
 * The lines that a view has in the page.
 *
 * @param first The first line in the page so far. At the end it stays for a
 * while: where it goes, all lines below it move, and are painted again.
 */
export function rangeOf(
  lines: readonly ChatLine[],
  view: View,
  first: LineName | null = null,
): Range {
  if (view.type === "end") return rangeAtEnd(lines, view.extent, first);
  const last = find(lines, view.last);
  // What was read has been dropped: the oldest that is left comes next.
  if (last < 0) return rangeFrom(lines, 0, AT_MOST);
  return { from: Math.max(0, find(lines, view.first)), to: last + 1 };
}

/** The view of some lines, once the person has left the end. */
export function held(
  lines: readonly ChatLine[],
  { from, to }: Range,
  before: View,
): View {
  const first = lines[from], last = lines[to - 1], newest = lines.at(-1);
  if (!first || !last || !newest) return before;
  return {
    type: "held",
    first,
    last,
    newest: before.type === "held" ? before.newest : newest,
  };
}

/** The end, where these lines are in the page already. */
export function atEndOf(lines: readonly ChatLine[], range: Range): View {
  const all: View = { type: "end", extent: AT_END, filled: true };
  return rangeOf(lines, all).from >= range.from ? all : AT_START;
}

/** With a step of older lines, and without the newest that are too many then. */
export function earlier(lines: readonly ChatLine[], range: Range): Range {
  const { from } = rangeTo(lines, range.from, STEP);
  return { from, to: Math.min(range.to, rangeFrom(lines, from, AT_MOST).to) };
}

/** With a step of newer lines, and without the oldest that are too many then. */
export function later(lines: readonly ChatLine[], range: Range): Range {
  const { to } = rangeFrom(lines, range.to, STEP);
  return { from: Math.max(range.from, rangeTo(lines, to, AT_MOST).from), to };
}

/** A step more at the end, or the word that there is enough. */
export function filledUp(
  lines: readonly ChatLine[],
  view: Extract<View, { type: "end" }>,
  isTall: boolean,
): View {
  const { extent } = view;
  const enough = isTall && extent.lines >= AT_END.lines;
  const all = extent.lines >= AT_MOST.lines || extent.cost >= AT_MOST.cost ||
    rangeOf(lines, view).from === 0;
  if (enough || all) return { ...view, filled: true };
  return {
    ...view,
    extent: {
      lines: Math.min(AT_MOST.lines, extent.lines + STEP.lines),
      cost: Math.min(AT_MOST.cost, extent.cost + STEP.cost),
    },
  };
}
