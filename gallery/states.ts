/** Every state that a person can meet, and how it is made. @module */
import type { Reaction } from "../call/messages/gestures.ts";
import type { DeviceKind, MediaProblem } from "../call/media/media_snapshot.ts";
import type { ScreenProblem } from "../call/media/screen_snapshot.ts";
import type {
  CallPhase,
  FailureReason,
  SignallingPhase,
  TurnedAway,
} from "../call/machine/state.ts";

/** What differs from one call to the next. */
export interface Made {
  readonly phase?: CallPhase;
  readonly signalling?: SignallingPhase;
  readonly failure?: FailureReason;
  readonly turnedAway?: TurnedAway;
  /** What keeps a device from working. */
  readonly problems?: Partial<Record<DeviceKind, MediaProblem>>;
  /** Devices that are switched off. */
  readonly off?: readonly DeviceKind[];
  readonly asking?: boolean;
  readonly speaking?: boolean;
  readonly screen?: ScreenProblem;
  readonly named?: boolean;
  readonly verified?: boolean;
  readonly parted?: boolean;
  /** What the other person has switched on, and their name. */
  readonly remote?: {
    readonly name?: string;
    readonly camera?: boolean;
    readonly microphone?: boolean;
    readonly screen?: boolean;
  };
  /** Who is there, as the lobby sees it. */
  readonly there?: readonly string[];
  readonly locked?: boolean;
  /** Who would like to join. */
  readonly knocker?: string;
  readonly chat?: readonly (readonly [from: "self" | "peer", text: string])[];
  /** Whether that was said just now. */
  readonly fresh?: boolean;
  /** Which files are in the chat (gallery/files.ts). */
  readonly files?: "offered" | "under-way" | "over";
  /** Who has raised their hand. */
  readonly hands?: readonly ("self" | "peer")[];
  /** What is in the air. */
  readonly reactions?: readonly (readonly ["self" | "peer", Reaction])[];
  /** Whether the first person asks before anyone joins. */
  readonly asksFirst?: boolean;
}

/** A state of the app. */
export interface GalleryState {
  readonly name: string;
  readonly title: string;
  /** Where it is met, for pages that need nothing made. */
  readonly path?: string;
  /** The call behind it. */
  readonly made?: Made;
  /** Names of the buttons to press, one after the other. */
  readonly press?: readonly string[];
  /** Whether nobody moves, so that the controls have stepped back. */
  readonly rests?: boolean;
  /** Whether it is laid out anew at each size, so that each is worth a look. */
  readonly everySize?: boolean;
}

/** Whether the state is on the stage, which is dark in both themes. */
export function isStaged({ made }: GalleryState): boolean {
  return made !== undefined &&
    !["ready", "requesting-media", "ended", "failed"]
      .includes(made.phase ?? "connected");
}

const CHAT = [
  ["self", "Can you see the lamp now?"],
  ["peer", "Yes, much better"],
  ["peer", "Is that the one from the flea market?"],
  ["self", "It is! Three euros."],
] as const;

/** In the order in which they are met. */
export const STATES: readonly GalleryState[] = [
  { name: "landing", title: "Landing", path: "/", everySize: true },
  { name: "lobby", title: "Lobby", made: { phase: "ready" }, everySize: true },
  {
    name: "lobby-devices",
    title: "Lobby with its lists of devices",
    made: { phase: "ready", named: true },
    press: ["Devices"],
  },
  {
    name: "lobby-asking",
    title: "Lobby, while the browser asks",
    made: { phase: "requesting-media", asking: true },
  },
  {
    name: "lobby-there",
    title: "Lobby, with somebody in the room",
    made: { phase: "ready", there: ["Sam"] },
  },
  {
    name: "lobby-no-camera",
    title: "Lobby without a camera, denied the microphone",
    made: {
      phase: "ready",
      problems: { camera: "missing", microphone: "denied" },
    },
  },
  {
    name: "waiting",
    title: "Waiting",
    made: { phase: "waiting" },
    everySize: true,
  },
  {
    name: "waiting-no-camera",
    title: "Waiting with the camera off",
    made: { phase: "waiting", off: ["camera"] },
  },
  {
    name: "waiting-turned-away",
    title: "Waiting, after somebody was turned away",
    made: { phase: "waiting", turnedAway: "unproven" },
    everySize: true,
  },
  {
    name: "waiting-asking",
    title: "Waiting, to be asked before anyone joins",
    made: { phase: "waiting", asksFirst: true },
    everySize: true,
  },
  {
    name: "qr-code",
    title: "The link as a QR code",
    made: { phase: "waiting" },
    press: ["QR code"],
  },
  {
    name: "parted",
    title: "They have left",
    made: { phase: "waiting", parted: true },
  },
  {
    name: "door",
    title: "Somebody would like to join",
    made: { phase: "waiting", knocker: "Sam" },
    everySize: true,
  },
  {
    name: "knocking",
    title: "Waiting to be let in",
    made: { phase: "knocking", remote: { name: "Sam" } },
  },
  {
    name: "queued",
    title: "Waiting for a place that is kept",
    made: { phase: "joining", signalling: "queued" },
  },
  { name: "connecting", title: "Connecting", made: { phase: "connecting" } },
  { name: "call", title: "Two videos", made: {}, everySize: true },
  {
    name: "rest",
    title: "Nobody moves",
    made: {},
    rests: true,
  },
  {
    name: "camera-off",
    title: "Their camera is off, and they are muted",
    made: { remote: { camera: false, microphone: false } },
  },
  {
    name: "self-off",
    title: "Both devices off",
    made: { off: ["camera", "microphone"] },
  },
  {
    name: "long-name",
    title: "A long name",
    made: {
      remote: {
        name: "Maximiliane Freifrau von und zu Hohenstein-Wolkenburg",
        microphone: false,
      },
    },
  },
  {
    name: "rtl-name",
    title: "A name from right to left",
    made: { remote: { name: "נועה לוי" } },
  },
  {
    name: "screen",
    title: "Screen share",
    made: { remote: { screen: true } },
    everySize: true,
  },
  { name: "more", title: "Menu", made: {}, press: ["More"] },
  {
    name: "shortcuts",
    title: "Keyboard shortcuts",
    made: {},
    press: ["More", "Keyboard shortcuts"],
  },
  {
    name: "reactions",
    title: "Reactions to choose from",
    made: {},
    press: ["Reactions"],
  },
  {
    name: "reactions-shown",
    title: "Reactions in the air",
    made: { reactions: [["peer", "heart"], ["self", "laughter"]] },
  },
  {
    name: "hand",
    title: "Their hand is raised",
    made: { hands: ["peer"] },
  },
  {
    name: "own-hand",
    title: "One's own hand is raised",
    made: { hands: ["self"] },
  },
  {
    name: "news",
    title: "A message, while the chat is closed",
    made: {
      chat: [
        ["peer", "Are you there?"],
        [
          "peer",
          "I have found the receipt for the lamp, with the name of the shop on it. Shall I send you a picture?",
        ],
      ],
      fresh: true,
    },
    everySize: true,
  },
  {
    name: "news-file",
    title: "A file, while the chat is closed",
    made: { files: "offered" },
  },
  {
    name: "chat",
    title: "Chat",
    made: { chat: CHAT },
    press: ["Chat"],
    everySize: true,
  },
  {
    name: "files",
    title: "Files: received, on its way, offered",
    made: { files: "under-way" },
    press: ["Chat"],
  },
  {
    name: "file-ends",
    title: "Files: delivered, declined, compared, held up, damaged",
    made: { files: "over" },
    press: ["Chat"],
  },
  { name: "settings", title: "Settings", made: {}, press: ["Settings"] },
  {
    name: "compare",
    title: "Comparing pictures",
    made: {},
    press: ["Private link"],
  },
  {
    name: "locked",
    title: "Locked",
    made: { locked: true },
  },
  {
    name: "lock",
    title: "Where it is locked",
    made: { locked: true },
    press: ["Private link"],
  },
  {
    name: "device-trouble",
    title: "The camera was unplugged",
    made: { problems: { camera: "ended" } },
  },
  {
    name: "muted",
    title: "Speaking while muted",
    made: { off: ["microphone"], speaking: true },
  },
  {
    name: "screen-kept-back",
    title: "The system keeps the screen back",
    made: { screen: "denied-by-system" },
  },
  {
    name: "reconnecting",
    title: "Reconnecting",
    made: { phase: "reconnecting", signalling: "backing-off" },
  },
  { name: "ended", title: "Ended", made: { phase: "ended" }, everySize: true },
  {
    name: "ended-files",
    title: "Ended, with files that were not saved",
    made: { phase: "ended", parted: true, chat: CHAT, files: "under-way" },
  },
  { name: "full", title: "Full", made: { phase: "failed", failure: "full" } },
  {
    name: "locked-out",
    title: "Locked, for a third person",
    made: { phase: "failed", failure: "locked" },
  },
  {
    name: "declined",
    title: "Not let in",
    made: { phase: "failed", failure: "declined" },
  },
  {
    name: "wrong-link",
    title: "Wrong link",
    made: { phase: "failed", failure: "link-truncated" },
  },
  {
    name: "in-between",
    title: "Somebody may be in between",
    made: { phase: "failed", failure: "mismatch" },
  },
  {
    name: "unsupported",
    title: "A browser without calls",
    made: { phase: "failed", failure: "unsupported" },
  },
  {
    name: "internal",
    title: "A page that failed",
    made: { phase: "failed", failure: "internal" },
  },
  { name: "error", title: "Error", path: "/gallery/error" },
  { name: "not-found", title: "404", path: "/nothing/here" },
  { name: "check", title: "Connection check", path: "/check" },
];
