/**
 * The call as the page sees it: read-only signals and actions. Inert until
 * {@linkcode CallModel.start}; everything it drives comes through the adapter.
 *
 * @module
 */
import {
  computed,
  effect,
  type ReadonlySignal,
  signal,
  untracked,
} from "@preact/signals";
import type { CallAdapter } from "./adapter.ts";
import { type AdmissionModel, createAdmission } from "./admission.ts";
import { type ChatModel, createChatting } from "./topics/chatting.ts";
import { createFileSharing, type FilesModel } from "./file_sharing.ts";
import type { CallLink } from "./link/call_link.ts";
import { createConversation, type Proof, type Remote } from "./conversation.ts";
import { createDispatcher } from "./dispatch.ts";
import { createGesturing, type GesturesModel } from "./topics/gesturing.ts";
import { followed, type Meeting, NO_MEETING } from "./machine/meeting.ts";
import { createOwnMedia, type OwnMediaModel } from "./own_media.ts";
import { MAX_NAME_CHARS } from "./messages/peer_message.ts";
import { RepairTimers } from "./repair_timers.ts";
import type { SeatClaim } from "./signalling/signalling_client.ts";
import {
  type CallCommand,
  type CallPhase,
  type FailureReason,
  INITIAL_STATE,
  inRoom,
  type SignallingPhase,
} from "./machine/state.ts";
import { transition } from "./machine/transition.ts";

/** What the islands read and do. */
export interface CallModel extends OwnMediaModel {
  readonly phase: ReadonlySignal<CallPhase>;
  readonly signalling: ReadonlySignal<SignallingPhase>;
  readonly failure: ReadonlySignal<FailureReason | null>;
  readonly remote: ReadonlySignal<Remote>;
  readonly chat: ChatModel;
  readonly gestures: GesturesModel;
  /** Who is there, who may come in, and whether anybody may. */
  readonly admission: AdmissionModel;
  /** How long the two have been together, and who has left. */
  readonly meeting: ReadonlySignal<Meeting>;
  readonly files: FilesModel;
  readonly name: ReadonlySignal<string>;
  /** Whether the person wants no address known, theirs and the other's. */
  readonly relayOnly: ReadonlySignal<boolean>;
  /** Whether a sound tells who comes and goes. */
  readonly sounds: ReadonlySignal<boolean>;
  /** How this call is opened; `null` until that is known. */
  readonly link: ReadonlySignal<CallLink | null>;
  readonly proof: ReadonlySignal<Proof>;
  /** Whether the person has compared the pictures with this other person's. */
  readonly verified: ReadonlySignal<boolean>;

  /** Looks whether calls are possible, and asks for devices; goes on with the call that this tab was in. */
  start(): void;
  join(): void;
  /** Joins to watch and listen, and asks for no device; either can be switched on later. */
  joinToListen(): void;
  leave(): void;
  rejoin(): void;
  retryMedia(): void;
  setName(name: string): void;
  /** Holds for whoever comes next: who is there already knows. */
  setRelayOnly(on: boolean): void;
  setSounds(on: boolean): void;
  /** Takes the secret out of the address bar. */
  hideLink(): void;
  /** The person has compared: the pictures are the same, or they are not. */
  compared(same: boolean): void;
  /** The page goes: lets go of everything, and keeps the seat for its reload. */
  [Symbol.dispose](): void;
}

/** Makes the model of a call in the room that the adapter knows. */
export function createCall(adapter: CallAdapter): CallModel {
  const name = signal("");
  const relayOnly = signal(false);
  const sounds = signal(true);
  const link = signal<CallLink | null>(null);
  const meeting = signal(NO_MEETING);
  /** Whose certificate was compared. */
  const verified = signal<string | null>(null);
  const { state, dispatch } = createDispatcher(INITIAL_STATE, transition, run);

  /** Names the tab; made with the first call, and kept over reloads. */
  let tab: string | null = null;
  let claim: SeatClaim | null = null;
  let waking: Disposable | null = null;
  let following: (() => void) | null = null;
  const timers = new RepairTimers(adapter.clock, dispatch);

  const admission = createAdmission({
    adapter,
    state,
    dispatch,
    remote: () => conversation.remote.value,
    lock: (locked) => conversation.lock(locked),
    onChange: remember,
  });

  const conversation = createConversation(adapter, dispatch, () => ({
    self: {
      person: tab ??= adapter.newId(),
      name: name.value,
      ...own.switches(),
    },
    tracks: own.tracks(),
    peer: state.value.peer,
    wishes: {
      relayOnly: relayOnly.value,
      asksFirst: admission.asksFirst.value,
    },
  }), {
    onClaim(next) {
      claim = next;
      remember();
    },
    onLocked: (locked) => admission.setLockedAs(locked),
  }, admission);

  const chat = createChatting(conversation, {
    newId: () => adapter.newId(),
    now: () => adapter.clock.now(),
    onChange: remember,
  });
  conversation.discuss(chat);

  const gestures = createGesturing(conversation, {
    clock: adapter.clock,
    onChange: remember,
  });
  conversation.discuss(gestures);
  const files = createFileSharing(
    conversation,
    (ports) =>
      adapter.fileTransfers({ ...ports, tab: () => tab ??= adapter.newId() }),
  );
  conversation.hand(files);

  const own = createOwnMedia(adapter, {
    onChange: () => conversation.update(),
    onSwitched: remember,
  });

  const join = () => dispatch({ type: "join-clicked" });

  /** What a reload of this tab needs to be back in the call. */
  function remember(): void {
    if (tab === null || !inRoom(state.value.call)) return;
    adapter.saveSession({
      tab,
      aliveAtMs: adapter.clock.now(),
      claim,
      chat: chat.log.value,
      verified: verified.value,
      microphone: own.model.media.value.microphone.on,
      camera: own.model.media.value.camera.on,
      raisedFor: gestures.raisedFor.value,
      talk: meeting.value,
      admission: admission.memory,
    });
  }

  /** Notes who comes and goes, from now on. */
  function follow(): () => void {
    return effect(() => {
      const phase = state.value.call;
      const { name } = conversation.remote.value;
      const nowMs = adapter.clock.now();
      untracked(() => own.attend(inRoom(phase)));
      meeting.value = followed(meeting.peek(), phase, name, nowMs);
    });
  }

  function forget(): void {
    claim = tab = verified.value = null;
    adapter.saveSession(null);
    adapter.releaseTab();
  }

  const taken = () => dispatch({ type: "found-elsewhere" });

  async function resume(): Promise<boolean> {
    const session = adapter.loadSession();
    if (session === null) return false;
    ({ tab, claim } = session);
    chat.restore(session.chat);
    gestures.restore(session.raisedFor);
    meeting.value = { ...NO_MEETING, ...session.talk };
    verified.value = session.verified;
    own.resume(session);
    admission.restore(session.admission);
    const ours = await adapter.holdTab(session.tab, false, taken);
    dispatch({ type: ours ? "reopened" : "found-elsewhere" });
    // A file that was under way goes on as soon as the two are connected.
    if (ours && adapter.remembersFiles(session.tab)) {
      files.transfers().catch(() => {});
    }
    return true;
  }

  function run(command: CallCommand): void {
    switch (command.type) {
      case "request-media": {
        const { request } = command;
        own.request().then(() => {
          dispatch({ type: "media-settled", request });
          if (state.value.call === "ready") admission.look();
        });
        return;
      }
      case "release-media":
        return own.release();
      case "open-signalling":
        tab ??= adapter.newId();
        void adapter.holdTab(tab, command.steal, taken);
        if (claim === null) admission.arrive();
        // Ours from the start: a reload before the answer must find its seat.
        claim ??= { seat: 0, secret: adapter.newId() + adapter.newId() };
        remember();
        return conversation.open(claim);
      case "close-signalling":
        admission.lookAway();
        if (command.leave) forget();
        return conversation.close(command.leave);
      case "await-anyone":
        admission.forget();
        return conversation.renew(claim);
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
        return conversation.restartIce();
      case "ask-restart":
        return conversation.askRestart();
      case "ask-rebuild":
        return conversation.askRebuild();
      case "set-timer":
        return timers.set(command);
    }
  }

  return {
    ...own.model,
    phase: computed(() => state.value.call),
    signalling: computed(() => state.value.signalling),
    failure: computed(() => state.value.failure),
    remote: conversation.remote,
    chat,
    gestures,
    admission,
    meeting,
    files,
    name,
    relayOnly,
    sounds,
    link,
    proof: conversation.proof,
    verified: computed(() =>
      verified.value !== null &&
      verified.value === conversation.proof.value.fingerprint
    ),
    async start() {
      const chosen = adapter.loadPreferences();
      name.value = chosen.name;
      relayOnly.value = chosen.relayOnly;
      admission.choose(chosen.asksFirst);
      sounds.value = chosen.sounds;
      own.restore(chosen);
      const found = await adapter.prepare();
      if (typeof found === "string") {
        return dispatch({ type: "found-unable", reason: found });
      }
      link.value = found;
      following ??= follow();
      waking ??= adapter.watchWaking(() => dispatch({ type: "woke" }));
      if (!await resume()) dispatch({ type: "opened" });
    },
    join,
    joinToListen() {
      own.decline();
      join();
    },
    leave: () => dispatch({ type: "leave-clicked" }),
    rejoin: () => dispatch({ type: "rejoin-clicked" }),
    retryMedia: () => dispatch({ type: "retry-media-clicked" }),
    setName(typed) {
      name.value = typed.slice(0, MAX_NAME_CHARS);
      adapter.savePreferences({ name: name.value });
      if (inRoom(state.value.call)) conversation.introduce();
    },
    setRelayOnly(on) {
      relayOnly.value = on;
      adapter.savePreferences({ relayOnly: on });
      dispatch({ type: "wishes-changed" });
    },
    setSounds(on) {
      sounds.value = on;
      adapter.savePreferences({ sounds: on });
    },
    hideLink: () => adapter.hideLink(link.value?.fragment ?? ""),
    compared(same) {
      if (!same) return dispatch({ type: "mismatch-found" });
      verified.value = conversation.proof.value.fingerprint;
      remember();
    },
    [Symbol.dispose]() {
      remember();
      dispatch({ type: "page-gone" });
      waking?.[Symbol.dispose]();
      following?.();
      waking = following = null;
    },
  };
}
