/** What tells somebody who looks elsewhere that the other person comes or goes. @module */
import {
  type ReadonlySignal,
  useComputed,
  useSignalEffect,
} from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { comingOrGoing } from "../../call/machine/comings.ts";
import type { CallModel } from "../../call/model.ts";
import { playSound } from "../../call/media/sound_player.ts";
import type { SoundName } from "../../look/sound.ts";
import { pageTitle } from "../words/title.ts";

/** What is read of the call. */
export type Company = Pick<
  CallModel,
  "phase" | "remote" | "sounds" | "speaker" | "admission"
>;

/** A sound when they knock, come and leave, unless sounds are off. */
export function useChime(
  { phase, sounds, speaker, admission }: Company,
): void {
  const before = useRef(phase.peek());
  const knocks = useComputed(() => admission.knocker.value !== null);
  useSignalEffect(() => {
    if (!knocks.value || !sounds.peek()) return;
    void play("knock", speaker.sinkId.peek());
  });
  useSignalEffect(() => {
    const news = comingOrGoing(before.current, phase.value);
    before.current = phase.value;
    if (news === null || !sounds.peek()) return;
    void play(news, speaker.sinkId.peek());
  });
}

/** Silence is no failure of the call: not every browser plays now. */
async function play(name: SoundName, sinkId: string): Promise<void> {
  const played = await playSound(name, sinkId);
  if (!played && sinkId !== "") await playSound(name, "");
}

/** The tab's title tells the state, and is as before when the call is over. */
export function useTitle(
  { phase, remote, admission }: Company,
  unread: ReadonlySignal<number>,
): void {
  useEffect(() => {
    const before = document.title;
    return () => void (document.title = before);
  }, []);
  useSignalEffect(() => {
    const { name } = remote.value;
    const knocker = admission.knocker.value?.name ?? null;
    document.title = pageTitle(phase.value, name, unread.value, knocker);
  });
}
