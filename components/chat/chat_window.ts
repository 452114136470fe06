/**
 * Which lines of a chat are in the page: those around what the person reads, as
 * many as can be laid out at once. Pure.
 *
 * @module
 */
import { isSameLine, type LineName } from "../../call/messages/chat.ts";
import { affordable } from "../../call/messages/render_cost.ts";
import { type ChatLine, isFile, type Range } from "./entries.ts";

/** How much of a message is shown before the person asks for all of it, in microseconds of layout. */
export const MAX_SHOWN_COST = 25_000;
/** A card, its picture and its buttons, in microseconds. */
const FILE_COST = 1_200;

/** How many lines may be laid out, and for how many microseconds. */
export interface LayoutBudget {
  readonly lines: number;
  readonly cost: number;
}

/** Put into the page at once. */
export const STEP: LayoutBudget = { lines: 30, cost: 30_000 };
/** In the page while the person is at the end, or more where that is not much to see. */
export const AT_END: LayoutBudget = { lines: 30, cost: 100_000 };
/** In the page beside those, at the end, before the oldest of them leave it. */
export const SLACK: LayoutBudget = { lines: 15, cost: 30_000 };
/** In the page at most, where the person reads further up. */
export const AT_MOST: LayoutBudget = { lines: 200, cost: 240_000 };

/** Where the person reads. */
export type ChatView =
  /** At the end, with so much in the page. */
  | {
    readonly type: "end";
    readonly budget: LayoutBudget;
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
export const AT_START: ChatView = {
  type: "end",
  budget: STEP,
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

/** How many lines fit an budget, beginning at `index`; at least one, if there is one. */
function fitting(
  lines: readonly ChatLine[],
  index: number,
  direction: 1 | -1,
  budget: LayoutBudget,
): number {
  let count = 0;
  for (let cost = 0; count < budget.lines; count++) {
    const line = lines[index + direction * count];
    if (line === undefined) break;
    cost += costOf(line);
    if (cost > budget.cost && count > 0) break;
  }
  return count;
}

/** The lines that end before `to`. */
function rangeTo(
  lines: readonly ChatLine[],
  to: number,
  budget: LayoutBudget,
): Range {
  return { from: to - fitting(lines, to - 1, -1, budget), to };
}

/** The lines that begin with `from`. */
function rangeFrom(
  lines: readonly ChatLine[],
  from: number,
  budget: LayoutBudget,
): Range {
  return { from, to: from + fitting(lines, from, 1, budget) };
}

function rangeAtEnd(
  lines: readonly ChatLine[],
  budget: LayoutBudget,
  first: LineName | null,
): Range {
  const range = rangeTo(lines, lines.length, budget);
  const before = rangeTo(lines, range.from, SLACK);
  for (let from = range.from; first && from >= before.from; from--) {
    const line = lines[from];
    if (line && isSameLine(line, first)) return { from, to: range.to };
  }
  return range;
}

function find(lines: readonly ChatLine[], name: LineName): number {
  return lines.findLastIndex((line) => isSameLine(line, name));
}

/**
 * The lines that a view has in the page.
 *
 * @param first The first line in the page so far. At the end it stays for a
 * while: where it goes, all lines below it move, and are painted again.
 */
export function rangeOf(
  lines: readonly ChatLine[],
  view: ChatView,
  first: LineName | null = null,
): Range {
  if (view.type === "end") return rangeAtEnd(lines, view.budget, first);
  const last = find(lines, view.last);
  // What was read has been dropped: the oldest that is left comes next.
  if (last < 0) return rangeFrom(lines, 0, AT_MOST);
  return { from: Math.max(0, find(lines, view.first)), to: last + 1 };
}

/** The view of some lines, once the person has left the end. */
export function held(
  lines: readonly ChatLine[],
  { from, to }: Range,
  before: ChatView,
): ChatView {
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
export function atEndOf(lines: readonly ChatLine[], range: Range): ChatView {
  const all: ChatView = { type: "end", budget: AT_END, filled: true };
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
  view: Extract<ChatView, { type: "end" }>,
  isTall: boolean,
): ChatView {
  const { budget } = view;
  const enough = isTall && budget.lines >= AT_END.lines;
  const all = budget.lines >= AT_MOST.lines || budget.cost >= AT_MOST.cost ||
    rangeOf(lines, view).from === 0;
  if (enough || all) return { ...view, filled: true };
  return {
    ...view,
    budget: {
      lines: Math.min(AT_MOST.lines, budget.lines + STEP.lines),
      cost: Math.min(AT_MOST.cost, budget.cost + STEP.cost),
    },
  };
}
