import { useComputed, useSignalEffect } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { CallModel } from "../../call/model.ts";
import { loadCode } from "../../call/load_code.ts";
import { FullScreen } from "../../call/stage/full_screen.ts";
import { guardLeaving } from "../../call/stage/leave_guard.ts";
import { createRest } from "../../call/stage/rest.ts";
import { watchStirring } from "../../call/stage/stirring.ts";
import { createView, type StageView } from "../../call/stage/view.ts";
import { keepAwake } from "../../call/stage/wake_lock.ts";
import type { CallPhase } from "../../call/machine/state.ts";
import { systemClock } from "../../signalling/clock.ts";
import { useMedia } from "../base/use_media.ts";
import type { MenuContext } from "./more_items.ts";

/** How this person looks at the call; let go of with the page of the call. */
export function useStage(call: CallModel): MenuContext {
  const context = useMemo(() => {
    const view = createView(() => localStorage);
    const video = () => view.remoteVideo.current;
    const fullScreen = new FullScreen(document, video, (on) => {
      view.fullScreen.value = on;
    });
    return { call, view, fullScreen };
  }, []);
  useEffect(() => () => {
    context.fullScreen[Symbol.dispose]();
    context.view[Symbol.dispose]();
  }, []);
  return context;
}

/**
 * How long a phase must have lasted before there is time for what is not needed
 * yet, in milliseconds. While two get connected there is none; and the first
 * seconds of a call are the picture's.
 */
const CALM_AFTER_MS: Partial<Record<CallPhase, number>> = {
  waiting: 300,
  knocking: 300,
  connected: 1_000,
};

/**
 * Loads ahead of need what works without the server later; and again each time
 * that the server is back.
 */
export function useAhead(
  { phase, signalling }: Pick<CallModel, "phase" | "signalling">,
  load: () => void,
): void {
  const afterMs = useComputed(() =>
    signalling.value === "open" ? CALM_AFTER_MS[phase.value] ?? null : null
  );
  useSignalEffect(() => {
    if (afterMs.value === null) return;
    const timer = setTimeout(load, afterMs.value);
    return () => clearTimeout(timer);
  });
}

/** Shows the call outside its page too, as soon as the code for it is there. */
export function useOutside(context: MenuContext): void {
  const gone = useRef(false);
  const started = useRef<Disposable | null>(null);
  useAhead(context.call, () => {
    loadOutside().then((outside) => {
      if (gone.current) return;
      started.current ??= outside.startOutside(context);
    }, () => {});
  });
  useEffect(() => () => {
    gone.current = true;
    started.current?.[Symbol.dispose]();
  }, []);
}

function loadOutside(): Promise<typeof import("./parts.ts")> {
  return loadCode(() => import("./parts.ts"));
}

/** Keeps the screen on, and asks before a call is closed with its tab. */
export function useCare(phase: CallPhase): void {
  useEffect(() => {
    const awake = keepAwake(navigator, document);
    return () => awake[Symbol.dispose]();
  }, []);
  const connected = phase === "connected";
  useEffect(() => {
    if (!connected) return;
    const guard = guardLeaving(window);
    return () => guard[Symbol.dispose]();
  }, [connected]);
}

/** Lets the controls step back while nobody does anything, and nothing must be seen. */
export function useRest(view: StageView, busy: boolean): void {
  const rest = useMemo(
    () => createRest(systemClock, (resting) => view.resting.value = resting),
    [],
  );
  useEffect(() => {
    const watching = watchStirring(window, {
      onStir: rest.stir,
      onKeyboard: (on) => view.byKeyboard.value = on,
      // What comes meanwhile is seen, and pressed as it is.
      isResting: (target) =>
        view.resting.value &&
        !(target instanceof Element && target.closest("[data-news]")),
    });
    return () => {
      watching[Symbol.dispose]();
      rest[Symbol.dispose]();
    };
  }, []);
  const plain = useMedia("(forced-colors: active)");
  const held = busy || view.menu.value || view.help.value ||
    view.reactions.value || view.talking.value || view.byKeyboard.value ||
    plain;
  useEffect(() => rest.hold(held), [held]);
}
