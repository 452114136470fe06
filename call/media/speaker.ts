/** Where the other person is heard: the choice outlives the device's absence. @module */
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { Chosen, MediaSnapshot } from "./media_snapshot.ts";

/** What the page reads and does. */
export interface SpeakerModel {
  /** The chosen device while it is there; `null`: the system's default is used. */
  readonly current: ReadonlySignal<Chosen | null>;
  /** What to give to `setSinkId`: its id, or `""`. */
  readonly sinkId: ReadonlySignal<string>;
  /** While the chosen one is away: its name. */
  readonly missing: ReadonlySignal<string | null>;
  /** From now on, and on the next visit; `null`: the system's default. */
  choose(device: Chosen | null): void;
}

/** The choice, and what another visit gives back to it. */
export interface Speaker extends SpeakerModel {
  restore(chosen: Chosen | null): void;
}

/** Starts with the system's default. */
export function createSpeaker(
  media: ReadonlySignal<MediaSnapshot>,
  save: (chosen: Chosen | null) => void,
): Speaker {
  const chosen = signal<Chosen | null>(null);
  /** Chosen in a list of the browser's own, which need not be the page's. */
  const given = signal<string | null>(null);
  const outputs = computed(() =>
    media.value.devices.filter(({ kind }) => kind === "audiooutput")
  );
  const current = computed(() => {
    const wanted = chosen.value;
    if (wanted === null) return null;
    return outputs.value.find(({ id }) => id === wanted.id) ??
      outputs.value.find(({ label }) => label === wanted.label) ??
      (given.value === wanted.id ? wanted : null);
  });
  return {
    current,
    sinkId: computed(() => current.value?.id ?? ""),
    missing: computed(() =>
      chosen.value !== null && current.value === null &&
        outputs.value.length > 0
        ? chosen.value.label
        : null
    ),
    choose(device) {
      const next = device && { id: device.id, label: device.label };
      const listed = outputs.value.some(({ id }) => id === next?.id);
      given.value = listed || next === null ? null : next.id;
      chosen.value = next;
      save(next);
    },
    restore: (before) => void (chosen.value = before),
  };
}
