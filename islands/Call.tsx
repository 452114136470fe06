import "../call/dispose_symbol.ts";
import { effect } from "@preact/signals";
import {
  useEffect,
  useErrorBoundary,
  useMemo,
  useRef,
  useState,
} from "preact/hooks";
import { browserAdapter } from "../call/browser.ts";
import { type CallModel, createCall } from "../call/model.ts";
import { inRoom } from "../call/machine/state.ts";
import { deferred } from "../components/base/deferred.tsx";
import { useEarlyInput } from "../components/base/early_input.ts";
import { keepFocus } from "../components/base/keep_focus.ts";
import { refuseDrops } from "../components/base/refuse_drops.ts";
import { PAGE_FAILED } from "../components/words/unreached.ts";
import { Lobby } from "../components/lobby/Lobby.tsx";

/** Nobody needs the page of a call before they have joined one. */
const InCall = deferred(
  () => import("../components/joined.ts"),
  ({ InCall }) => InCall,
);
const Over = deferred(
  () => import("../components/joined.ts"),
  ({ Over }) => Over,
);

/** The call, or where the page itself fails, what to do about it. */
export default function Call({ room }: { room: string }) {
  const [failure] = useErrorBoundary(console.error);
  if (failure === undefined) return <CallPage room={room} />;
  return (
    <main class="grid justify-items-start gap-5 px-6 py-6 sm:px-10">
      <h1 role="alert" class="max-w-md text-lg">{PAGE_FAILED}</h1>
      <button
        type="button"
        class="button-primary"
        onClick={() => location.reload()}
      >
        Reload the page
      </button>
    </main>
  );
}

/** The whole call in one room, from the preview to the way back. */
function CallPage({ room }: { room: string }) {
  const adapter = useMemo(() => browserAdapter(room), [room]);
  const call = useMemo(() => createCall(adapter), [adapter]);
  useSigns(call, () => {
    adapter.hurry();
    for (const part of [InCall, Over]) part.preload().catch(() => {});
  });
  usePageLife(call);
  const root = useRef<HTMLDivElement>(null);
  useEffect(refuseDrops, []);
  useEffect(() => root.current ? keepFocus(root.current) : undefined, []);
  useEarlyInput(root);
  const phase = call.phase.value;
  return (
    <div
      ref={root}
      data-call-state={phase}
      data-signalling-state={call.signalling.value}
    >
      <Room call={call} room={room} />
    </div>
  );
}

function Room({ call, room }: { call: CallModel; room: string }) {
  const phase = call.phase.value;
  const staged = useStageCode(inRoom(phase));
  const url = addressOf(room, call.link.value?.fragment ?? "");
  if (phase === "ended" || phase === "failed") return <Over call={call} />;
  const props = { call, room, url };
  return inRoom(phase) && staged ? <InCall {...props} /> : <Lobby {...props} />;
}

/**
 * The lobby stays until the page of a call is there.
 *
 * @returns Whether it is there, or can't be had, which it says itself.
 */
function useStageCode(needed: boolean): boolean {
  const [settled, setSettled] = useState(false);
  useEffect(() => {
    if (!needed) return;
    const settle = () => setSettled(true);
    Promise.all([InCall.preload(), Over.preload()]).then(settle, settle);
  }, [needed]);
  // At the click it mostly is: an effect would come a frame later.
  return settled || InCall.isHere() && Over.isHere();
}

/** What only a person does, or somebody for them. */
const SIGNS = ["pointermove", "pointerdown", "keydown", "focusin"] as const;

/**
 * With the first sign of a person, long before their click, what that needs is
 * loaded. Who has given a device is about to join.
 */
function useSigns(call: CallModel, onSign: () => void): void {
  useEffect(() => {
    const signs = new AbortController();
    const notice = () => {
      if (!signs.signal.aborted) onSign();
      signs.abort();
    };
    if (isReturn()) return notice();
    for (const sign of SIGNS) addEventListener(sign, notice, signs);
    const end = effect(() => {
      const { camera, microphone } = call.media.value;
      if (camera.track !== null || microphone.track !== null) notice();
    });
    return () => {
      end();
      signs.abort();
    };
  }, []);
}

/** Whether this page was here before, and may have been in a call. */
function isReturn(): boolean {
  const [entry] = performance.getEntriesByType("navigation");
  return entry !== undefined && "type" in entry && entry.type !== "navigate";
}

/** Begins with the page, and lets go with it. */
function usePageLife(call: CallModel): void {
  useEffect(() => {
    call.start();
    const leave = () => call[Symbol.dispose]();
    // A page taken back from the back/forward cache has let go of its devices.
    const back = ({ persisted }: PageTransitionEvent) => {
      if (persisted) location.reload();
    };
    // Another link, pasted into this tab, differs in what the browser thinks
    // is a place on the same page.
    const other = () => location.hash !== "" && location.reload();
    addEventListener("pagehide", leave);
    addEventListener("pageshow", back);
    addEventListener("hashchange", other);
    return () => {
      removeEventListener("hashchange", other);
      removeEventListener("pagehide", leave);
      removeEventListener("pageshow", back);
      leave();
    };
  }, [call]);
}

/** The link to send; on the server, where nobody reads it, nothing. */
function addressOf(room: string, fragment: string): string {
  const origin = globalThis.location?.origin ?? "";
  const hash = fragment && `#${fragment}`;
  return `${origin}/room/${encodeURIComponent(room)}${hash}`;
}
