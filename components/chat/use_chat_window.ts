/** Which lines of the chat are in the page, and where the list is scrolled to. @module */
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { isSameLine } from "../../call/messages/chat.ts";
import {
  AT_START,
  atEndOf,
  earlier,
  filledUp,
  held,
  later,
  rangeOf,
} from "./chat_window.ts";
import type { ChatLine, Range } from "./entries.ts";

/** So near is at the end, in CSS pixels. */
const NEAR_PX = 48;
/** Between two steps of filling the page, in milliseconds. */
const STEP_EVERY_MS = 50;

/** The lines in the page, and ways to others. */
export interface ChatWindow {
  readonly range: Range;
  /** Whether something has come below that the person has not seen. */
  readonly unseen: boolean;
  /** Whether what is added is new, rather than older lines that come into the page. */
  readonly live: boolean;
  /** Takes older lines into the page. */
  showEarlier(): void;
  /** Goes to the end. */
  showEnd(): void;
}

/** A line that stays where it is while others come and go above it. */
interface Anchor {
  readonly row: Element;
  readonly top: number;
}

/**
 * @param list What scrolls; its first child has a child for each line.
 * @param lines All lines; an own one at the end is what the person wants to see.
 */
export function useChatWindow(
  list: RefObject<HTMLElement>,
  lines: readonly ChatLine[],
): ChatWindow {
  const [view, setView] = useState(AT_START);
  const first = useRef<ChatLine | null>(null);
  const range = rangeOf(lines, view, first.current);
  first.current = lines[range.from] ?? null;
  /** As of the last render, for what the browser calls later. */
  const now = useRef({ view, range, lines });
  now.current = { view, range, lines };
  const anchor = useRef<Anchor | null>(null);
  const scrolledTo = useRef(0);

  function settle(): void {
    const { current } = list;
    if (current === null) return;
    if (now.current.view.type === "end") {
      current.scrollTop = current.scrollHeight;
    } else restore(current, anchor.current);
    scrolledTo.current = current.scrollTop;
  }

  function move(to: Range): void {
    const { view, range, lines } = now.current;
    if (to.from === range.from && to.to === range.to) return;
    setView(held(lines, to, view));
  }

  function look(): void {
    const { current } = list;
    if (current === null) return;
    const { view, range, lines } = now.current;
    const { scrollTop, scrollHeight, clientHeight } = current;
    const below = scrollHeight - scrollTop - clientHeight;
    const wentUp = scrollTop < scrolledTo.current;
    const isAtNewest = range.to === lines.length && below < NEAR_PX;
    scrolledTo.current = scrollTop;
    // What has grown below the end is no reason to stay behind.
    if (view.type === "end" && (!wentUp || isAtNewest)) return;
    anchor.current = topmost(current);
    if (view.type === "end") {
      setView(held(lines, range, view));
    } else if (isAtNewest) return setView(atEndOf(lines, range));
    if (scrollTop < clientHeight / 2) move(earlier(lines, range));
    else if (below < clientHeight / 2) move(later(lines, range));
  }

  const newest = lines.at(-1);
  useLayoutEffect(() => {
    if (newest?.from === "self" && view.type === "held") setView(AT_START);
  }, [newest?.id, newest?.from]);
  useLayoutEffect(settle);
  useEffect(() => {
    if (view.type !== "end" || view.filled) return;
    const timer = setTimeout(() => {
      const { scrollHeight = 0, clientHeight = 0 } = list.current ?? {};
      const isTall = scrollHeight >= 2 * clientHeight;
      setView(filledUp(now.current.lines, view, isTall));
    }, STEP_EVERY_MS);
    return () => clearTimeout(timer);
  }, [view]);
  useEffect(() => {
    const { current } = list;
    if (current === null) return;
    // A picture that has come, or a keyboard, must not hide what is read.
    const observer = new ResizeObserver(settle);
    observer.observe(current);
    if (current.firstElementChild) observer.observe(current.firstElementChild);
    current.addEventListener("scroll", look, { passive: true });
    return () => {
      observer.disconnect();
      current.removeEventListener("scroll", look);
    };
  }, []);

  return {
    range,
    unseen: view.type === "held" && newest !== undefined &&
      !isSameLine(newest, view.newest),
    live: view.type === "end" && view.filled,
    showEarlier() {
      if (list.current !== null) anchor.current = topmost(list.current);
      move(earlier(lines, range));
    },
    showEnd: () => setView(AT_START),
  };
}

/** The first line that is in sight. */
function topmost(list: HTMLElement): Anchor | null {
  const { top } = list.getBoundingClientRect();
  for (const row of list.firstElementChild?.children ?? []) {
    const place = row.getBoundingClientRect();
    // The way to older lines is above all of them, whatever comes.
    const isLine = !row.firstElementChild?.hasAttribute("data-earlier");
    if (isLine && place.bottom > top) return { row, top: place.top - top };
  }
  return null;
}

/** Scrolls a line back to where it was. */
function restore(list: HTMLElement, anchor: Anchor | null): void {
  if (anchor === null || !list.contains(anchor.row)) return;
  const { top } = list.getBoundingClientRect();
  const moved = anchor.row.getBoundingClientRect().top - top - anchor.top;
  if (Math.abs(moved) >= 1) list.scrollTop += moved;
}
