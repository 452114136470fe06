import type { ComponentChildren } from "preact";
import { useSignal } from "@preact/signals";
import { useLayoutEffect, useRef } from "preact/hooks";
import {
  type Corner,
  cornerTowards,
  landing,
  nextCorner,
  type Point,
} from "../../call/stage/corners.ts";
import type { StageView } from "../../call/stage/view.ts";
import { CORNER_WORDS, SELF_HIDDEN } from "../words/stage.ts";
import { StageIcon } from "./StageIcon.tsx";

const PLACES: Record<Corner, string> = {
  "top-left": "corner-top-left",
  "top-right": "corner-top-right",
  "bottom-right": "corner-bottom-right",
  "bottom-left": "corner-bottom-left",
};

/** A press that moves less than this, in CSS pixels, is a click. */
const SLACK_PX = 6;
/** How long it takes to come to rest in a corner, in milliseconds. */
const SETTLE_MS = 220;

/** What moves, hides and brings back one's own picture. */
export interface FloatingSelfViewProps {
  view: StageView;
  /** Whether it has the page to itself: calmer than an empty one. */
  alone: boolean;
  children: ComponentChildren;
}

/** One's own picture in a corner of the stage, or what brings it back. */
export function FloatingSelfView(props: FloatingSelfViewProps) {
  const { view, alone, children } = props;
  const corner = view.corner.value;
  const frame = useRef<HTMLDivElement>(null);
  // It may come back to the corner that it was in.
  const landed = useSignal(0);
  const lift = useSettling(frame, `${corner} ${landed.value}`);

  function move(next: Corner | null): boolean {
    if (next === null) return false;
    lift();
    view.corner.value = next;
    view.said.value = CORNER_WORDS[next];
    return true;
  }
  function hide(): void {
    view.selfShown.value = false;
    view.said.value = SELF_HIDDEN;
  }
  const drag = useDrag(frame, (end) => {
    lift();
    if (frame.current !== null) frame.current.style.transform = "";
    landed.value++;
    move(end ?? nextCorner(corner));
  });

  if (!view.selfShown.value) {
    return (
      <button
        type="button"
        aria-label="Show your picture"
        title="Show your picture"
        class={`steps-back absolute z-10 grid h-11 w-11 place-items-center rounded-full bg-glass text-white hover:bg-glass-strong focus-ring ${
          PLACES[corner]
        }`}
        onClick={() => view.selfShown.value = true}
      >
        <StageIcon name="self" />
      </button>
    );
  }
  return (
    <div
      ref={frame}
      class={alone
        ? "absolute inset-0 -z-10"
        : `self-place absolute z-10 aspect-video w-32 overflow-hidden rounded-2xl shadow-soft sm:w-40 lg:w-56 ${
          PLACES[corner]
        }`}
    >
      {children}
      {!alone && (
        <Handles
          move={move}
          hide={hide}
          drag={drag}
          corner={corner}
        />
      )}
    </div>
  );
}

/** What moves it and puts it away. */
function Handles({ corner, move, hide, drag }: {
  corner: Corner;
  /** @returns Whether it was a corner. */
  move(next: Corner | null): boolean;
  hide(): void;
  drag: ReturnType<typeof useDrag>;
}) {
  return (
    <>
      <button
        type="button"
        aria-label="Move your picture"
        title="Drag your picture, or move it with the arrow keys"
        class="absolute inset-0 cursor-grab touch-none rounded-2xl focus-ring"
        onKeyDown={(event) => {
          if (!move(cornerTowards(corner, event.key))) return;
          event.preventDefault();
          event.stopPropagation();
        }}
        {...drag}
      />
      <button
        type="button"
        aria-label="Hide your picture"
        title="Hide your picture"
        class="finger steps-back absolute right-0 top-0 grid place-items-center rounded-2xl text-white focus-ring"
        onClick={hide}
      >
        <span class="grid h-7 w-7 place-items-center rounded-full bg-glass">
          <StageIcon name="hide" />
        </span>
      </button>
    </>
  );
}

/**
 * Glides from where it was lifted to where it belongs now. Only then is it
 * measured: a layout in the middle of a render holds up who gets connected.
 *
 * @returns Lifts it: notes where it is, for when it is drawn in another place.
 */
function useSettling(
  frame: { readonly current: HTMLElement | null },
  place: string,
): () => void {
  const lifted = useRef<DOMRect | null>(null);
  useLayoutEffect(() => {
    const from = lifted.current, element = frame.current;
    lifted.current = null;
    if (from === null || element === null) return;
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    const to = element.getBoundingClientRect();
    const shift = `translate(${from.x - to.x}px, ${from.y - to.y}px)`;
    element.animate({ transform: [shift, "none"] }, {
      duration: SETTLE_MS,
      easing: "cubic-bezier(0.2, 0.8, 0.2, 1)",
    });
  }, [place]);
  return () => {
    // One that is dragged is lifted from under the pointer, and only once.
    lifted.current ??= frame.current?.getBoundingClientRect() ?? null;
  };
}

/** Follows the pointer that holds it; a press without a move is a click. */
function useDrag(
  frame: { readonly current: HTMLElement | null },
  /** Gets the corner that it is let go near; `null` after a click. */
  onEnd: (corner: Corner | null) => void,
) {
  const press = useRef<{ start: Point; moved: boolean } | null>(null);
  const trail = useRef<{ at: Point; atMs: number }[]>([]);
  const forget = () => {
    press.current = null;
    trail.current = [];
  };
  return {
    onPointerDown(event: PointerEvent & { currentTarget: Element }) {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      press.current = { start: pointOf(event), moved: false };
    },
    onPointerMove(event: PointerEvent) {
      const element = frame.current;
      const held = press.current;
      if (element === null || held === null) return;
      const x = event.clientX - held.start.x, y = event.clientY - held.start.y;
      held.moved ||= Math.hypot(x, y) > SLACK_PX;
      if (!held.moved) return;
      element.style.transform = `translate(${x}px, ${y}px)`;
      trail.current.push({ at: pointOf(event), atMs: event.timeStamp });
      if (trail.current.length > 5) trail.current.shift();
    },
    onPointerUp(event: PointerEvent) {
      const element = frame.current;
      const stage = element?.offsetParent;
      if (press.current?.moved && element && stage) {
        const box = element.getBoundingClientRect();
        const outer = stage.getBoundingClientRect();
        const centre = {
          x: box.x + box.width / 2 - outer.x,
          y: box.y + box.height / 2 - outer.y,
        };
        const size = { x: outer.width, y: outer.height };
        onEnd(landing(centre, speed(trail.current, event.timeStamp), size));
      }
    },
    /** Something else has taken the pointer: as if it had never been held. */
    onPointerCancel() {
      if (frame.current !== null) frame.current.style.transform = "";
      forget();
    },
    onClick({ detail }: MouseEvent) {
      // In most browsers, a click follows a drag too.
      if (detail === 0 || !press.current?.moved) onEnd(null);
      forget();
    },
  };
}

function pointOf({ clientX, clientY }: PointerEvent): Point {
  return { x: clientX, y: clientY };
}

/** In pixels per millisecond; a pointer that has come to a halt has none. */
function speed(
  trail: readonly { at: Point; atMs: number }[],
  nowMs: number,
): Point {
  const first = trail[0], last = trail.at(-1);
  if (!first || !last || nowMs - last.atMs > 80) return { x: 0, y: 0 };
  const ms = Math.max(1, last.atMs - first.atMs);
  return {
    x: (last.at.x - first.at.x) / ms,
    y: (last.at.y - first.at.y) / ms,
  };
}
