import { useEffect, useState } from "preact/hooks";
import type { ComponentChildren } from "preact";
import type { Corner } from "../../call/stage/corners.ts";
import {
  type CallPhase,
  isQueued,
  type SignallingPhase,
} from "../../call/machine/state.ts";
import { Mark, type Pose } from "../base/Mark.tsx";
import { usePanelCovers } from "../base/use_panel_covers.ts";
import { useStageColour } from "../theme/use_stage_colour.ts";
import { callHeading, statusWords } from "../words/status.ts";
import { LOCKED } from "../words/admission.ts";
import { Changing } from "../base/Changing.tsx";

/** The call on the page. */
export interface StageProps {
  phase: CallPhase;
  signalling: SignallingPhase;
  peerName: string;
  /** What has happened to one's own devices. */
  notices: ComponentChildren;
  /** Whether the controls step back. */
  resting: boolean;
  /** What has just changed, for who can't see it. */
  said: string;
  /** Whether it is shown as well. */
  saidToAll: boolean;
  selfView: ComponentChildren;
  /** Where that is. */
  corner: Corner;
  /** The other person. */
  children: ComponentChildren;
  toolbar: ComponentChildren;
  /** How private the call is. */
  privacy: ComponentChildren;
  /** Chat or settings, when open. */
  panel: ComponentChildren;
  dialog: ComponentChildren;
  /** The name of the panel that is open. */
  open: string | null;
  problems: ComponentChildren;
  /** Whoever would like to join. */
  door: ComponentChildren;
  /** Whether somebody is there. */
  atDoor: boolean;
  /** Whether nobody else is let in. */
  locked: boolean;
}

/** A state that lasts longer than this deserves more words, in milliseconds. */
const LONG_MS = 10_000;

/** What the two circles do meanwhile. */
const POSES: Record<CallPhase, Pose> = {
  "idle": "waiting",
  "requesting-media": "waiting",
  "ready": "waiting",
  "joining": "waiting",
  "waiting": "waiting",
  "knocking": "apart",
  "connecting": "connecting",
  "connected": "together",
  "reconnecting": "reconnecting",
  "ended": "apart",
  "failed": "apart",
};

/** Whether `phase` has lasted for a long time. */
function useLong(phase: CallPhase): boolean {
  const [since, setSince] = useState<CallPhase | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setSince(phase), LONG_MS);
    return () => {
      clearTimeout(timer);
      setSince(null);
    };
  }, [phase]);
  return since === phase;
}

/** Their picture fills the page; one's own, the controls and the status lie on top. */
export function Stage(props: StageProps) {
  const { phase } = props;
  const long = useLong(phase);
  useStageColour();
  const covered = usePanelCovers(props.open);
  const status = statusWords(phase, props.signalling, props.peerName, long);
  // Said once and shown while it matters: a call that works needs no label, and
  // whoever waits is told by the page itself.
  const quiet = phase === "connected" || phase === "waiting" ||
    phase === "knocking" || isQueued(phase, props.signalling);
  return (
    <main
      class="dusk stage fixed inset-0 flex overflow-hidden text-white"
      data-resting={props.resting ? "" : undefined}
      data-corner={props.corner}
    >
      <div class="stage-room relative min-w-0 flex-1">
        {phase !== "waiting" && (
          <h1 class="sr-only">
            <Changing text={callHeading(props.peerName)} />
          </h1>
        )}
        <div
          class={quiet
            ? "sr-only"
            : "absolute inset-x-0 top-16 z-10 flex px-4 sm:top-4 sm:justify-center"}
        >
          {/* Whoever waits at the door is announced there. */}
          <div
            class={props.atDoor
              ? "sr-only"
              : "status-card flex min-h-touch max-w-[58%] items-center gap-3 rounded-control bg-glass px-4 py-2 text-sm sm:max-w-md"}
          >
            {!quiet && <Mark pose={POSES[phase]} class="h-6 w-12 shrink-0" />}
            <p role="status">
              <Changing text={!props.atDoor && status} />
            </p>
          </div>
        </div>
        <div
          class={props.saidToAll
            ? "pointer-events-none absolute inset-x-0 bottom-24 z-20 flex justify-center px-4"
            : "sr-only"}
        >
          <p role="status" class="rounded-full bg-glass px-4 py-2 text-sm">
            <Changing text={props.said} />
          </p>
        </div>
        {/* All but the status, which is heard while a panel lies over it. */}
        <div inert={covered}>
          {props.children}
          <div class="steps-back corner-safe absolute z-20">
            {props.privacy}
            <p
              role="status"
              class={props.locked
                ? "mt-2 w-max rounded-full bg-glass px-4 py-1 text-sm"
                : "sr-only"}
            >
              <Changing text={props.locked && LOCKED} />
            </p>
          </div>
          {props.selfView}
          <div
            class={`lets-through absolute inset-x-0 bottom-0 z-10 grid justify-items-center gap-3 px-px pt-4 pb-safe sm:px-4 ${
              props.open ? "left-safe" : ""
            }`}
          >
            <div class="over-controls grid w-full justify-items-center gap-3">
              {props.notices}
              {props.problems}
              {props.door}
            </div>
            <div class="steps-back max-w-full">{props.toolbar}</div>
          </div>
        </div>
      </div>
      {props.panel}
      {props.dialog}
    </main>
  );
}
