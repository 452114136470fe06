/** Where the other person is heard: the choice outlives the device's absence. @module */
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { Chosen, MediaSnapshot } from "./media_snapshot.ts";

/** What the page reads and does. */
export interface SpeakerModel {
  /** What to give to `setSinkId`: the chosen device while it is there, or `""`, the system's default. */
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
  const sinkId = computed(() => {
    const wanted = chosen.value;
    if (wanted === null) return "";
    const found = outputs.value.find(({ id }) => id === wanted.id) ??
      outputs.value.find(({ label }) => label === wanted.label);
    return found?.id ?? (given.value === wanted.id ? wanted.id : "");
  });
  return {
    sinkId,
    missing: computed(() =>
      chosen.value !== null && sinkId.value === "" && outputs.value.length > 0
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
