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
import type { Proof, Remote } from "./acquaintance.ts";
import type { CallAdapter } from "./adapter.ts";
import type { AdmissionModel } from "./admission.ts";
import type { ChoicesModel } from "./choices.ts";
import { endingOnError, withFallbacks } from "./fallbacks.ts";
import type { FilesModel } from "./file_sharing.ts";
import type { CallLink } from "./link/call_link.ts";
import { followed, type Meeting } from "./machine/meeting.ts";
import {
  type CallPhase,
  type FailureReason,
  inRoom,
  isOver,
  type SignallingPhase,
  type TurnedAway,
} from "./machine/state.ts";
import type { OwnMediaModel } from "./own_media.ts";
import { createParts, type Parts } from "./parts.ts";
import type { Preferences } from "./storage/preferences.ts";
import type { ChatModel } from "./topics/chatting.ts";
import type { GesturesModel } from "./topics/gesturing.ts";

/** What the islands read and do. */
export interface CallModel extends OwnMediaModel, ChoicesModel {
  readonly phase: ReadonlySignal<CallPhase>;
  readonly signalling: ReadonlySignal<SignallingPhase>;
  readonly failure: ReadonlySignal<FailureReason | null>;
  /** While one waits: why somebody who came was not taken for a caller. */
  readonly turnedAway: ReadonlySignal<TurnedAway | null>;
  readonly remote: ReadonlySignal<Remote>;
  readonly chat: ChatModel;
  readonly gestures: GesturesModel;
  /** Who is there, who may come in, and whether anybody may. */
  readonly admission: AdmissionModel;
  /** How long the two have been together, and who has left. */
  readonly meeting: ReadonlySignal<Meeting>;
  readonly files: FilesModel;
  /** How this call is opened; `null` until that is known. */
  readonly link: ReadonlySignal<CallLink | null>;
  readonly proof: ReadonlySignal<Proof>;
  /**
   * Whether the person has compared the pictures with this other person's: in
   * this session, or in one whose pair secret the other page has proven.
   */
  readonly verified: ReadonlySignal<boolean>;

  /** Looks whether calls are possible, and asks for devices; goes on with the call that this tab was in. */
  start(): void;
  join(): void;
  /** Joins to watch and listen, and asks for no device; either can be switched on later. */
  joinToListen(): void;
  leave(): void;
  rejoin(): void;
  retryMedia(): void;
  /** Takes the secret out of the address bar. */
  hideLink(): void;
  /** The person has compared: the pictures are the same, or they are not. */
  compared(same: boolean): void;
  /** The page goes: lets go of everything, and keeps the seat for its reload. */
  [Symbol.dispose](): void;
}

/** Makes the model of a call in the room that the adapter knows. */
export function createCall(outside: CallAdapter): CallModel {
  const adapter = withFallbacks(outside);
  const parts = createParts(adapter);
  const { state, dispatch, own, choices, visit, verified } = parts;
  const { remote, proof } = parts.conversation;
  const link = signal<CallLink | null>(null);
  /** What goes on from the start until the page goes. */
  let watching: Disposable | null = null;
  let clearing: Disposable | null = null;
  let gone = false;
  const fail = endingOnError(dispatch);
  const join = () => dispatch({ type: "join-clicked" });

  async function open(): Promise<void> {
    takeUp(parts, adapter.loadPreferences());
    const found = await adapter.prepare();
    if (gone) return;
    if (typeof found === "string") {
      return dispatch({ type: "found-unable", reason: found });
    }
    link.value = found;
    watching ??= watch(parts, adapter);
    clearing ??= clearWhenOver(parts, adapter);
    await begin(parts);
  }

  return {
    ...own.model,
    ...choices.model,
    admission: parts.admission,
    chat: parts.chat,
    files: parts.files,
    gestures: parts.gestures,
    link,
    meeting: parts.meeting,
    proof,
    remote,
    phase: computed(() => state.value.call),
    signalling: computed(() => state.value.signalling),
    failure: computed(() => state.value.failure),
    turnedAway: computed(() => state.value.turnedAway),
    verified: computed(() =>
      verified.value !== null && proof.value.isProven &&
      verified.value === proof.value.fingerprint
    ),
    start: () => void open().catch(fail),
    join,
    joinToListen() {
      try {
        own.decline();
        join();
      } catch (error) {
        // Not with devices that the person did not want.
        fail(error);
      }
    },
    leave: () => dispatch({ type: "leave-clicked" }),
    rejoin: () => dispatch({ type: "rejoin-clicked" }),
    retryMedia: () => dispatch({ type: "retry-media-clicked" }),
    hideLink: () => adapter.hideLink(link.value?.fragment ?? ""),
    compared(same) {
      if (!same) return dispatch({ type: "mismatch-found" });
      verified.value = proof.value.fingerprint;
      parts.conversation.prove();
      visit.remember();
    },
    [Symbol.dispose]() {
      gone = true;
      visit.remember();
      // The call is over for this page only: its reload needs what is kept.
      clearing?.[Symbol.dispose]();
      clearing = null;
      dispatch({ type: "page-gone" });
      watching?.[Symbol.dispose]();
      watching = null;
    },
  };
}

/** What the person has chosen on another visit holds again. */
function takeUp(
  { choices, admission, own }: Parts,
  chosen: Preferences,
): void {
  choices.restore(chosen);
  admission.choose(chosen.asksFirst);
  own.restore(chosen);
}

/** Goes on with the call that this tab was in, or opens the lobby. */
async function begin({ visit, dispatch, files }: Parts): Promise<void> {
  const resumed = await visit.resume();
  switch (resumed.type) {
    case "nothing":
      return dispatch({ type: "opened" });
    case "elsewhere":
      return dispatch({ type: "found-elsewhere" });
    case "ours":
      dispatch({ type: "reopened" });
      // A file that was under way goes on as soon as the two are connected.
      if (resumed.files) files.transfers().catch(() => {});
  }
}

/** Notes who comes and goes, and when the page may have missed something. */
function watch(parts: Parts, adapter: CallAdapter): Disposable {
  const { state, conversation, own, meeting, dispatch, visit } = parts;
  const follow = effect(() => {
    const phase = state.value.call;
    const { name } = conversation.remote.value;
    const nowMs = adapter.clock.now();
    untracked(() => own.attend(inRoom(phase)));
    meeting.value = followed(meeting.peek(), phase, name, nowMs);
  });
  const waking = adapter.watchWaking(() => dispatch({ type: "woke" }));
  const hiding = adapter.watchHiding(() => visit.remember());
  return {
    [Symbol.dispose]() {
      waking[Symbol.dispose]();
      hiding[Symbol.dispose]();
      follow();
    },
  };
}

/** Once the call is over, the tab keeps nothing of what it said, nor its secret. */
function clearWhenOver(
  { state, chat }: Parts,
  adapter: CallAdapter,
): Disposable {
  const end = effect(() => {
    if (!isOver(state.value.call)) return;
    untracked(() => chat.letGo());
    adapter.forgetLink();
  });
  return { [Symbol.dispose]: end };
}
