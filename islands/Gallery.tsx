import { useEffect, useMemo, useState } from "preact/hooks";
import { REACTION_SHOWN_MS } from "../call/messages/gestures.ts";
import { inRoom } from "../call/machine/state.ts";
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
  useEffect(() => void prepare(made, press), [made, press]);
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

/** Waits for something to be on the page. */
async function found<Wanted>(look: () => Wanted | undefined): Promise<Wanted> {
  for (;;) {
    await new Promise(requestAnimationFrame);
    const wanted = look();
    if (wanted !== undefined) return wanted;
  }
}

/** Brings the page into the state; it is told when it can be looked at. */
async function prepare(made: Made, press: readonly string[]): Promise<void> {
  for (const name of press) {
    const button = await found(() =>
      [...document.querySelectorAll<HTMLElement>("button, summary")]
        .find((each) => (each.ariaLabel ?? each.textContent)?.trim() === name)
    );
    button.click();
  }
  if (made.fresh || made.files === "offered") await keepNews();
  if (made.reactions) await stopReactions();
  document.documentElement.dataset["galleryReady"] = "";
}

/** News stay as long as somebody seems to read them. */
async function keepNews(): Promise<void> {
  const card = await found(() =>
    document.querySelector("[data-news]") ?? undefined
  );
  card.dispatchEvent(
    new PointerEvent("pointerenter", { pointerType: "mouse" }),
  );
}

/** What rises and fades stands still, for its picture. */
async function stopReactions(): Promise<void> {
  const animations = await found(() => {
    const all = [...document.querySelectorAll("[data-reaction]")]
      .flatMap((reaction) => reaction.getAnimations());
    return all.length > 0 ? all : undefined;
  });
  for (const animation of animations) {
    animation.pause();
    animation.currentTime = REACTION_SHOWN_MS / 3;
  }
}
