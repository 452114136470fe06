import { useEffect, useMemo, useState } from "preact/hooks";
import { REACTION_SHOWN_MS } from "../call/gestures.ts";
import { inRoom } from "../call/state.ts";
import { Lobby } from "../components/lobby/Lobby.tsx";
import { Ended } from "../components/over/Ended.tsx";
import { Failed } from "../components/over/Failed.tsx";
import { InCall } from "../components/stage/InCall.tsx";
import { madeCall, ROOM } from "../gallery/made_call.ts";
import { type Made, STATES } from "../gallery/states.ts";

const URL_OF_CALL =
  `https://duet.example/room/${ROOM}#1.qv4Z0n2mS8kYw1dJ3uRfHA`;

/** One state of the call, made; in development only. */
export default function Gallery({ name }: { name: string }) {
  const [painted, setPainted] = useState(false);
  // There is nothing to paint with on the server.
  useEffect(() => setPainted(true), []);
  const state = STATES.find((state) => state.name === name);
  if (!painted || state?.made === undefined) return null;
  return <State made={state.made} press={state.press ?? []} />;
}

function State({ made, press }: { made: Made; press: readonly string[] }) {
  const call = useMemo(() => madeCall(made), [made]);
  useEffect(() => void pressAll(press), [press]);
  const phase = call.phase.value;
  const props = { call, room: ROOM, url: URL_OF_CALL };
  return (
    <div data-call-state={phase} data-signalling-state={call.signalling.value}>
      {phase === "ended"
        ? <Ended call={call} />
        : phase === "failed"
        ? <Failed call={call} />
        : inRoom(phase)
        ? <InCall {...props} />
        : <Lobby {...props} />}
    </div>
  );
}

/** Presses buttons by their names, each as soon as it is there. */
async function pressAll(names: readonly string[]): Promise<void> {
  for (const name of names) {
    let button: HTMLElement | undefined;
    while (button === undefined) {
      await new Promise(requestAnimationFrame);
      button = [...document.querySelectorAll<HTMLElement>("button, summary")]
        .find((each) => (each.ariaLabel ?? each.textContent)?.trim() === name);
    }
    button.click();
  }
  await new Promise(requestAnimationFrame);
  // What rises and fades stands still, for its picture.
  for (const reaction of document.querySelectorAll("[data-reaction]")) {
    for (const animation of reaction.getAnimations()) {
      animation.pause();
      animation.currentTime = REACTION_SHOWN_MS / 3;
    }
  }
  document.documentElement.dataset["galleryReady"] = "";
}
