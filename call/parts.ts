/** The parts of a call, put together. @module */
import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { CallAdapter } from "./adapter.ts";
import { createAdmission } from "./admission.ts";
import { type Choices, createChoices } from "./choices.ts";
import { Conversation, type Present } from "./conversation.ts";
import { createDispatcher } from "./dispatch.ts";
import { createFileSharing, type FilesModel } from "./file_sharing.ts";
import { createLateChat } from "./late_chat.ts";
import { byClock, type Meeting, NO_MEETING } from "./machine/meeting.ts";
import {
  type CallEvent,
  type CallState,
  INITIAL_STATE,
  inRoom,
} from "./machine/state.ts";
import { transition } from "./machine/transition.ts";
import { carryOut, type Crew, isVital } from "./orders.ts";
import { createOwnMedia } from "./own_media.ts";
import { RepairTimers } from "./repair_timers.ts";
import type { Clock } from "../signalling/clock.ts";
import type { Session } from "./storage/session.ts";
import type { Chatting } from "./topics/chatting.ts";
import { createGesturing, type Gesturing } from "./topics/gesturing.ts";
import { createPairing, type Pairing } from "./topics/pairing.ts";
import { type Remembered, Visit } from "./visit.ts";

/** What is talked about beside the call. */
export interface Topics {
  readonly chat: Chatting;
  readonly gestures: Gesturing;
  readonly files: FilesModel;
  readonly pairing: Pairing;
}

/** All of a call. */
export interface Parts extends Crew, Topics {
  readonly state: ReadonlySignal<CallState>;
  readonly choices: Choices;
  readonly meeting: Signal<Meeting>;
  /** Whose certificate was compared, SHA-256 in base64url. */
  readonly verified: Signal<string | null>;
  dispatch(event: CallEvent): void;
}

/** Makes the parts of a call in the room that the adapter knows. */
export function createParts(adapter: CallAdapter): Parts {
  const meeting = signal(NO_MEETING);
  const verified = signal<string | null>(null);
  const { state, dispatch } = createDispatcher(
    INITIAL_STATE,
    transition,
    (command) => carryOut(command, parts),
    (command, error) => {
      console.error(command.type, error);
      if (isVital(command)) dispatch({ type: "page-failed" });
    },
  );
  const timers = new RepairTimers(adapter.clock, dispatch);
  const isUnderWay = () => inRoom(state.value.call);
  const visit = new Visit({
    adapter,
    isUnderWay,
    remembered: () => remembered(parts, adapter.clock),
    keepChat: (kept) => kept ? parts.chat.keep() : parts.chat.letGo(),
    restore: (session) => restore(parts, session, adapter.clock),
    onTaken: () => dispatch({ type: "found-elsewhere" }),
  });
  const remember = () => visit.remember();
  const choices = createChoices({
    adapter,
    onNamed: () => void (isUnderWay() && conversation.introduce()),
    onWish: () => dispatch({ type: "wishes-changed" }),
  });
  const admission = createAdmission({
    adapter,
    state,
    dispatch,
    remote: () => conversation.remote.value,
    lock: (locked) => conversation.lock(locked),
    onChange: remember,
  });
  const own = createOwnMedia(adapter, {
    onChange: () => conversation.update(),
    onSwitched: remember,
  });
  const conversation: Conversation = new Conversation({
    adapter,
    dispatch,
    doorkeeper: admission,
    present: () => present(parts),
    onClaim: (claim) => visit.seated(claim),
    pairSecrets: (fingerprint) => parts.pairing.secrets(fingerprint),
    onLocked: (locked) => admission.setLockedAs(locked),
  });
  const parts: Parts = {
    ...talkAbout(conversation, adapter, visit),
    admission,
    choices,
    conversation,
    dispatch,
    meeting,
    own,
    state,
    timers,
    verified,
    visit,
    onMediaSettled(request) {
      dispatch({ type: "media-settled", request });
      if (state.value.call === "ready") admission.look();
    },
    onLeft() {
      verified.value = null;
      parts.pairing.clear();
      parts.gestures.restore(null);
      visit.forget();
    },
  };
  return parts;
}

function talkAbout(
  conversation: Conversation,
  adapter: CallAdapter,
  visit: Visit,
): Topics {
  const { clock } = adapter;
  const onChange = () => visit.remember();
  const chat = createLateChat(
    conversation,
    (line, signals) => adapter.chat(line, signals),
  );
  const gestures = createGesturing(conversation, { clock, onChange });
  const files = createFileSharing(
    conversation,
    (ports) => adapter.fileTransfers({ ...ports, tab: () => visit.tab }),
  );
  const pairing = createPairing(conversation, {
    start: () => conversation.startPair(),
    onChange,
  });
  conversation.discuss(pairing);
  conversation.discuss(chat);
  conversation.discuss(gestures);
  conversation.hand(files);
  return { chat, gestures, files, pairing };
}

/** What the conversation says for us. */
function present(
  { visit, choices, own, state, admission }: Parts,
): Present {
  const { name, relayOnly } = choices.model;
  return {
    self: { person: visit.tab, name: name.value, ...own.switches() },
    tracks: own.tracks(),
    peer: state.value.peer,
    wishes: {
      relayOnly: relayOnly.value,
      asksFirst: admission.asksFirst.value,
    },
  };
}

/** What a reload needs to be back in the call as it is. */
function remembered(parts: Parts, clock: Clock): Remembered {
  return {
    ...parts.own.choice(),
    verified: parts.verified.value,
    pair: parts.pairing.memory,
    raisedFor: parts.gestures.raisedFor.value,
    talk: byClock(parts.meeting.value, clock.wallNow() - clock.now()),
    admission: parts.admission.memory,
  };
}

function restore(parts: Parts, session: Session, clock: Clock): void {
  parts.chat.restore();
  parts.gestures.restore(session.raisedFor);
  const talk = byClock(session.talk, clock.now() - clock.wallNow());
  parts.meeting.value = { ...NO_MEETING, ...talk };
  parts.verified.value = session.verified;
  parts.pairing.restore(session.pair);
  parts.own.resume(session);
  parts.admission.restore(session.admission);
}
