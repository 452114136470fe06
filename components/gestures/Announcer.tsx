import { useSignal, useSignalEffect } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { CallModel } from "../../call/model.ts";
import { type Noticed, noticeWords, UNREMARKABLE } from "../words/gestures.ts";
import { Changing } from "../base/Changing.tsx";

/** What is told of the other person to who can't see it. */
export interface AnnouncerProps {
  call: Pick<CallModel, "phase" | "remote" | "gestures">;
}

function noticed({ remote, gestures }: AnnouncerProps["call"]): Noticed {
  const { name, microphone, camera, screen } = remote.value;
  return {
    name,
    microphone,
    camera,
    screen,
    hand: gestures.theirHand.value,
    reaction: gestures.reactions.value
      .findLast(({ from }) => from === "peer") ?? null,
  };
}

/** Says once what changes on the other side. */
export function Announcer({ call }: AnnouncerProps) {
  const words = useSignal("");
  const before = useRef(UNREMARKABLE);
  useSignalEffect(() => {
    const phase = call.phase.value;
    const now = noticed(call);
    if (phase === "connected") {
      const news = noticeWords(before.current, now);
      if (news !== "") words.value = news;
      before.current = now;
    } else if (phase !== "reconnecting") {
      before.current = UNREMARKABLE;
      words.value = "";
    }
  });
  return (
    <p role="status" class="sr-only">
      <Changing text={words.value} />
    </p>
  );
}
