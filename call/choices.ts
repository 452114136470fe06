/**
 * What the person has chosen for their calls, beside devices: kept for the next
 * visit to this browser.
 *
 * @module
 */
import { type ReadonlySignal, signal } from "@preact/signals";
import type { CallAdapter } from "./adapter.ts";
import { cutName } from "./messages/person_name.ts";
import type { Preferences } from "./storage/preferences.ts";

/** What the page shows of it, and what one can do. */
export interface ChoicesModel {
  readonly name: ReadonlySignal<string>;
  /** Whether the person wants no address known, theirs and the other's. */
  readonly relayOnly: ReadonlySignal<boolean>;
  /** Whether a sound tells who comes and goes. */
  readonly sounds: ReadonlySignal<boolean>;

  setName(name: string): void;
  /** Holds for whoever comes next: who is there already knows. */
  setRelayOnly(on: boolean): void;
  setSounds(on: boolean): void;
}

/** Whom it concerns. */
export interface ChoicesPorts {
  readonly adapter: Pick<CallAdapter, "savePreferences">;
  onNamed(): void;
  onWish(): void;
}

/** The choices, and how they begin. */
export interface Choices {
  readonly model: ChoicesModel;
  /** What was chosen before. */
  restore(chosen: Preferences): void;
}

/** Begins with nothing chosen. */
export function createChoices(ports: ChoicesPorts): Choices {
  const name = signal("");
  const relayOnly = signal(false);
  const sounds = signal(true);
  const { adapter } = ports;
  return {
    model: {
      name,
      relayOnly,
      sounds,
      setName(typed) {
        // As it is typed: what others show of it is for their pages to say.
        name.value = cutName(typed);
        adapter.savePreferences({ name: name.value });
        ports.onNamed();
      },
      setRelayOnly(on) {
        relayOnly.value = on;
        adapter.savePreferences({ relayOnly: on });
        ports.onWish();
      },
      setSounds(on) {
        sounds.value = on;
        adapter.savePreferences({ sounds: on });
      },
    },
    restore(chosen) {
      name.value = chosen.name;
      relayOnly.value = chosen.relayOnly;
      sounds.value = chosen.sounds;
    },
  };
}
