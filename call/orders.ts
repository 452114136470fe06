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

/** Carries out one command, and never waits: what it brings comes as an event. */
export function carryOut(command: CallCommand, crew: Crew): void {
  const { admission, conversation, own, timers, visit } = crew;
  switch (command.type) {
    case "request-media":
      own.request().then(() => crew.onMediaSettled(command.request));
      return;
    case "release-media":
      return own.release();
    case "open-signalling":
      if (visit.claim === null) admission.arrive();
      return conversation.open(visit.begin(command.steal));
    case "close-signalling":
      admission.lookAway();
      if (command.leave) crew.onLeft();
      return conversation.close(command.leave);
    case "await-anyone":
      admission.forget();
      return conversation.renew(visit.claim);
    case "renew-identity":
      return conversation.open(visit.claim);
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
