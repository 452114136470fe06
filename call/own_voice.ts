/**
 * How loud one's own microphone is, and whether one speaks.
 *
 * @module
 */
import { type ReadonlySignal, signal } from "@preact/signals";
import type { CallAdapter } from "./adapter.ts";
import { listened, NO_SPEECH } from "./media/speech.ts";

/** A microphone, and whether it is switched on. */
export interface Heard {
  readonly track: MediaStreamTrack;
  readonly on: boolean;
}

/** What is listened to, and what is heard. */
export interface OwnVoice {
  /** From 0 to 1; a muted microphone has none. */
  readonly level: ReadonlySignal<number>;
  /** Muted or not. */
  readonly speaking: ReadonlySignal<boolean>;
  /** Listens to this from now on. */
  listen(next: Heard | null): void;
}

/** Listens to nothing yet. */
export function createOwnVoice(
  adapter: Pick<CallAdapter, "meter" | "clock">,
): OwnVoice {
  const level = signal(0);
  const speaking = signal(false);
  let meter: Disposable | null = null;
  /** A muted microphone is listened to otherwise than another. */
  let heard: Heard | null = null;

  function begin({ track, on }: Heard): Disposable {
    let speech = NO_SPEECH;
    return adapter.meter(track, (loudness) => {
      speech = listened(speech, loudness, adapter.clock.now());
      speaking.value = speech.speaking;
      if (on) level.value = loudness;
    });
  }

  return {
    level,
    speaking,
    listen(next) {
      if (heard?.track === next?.track && heard?.on === next?.on) return;
      heard = next;
      meter?.[Symbol.dispose]();
      level.value = 0;
      speaking.value = false;
      meter = next && begin(next);
    },
  };
}
