/**
 * Who may come in: who is there as the lobby sees it, whether the person is
 * asked before anybody joins them, who waits for that, and whether the room is
 * locked.
 *
 * @module
 */
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { CallAdapter } from "./adapter.ts";
import type { Remote } from "./acquaintance.ts";
import type { Doorkeeper } from "./conversation.ts";
import type { Presence } from "./signalling/look.ts";
import type { Session } from "./storage/session.ts";
import type { CallEvent, CallState } from "./machine/state.ts";

/** What the page shows of it, and what one can do. */
export interface AdmissionModel {
  /** Who is there, while one is in the lobby; `null` where that is not known. */
  readonly presence: ReadonlySignal<Presence | null>;
  /** Whether the server is away, as far as the lobby knows. */
  readonly unreached: ReadonlySignal<boolean>;
  /** Whether the person is asked before anybody joins them. */
  readonly asksFirst: ReadonlySignal<boolean>;
  /** Who would like to join, by the name that they gave. */
  readonly knocker: ReadonlySignal<{ readonly name: string } | null>;
  /** Whether nobody else is let into the room; `null` where the server knows no locks. */
  readonly locked: ReadonlySignal<boolean | null>;

  /** Holds for whoever comes next. */
  setAsksFirst(on: boolean): void;
  admit(): void;
  decline(): void;
  /** Asks the server; {@linkcode locked} says when it is so. */
  setLocked(on: boolean): void;
}

/** What a tab keeps of it over a reload. */
export type AdmissionMemory = Session["admission"];

/** The rest of the call's side of it. */
export interface Admission extends AdmissionModel, Doorkeeper {
  readonly memory: AdmissionMemory;
  /** What the person has chosen before. */
  choose(asksFirst: boolean): void;
  restore(memory: AdmissionMemory): void;
  /** The room lets nobody else in, or everyone. */
  setLockedAs(locked: boolean | null): void;
  /** In the lobby: begins to look who is there. */
  look(): void;
  lookAway(): void;
  /** On the way in by a click: whoever is there already was there first. */
  arrive(): void;
  /** Whoever comes next is asked about. */
  forget(): void;
}

/** What it needs of the call. */
export interface AdmissionPorts {
  readonly adapter: Pick<CallAdapter, "look" | "savePreferences">;
  readonly state: ReadonlySignal<CallState>;
  dispatch(event: CallEvent): void;
  remote(): Remote & { readonly person: string };
  lock(locked: boolean): void;
  /** What a reload must know has changed. */
  onChange(): void;
}

/** Begins with nobody at the door. */
export function createAdmission(ports: AdmissionPorts): Admission {
  const { adapter, dispatch } = ports;
  const presence = signal<Presence | null>(null);
  const unreached = signal(false);
  const asksFirst = signal(false);
  const locked = signal<boolean | null>(null);
  let memory: AdmissionMemory = { letIn: null, arriving: false };
  /** The page that was let in: only its owner can speak in its session. */
  let inside: string | null = null;
  let looking: Disposable | null = null;

  function note(change: Partial<AdmissionMemory>): void {
    memory = { ...memory, ...change };
    ports.onChange();
  }

  return {
    presence,
    unreached,
    asksFirst,
    locked,
    knocker: computed(() => {
      const { name, person } = ports.remote();
      const { peer, signalling } = ports.state.value;
      // Nobody can be let in while they, or the server, are away.
      const asking = peer?.held === "asking" && peer.presence === "here" &&
        signalling !== "opening" && signalling !== "backing-off";
      // Who has not said who they are is nobody to decide about.
      return asking && person !== "" ? { name } : null;
    }),
    setAsksFirst(on) {
      asksFirst.value = on;
      adapter.savePreferences({ asksFirst: on });
      dispatch({ type: "wishes-changed" });
    },
    admit: () => dispatch({ type: "admit-clicked" }),
    decline: () => dispatch({ type: "decline-clicked" }),
    setLocked: (on) => ports.lock(on),
    get memory() {
      return memory;
    },
    choose(on) {
      asksFirst.value = on;
    },
    restore(kept) {
      memory = kept;
    },
    setLockedAs(now) {
      locked.value = now;
    },
    look() {
      looking ??= adapter.look((seen) => {
        unreached.value = seen === "unreached";
        presence.value = seen === "unreached" ? null : seen;
      });
    },
    lookAway() {
      looking?.[Symbol.dispose]();
      looking = presence.value = null;
      unreached.value = false;
    },
    arrive: () => note({ letIn: null, arriving: true }),
    forget() {
      inside = null;
      note({ letIn: null });
    },
    arrived(other) {
      if (!memory.arriving) return false;
      inside = other?.page ?? null;
      note({ letIn: other?.fingerprint ?? null, arriving: false });
      return true;
    },
    // A fingerprint is a claim; only the pair secret shows whose it is.
    keepsOut: ({ page, fingerprint, paired }) =>
      page !== inside && !(paired && fingerprint === memory.letIn),
    letIn({ page, fingerprint }) {
      inside = page;
      if (fingerprint !== memory.letIn) note({ letIn: fingerprint });
    },
  };
}
