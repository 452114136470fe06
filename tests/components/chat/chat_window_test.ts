import { assert, assertEquals } from "@std/assert";
import type { ChatMessage } from "../../../call/messages/chat.ts";
import {
  AT_END,
  AT_MOST,
  AT_START,
  atEndOf,
  type ChatView,
  earlier,
  filledUp,
  held,
  later,
  MAX_SHOWN_COST,
  rangeOf,
  SLACK,
  STEP,
} from "../../../components/chat/chat_window.ts";
import type { Range } from "../../../components/chat/entries.ts";
import { fc } from "../../fast_check.ts";

/** A script for each letter: what takes longest to lay out. */
const DEAR = "aא我ก".repeat(340);

function chat(count: number, text = "hi"): ChatMessage[] {
  return Array.from({ length: count }, (_, i) => ({
    ...{ id: `${i}`, from: "peer" as const, text, atMs: i },
    ...{ peer: "ann", delivered: true },
  }));
}

const size = ({ from, to }: Range) => to - from;
const END = { type: "end", budget: AT_END, filled: true } as const;

Deno.test("rangeOf() has the newest lines at the end, as many in a long chat as in a short one", () => {
  assertEquals(rangeOf(chat(0), END), { from: 0, to: 0 });
  assertEquals(rangeOf(chat(5), END), { from: 0, to: 5 });
  for (const count of [100, 5_000]) {
    const range = rangeOf(chat(count), END);
    assertEquals(range, { from: count - AT_END.lines, to: count });
  }
});

Deno.test("rangeOf() has fewer lines in the page where each takes long to lay out", () => {
  const lines = chat(500, DEAR);
  assertEquals(size(rangeOf(lines, AT_START)), 1);
  const most = size(earlier(lines, { from: 100, to: 300 }));
  assert(most <= AT_MOST.cost / MAX_SHOWN_COST * 1.5, `${most} lines`);
});

Deno.test("earlier() and later() go through the whole chat, in steps, and skip nothing", () => {
  const lines = chat(1_000);
  let range = rangeOf(lines, END);
  while (range.from > 0) {
    const next = earlier(lines, range);
    assert(next.from < range.from && next.to >= range.from);
    assert(range.from - next.from <= STEP.lines);
    assert(size(next) <= AT_MOST.lines);
    range = next;
  }
  while (range.to < lines.length) {
    const next = later(lines, range);
    assert(next.to > range.to && next.from <= range.to);
    range = next;
  }
  assertEquals(range.to, 1_000);
});

Deno.test("held() keeps the lines that are read where they are, whatever comes and goes", () => {
  const lines = chat(300);
  const view = held(lines, { from: 100, to: 200 }, END);
  const grown = [...lines, ...chat(50).map((m) => ({ ...m, peer: "bob" }))];
  assertEquals(rangeOf(grown, view), { from: 100, to: 200 });
  assertEquals(rangeOf(grown.slice(60), view), { from: 40, to: 140 });
  assertEquals(rangeOf(grown.slice(150), view), { from: 0, to: 50 });
  assertEquals(rangeOf(grown.slice(250), view), { from: 0, to: 100 });
  const marked = lines.map((each) => ({ ...each, delivered: true }));
  assertEquals(rangeOf(marked, view), { from: 100, to: 200 });
});

Deno.test("atEndOf() goes to the end in one step only where nothing is added by it", () => {
  const lines = chat(300);
  assertEquals(atEndOf(lines, { from: 100, to: 300 }), END);
  assertEquals(atEndOf(lines, { from: 290, to: 300 }), AT_START);
});

Deno.test("rangeOf() is within the lines, whatever has been read", () => {
  fc.assert(fc.property(
    fc.nat(300),
    fc.nat(300),
    fc.nat(300),
    fc.boolean(),
    (count, from, length, dear) => {
      const lines = chat(count, dear ? DEAR : "hi");
      const before = { from: Math.min(from, count), to: 0 };
      before.to = Math.min(count, before.from + length);
      for (const move of [earlier, later]) {
        const range = move(lines, before);
        assert(range.from >= 0 && range.to <= count && size(range) >= 0);
        const shown = rangeOf(lines, held(lines, range, END));
        assert(size(shown) > 0 || count === 0);
      }
    },
  ));
});

Deno.test("rangeOf() leaves the first line in the page for a while, so that those below it do not move", () => {
  const lines = chat(1_000);
  let first = null;
  const froms = new Set<number>();
  for (let count = 500; count < 560; count++) {
    const range = rangeOf(lines.slice(0, count), END, first);
    first = lines[range.from] ?? null;
    froms.add(range.from);
    assert(size(range) >= AT_END.lines);
    assert(size(range) <= AT_END.lines + SLACK.lines);
  }
  assert(froms.size <= 5, `${froms.size} times`);
});

Deno.test("filledUp() goes on until there is enough to see, or nothing more", () => {
  const steps = (count: number, isTall: boolean) => {
    const lines = chat(count);
    let view: ChatView = AT_START;
    let steps = 0;
    for (; view.type === "end" && !view.filled; steps++) {
      const next = filledUp(lines, view, isTall);
      const { from } = rangeOf(lines, view);
      assert(from - rangeOf(lines, next).from <= STEP.lines);
      view = next;
    }
    return { steps, shown: size(rangeOf(lines, view)) };
  };
  assertEquals(steps(5, false), { steps: 1, shown: 5 });
  assertEquals(steps(5_000, true).shown, AT_END.lines);
  const tall = steps(5_000, false).shown;
  assert(tall > AT_END.lines && tall <= AT_MOST.lines, `${tall}`);
});
