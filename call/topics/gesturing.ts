/** Hand and reactions of a call, as a topic of its conversation. @module */
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { Clock } from "../../signalling/clock.ts";
import {
  type Reaction,
  REACTION_SHOWN_MS,
  shown,
  type ShownReactions,
  withdrawn,
} from "../messages/gestures.ts";
import { ownReactions, theirReactions } from "../peer/peer_allowance.ts";
import type { PeerMessage } from "../messages/peer_message.ts";
import type { Line, Topic } from "./topic.ts";

/** What the page reads and does. */
export interface GesturesModel {
  /** Whether the own hand is up. */
  readonly ownHand: ReadonlySignal<boolean>;
  /** Whether theirs is. */
  readonly theirHand: ReadonlySignal<boolean>;
  /** What both show for a moment. */
  readonly reactions: ReadonlySignal<ShownReactions>;
  /** Nobody there: nobody to raise it for. */
  raiseHand(up: boolean): void;
  /** Shows it on both sides, unless that is too often or nobody is there. */
  react(reaction: Reaction): void;
}

/** The gestures, and what a reload of the tab gives back to them. */
export interface Gesturing extends GesturesModel, Topic {
  /** Whom the own hand is raised for: their tab; `null` while it is down. */
  readonly raisedFor: ReadonlySignal<string | null>;
  restore(raisedFor: string | null): void;
}

/** What gestures need beside the line. */
export interface GesturePorts {
  readonly clock: Clock;
  /** The own hand has moved. */
  onChange(): void;
}

/** Starts with both hands down. */
export function createGesturing(
  line: Line,
  { clock, onChange }: GesturePorts,
): Gesturing {
  /** Like a message, a raised hand is for one person, and for no other. */
  const raisedFor = signal<string | null>(null);
  const theirHand = signal(false);
  const reactions = signal<ShownReactions>([]);
  const own = ownReactions(clock.now());
  const theirs = theirReactions(clock.now());
  const hiding = new Map<number, () => void>();
  let count = 0;

  function tell(): void {
    line.say({ type: "hand", raised: raisedFor.value !== null });
  }

  function lower(): void {
    if (raisedFor.value === null) return;
    raisedFor.value = null;
    onChange();
  }

  function show(from: "self" | "peer", reaction: Reaction): void {
    const id = ++count;
    reactions.value = shown(reactions.value, { id, from, reaction });
    const hide = () => {
      hiding.delete(id);
      reactions.value = withdrawn(reactions.value, id);
    };
    hiding.set(id, clock.after(REACTION_SHOWN_MS, hide));
  }

  return {
    ownHand: computed(() => raisedFor.value !== null),
    theirHand,
    reactions,
    raisedFor,
    raiseHand(up) {
      raisedFor.value = up ? line.whom() : null;
      tell();
      onChange();
    },
    react(reaction) {
      if (line.whom() === null || !own.take(clock.now())) return;
      if (line.say({ type: "reaction", reaction })) show("self", reaction);
    },
    hear(message: PeerMessage) {
      if (message.type === "hand") theirHand.value = message.raised;
      // It was raised for this call, though they may come to another.
      else if (message.type === "bye") lower();
      else if (message.type === "reaction" && theirs.take(clock.now())) {
        show("peer", message.reaction);
      }
    },
    greet() {
      if (raisedFor.value !== line.whom()) raisedFor.value = null;
      // Either page may have been reloaded, or the hand moved during the break.
      tell();
    },
    forget() {
      theirHand.value = false;
      for (const cancel of hiding.values()) cancel();
      hiding.clear();
      reactions.value = [];
    },
    restore: (before) => void (raisedFor.value = before),
  };
}
