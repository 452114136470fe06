/**
 * Calls that are not: a model that was never started, with what a state shows
 * put in its place. Whatever else the model can do is there, and rests.
 *
 * @module
 */
import { computed, signal } from "@preact/signals";
import { browserAdapter } from "../call/browser.ts";
import type { ChatLog } from "../call/messages/chat.ts";
import type { Remote } from "../call/acquaintance.ts";
import type { FilesModel } from "../call/file_sharing.ts";
import type { GesturesModel } from "../call/topics/gesturing.ts";
import { type DeviceKind, NO_MEDIA } from "../call/media/media_snapshot.ts";
import { type CallModel, createCall } from "../call/model.ts";
import { NO_SCREEN } from "../call/media/screen_snapshot.ts";
import { EMOJI } from "../sealing/emoji.ts";
import { MADE_FILES } from "./files.ts";
import { cameraOf, photograph, screenOf } from "./painter.ts";
import { NORA, SAM } from "./portrait.ts";
import type { Made } from "./states.ts";

/** The room of every picture. */
export const ROOM = "brave-otter-4172";
const DEVICES = ([
  ["videoinput", "Built-in camera"],
  ["audioinput", "Built-in microphone"],
  ["audiooutput", "Speakers"],
] as const).map(([kind, label]) => ({ id: kind, label, kind, facing: null }));
const AT_MS = Date.UTC(2026, 2, 20, 18, 30);

/** Makes the model of a call in that state. */
export function madeCall(made: Made): CallModel {
  const { phase = "connected", problems = {}, off = [] } = made;
  const call = createCall(browserAdapter(ROOM));
  const capture = (kind: DeviceKind, make: () => MediaStreamTrack | null) => {
    const problem = problems[kind] ?? null;
    const on = !off.includes(kind);
    const track = on && problem === null && !made.asking ? make() : null;
    return { ...NO_MEDIA[kind], on, problem, track };
  };
  const media = {
    ...NO_MEDIA,
    devices: DEVICES,
    requesting: made.asking ?? false,
    camera: capture("camera", () => cameraOf(NORA)),
    microphone: capture("microphone", silence),
  };
  const there = phase === "connected" || phase === "reconnecting";
  const remote: Remote = {
    ...call.remote.value,
    ...(there ? { name: "Sam" } : {}),
    ...made.remote,
    streams: there ? streamsOf(made.remote?.screen ?? false) : null,
  };
  const log: ChatLog = (made.chat ?? []).map(([from, text], index) => ({
    ...{ id: String(index), from, text },
    atMs: made.fresh ? Date.now() : AT_MS + index * 20_000,
    ...{ peer: "sam", delivered: true },
  }));
  return {
    ...call,
    phase: signal(phase),
    signalling: signal(made.signalling ?? "open"),
    failure: signal(made.failure ?? null),
    turnedAway: signal(made.turnedAway ?? null),
    media: signal(media),
    level: signal(0.4),
    speaking: signal(made.speaking ?? false),
    screen: signal({ ...NO_SCREEN, problem: made.screen ?? null }),
    name: signal("Nora"),
    remote: signal(remote),
    link: signal({
      source: made.named
        ? { kind: "named", name: ROOM }
        : { kind: "private", secret: new Uint8Array(16) },
      fragment: made.named ? "" : "1.qv4Z0n2mS8kYw1dJ3uRfHA",
      mangled: false,
    }),
    proof: signal({
      pictures: ["fox", "lemon", "sailboat", "owl", "snail", "guitar", "moon"]
        .flatMap((wanted) => EMOJI.filter(({ name }) => name === wanted))
        .slice(0, 4),
      fingerprint: "made",
      transcript: "made",
      isProven: made.verified ?? false,
    }),
    verified: signal(made.verified ?? false),
    meeting: computed(() => ({
      ...call.meeting.value,
      name: remote.name || (made.parted ? "Sam" : ""),
      parted: made.parted ?? false,
      talkedMs: 12 * 60_000,
    })),
    chat: { ...call.chat, log: signal(log) },
    files: filesOf(made, call.files),
    gestures: gesturesOf(made, call.gestures),
    admission: {
      ...call.admission,
      unreached: call.admission.unreached,
      presence: signal(
        made.there === undefined ? null : { names: made.there, locked: false },
      ),
      asksFirst: signal(made.asksFirst ?? false),
      locked: signal(made.locked ?? false),
      knocker: signal(
        made.knocker === undefined ? null : { name: made.knocker },
      ),
    },
  };
}

/** A microphone in a quiet room. */
function silence(): MediaStreamTrack | null {
  const { stream } = new AudioContext().createMediaStreamDestination();
  return stream.getAudioTracks()[0] ?? null;
}

function streamsOf(sharing: boolean): NonNullable<Remote["streams"]> {
  const screen = new MediaStream(sharing ? [screenOf()] : []);
  return { main: new MediaStream([cameraOf(SAM)]), screen };
}

/** Files in the chat; those that are here are all the same picture. */
function filesOf({ files }: Made, model: FilesModel): FilesModel {
  const made = files === undefined ? [] : MADE_FILES[files];
  const lines = made.map((file, index) => ({
    ...{ ...file, id: String(index), held: file.held ?? null },
    ...{ offerId: String(index), peer: "sam", atMs: AT_MS + index * 60_000 },
  }));
  return {
    lines: signal(lines),
    stuck: model.stuck,
    offer: model.offer,
    transfers: async () => ({
      ...await model.transfers(),
      blob: ({ name }) =>
        name.endsWith(".jpg") ? photograph(SAM) : Promise.resolve(new Blob()),
    }),
  };
}

function gesturesOf(
  { hands = [], reactions = [] }: Made,
  model: GesturesModel,
): GesturesModel {
  const inTheAir = reactions.map(([from, reaction], id) => ({
    ...{ id, from, reaction },
  }));
  return {
    ...model,
    ownHand: signal(hands.includes("self")),
    theirHand: signal(hands.includes("peer")),
    reactions: signal(inTheAir),
  };
}
