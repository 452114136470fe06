/** What the machine orders, and who carries it out. @module */
import type { Admission } from "./admission.ts";
import type { Conversation } from "./conversation.ts";
import type { CallCommand } from "./machine/state.ts";
import type { OwnMedia } from "./own_media.ts";
import type { RepairTimers } from "./repair_timers.ts";
import type { Visit } from "./visit.ts";

/** Whoever has something to do in a call. */
export interface Crew {
  readonly admission: Admission;
  readonly conversation: Conversation;
  readonly own: OwnMedia;
  readonly timers: RepairTimers;
  readonly visit: Visit;
  /** The devices that were asked for are there, or are not to be had. */
  onMediaSettled(request: number): void;
  /** The seat is given up for good. */
  onLeft(): void;
}

/** What is ordered again while it does not help, or comes about by itself. */
const REPEATED: ReadonlySet<CallCommand["type"]> = new Set([
  "probe-signalling",
  "restart-ice",
  "ask-restart",
  "ask-rebuild",
  "release-seat",
]);

/** Whether a call cannot go on without what this command does. */
export function isVital({ type }: CallCommand): boolean {
  return !REPEATED.has(type);
}

/** Carries out one command, and never waits: what it brings comes as an event. */
export function carryOut(command: CallCommand, crew: Crew): void {
  const { admission, conversation, own, timers, visit } = crew;
  switch (command.type) {
    case "request-media":
      // Devices that fail are none: the call can do without.
      own.request().catch(console.error)
        .then(() => crew.onMediaSettled(command.request));
      return;
    case "release-media":
      return own.release();
    case "open-signalling":
      if (visit.claim === null) admission.arrive();
      return conversation.open(visit.begin(command.steal));
    case "close-signalling":
      try {
        admission.lookAway();
        if (command.leave) crew.onLeft();
      } finally {
        conversation.close(command.leave);
      }
      return;
    case "await-anyone":
      admission.forget();
      return conversation.renew(visit.claim);
    case "renew-identity":
      return conversation.open(visit.claim);
    case "release-seat":
      return conversation.release();
    case "dismiss-peer":
      return conversation.dismiss();
    case "answer-door":
      return conversation.answerDoor(command.answer);
    case "probe-signalling":
      return conversation.probe();
    case "prepare-connection":
      return conversation.prepare(command.connection, command.forget);
    case "close-connection":
      timers.clear();
      return conversation.drop(command.bye);
    case "negotiate":
      return conversation.negotiate(command);
    case "restart-ice":
      return conversation.connection.peer?.restartIce();
    case "ask-restart":
      return conversation.connection.peer?.askRestart();
    case "ask-rebuild":
      return conversation.connection.peer?.askRebuild();
    case "set-timer":
      return timers.set(command);
  }
}
