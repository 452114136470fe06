/**
 * What the two pages say to each other, over whichever way is open: sealed
 * through the signalling server, or directly over the data channel. The other
 * person is not trusted: everything is parsed here, with limits, and nowhere else.
 *
 * @module
 */
import * as v from "valibot";
import { MAX_PAIR_SECRETS } from "../../sealing/pair_limit.ts";
import { MAX_CHAT_BYTES } from "./chat.ts";
import { REACTIONS } from "./gestures.ts";
import { cutName, MAX_NAME_CHARS } from "./person_name.ts";
import { isVisible, sanitizeLine, sanitizeText } from "./sanitize_text.ts";

/** Longest session description accepted, in characters. Chromium's has 10,600 and its candidates. */
export const MAX_SDP_CHARS = 20 * 1024;
/** Longest message accepted, in characters. */
export const MAX_MESSAGE_CHARS = 2 * MAX_SDP_CHARS;
/** Most media sections in a description: voice, camera, screen, its sound, data. */
export const MAX_MEDIA_SECTIONS = 5;
/** Most ICE candidates accepted in one message. */
export const MAX_CANDIDATES = 40;

/** The name that somebody gives: one line of whole graphemes; empty if it shows nothing. */
export function personName(claimed: string): string {
  const name = sanitizeLine(cutName(sanitizeLine(claimed)));
  return isVisible(name) ? name : "";
}

const Id = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,43}$/));

/** Names one peer connection of one page; made by its owner. */
export type ConnectionId = string;

const Media = {
  /** Whether the microphone is heard. */
  microphone: v.boolean(),
  /** Whether the camera is on. */
  camera: v.boolean(),
  /** Whether a screen is shared. */
  screen: v.boolean(),
};

const Hello = v.object({
  type: v.literal("hello"),
  /** Names the tab they sit at; the same after a reload. */
  person: Id,
  name: v.pipe(
    v.string(),
    v.maxLength(MAX_NAME_CHARS),
    v.transform(personName),
  ),
  ...Media,
});

const Counter = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** What negotiation needs to survive two ways at once, and breaks of either. */
const Route = {
  from: Id,
  /** The connection it is for; `null` in a first offer, which does not know it yet. */
  to: v.nullable(Id),
  /** Counts what `from` says, from 1; repetitions and gaps are dropped. */
  seq: Counter,
  /** The highest number that `from` has had from `to`. */
  ack: Counter,
};

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

/** RFC 9429 session description, from one connection to another. */
const Description = v.object({
  type: v.literal("description"),
  ...Route,
  description: v.object({
    type: v.picklist(["offer", "answer"]),
    sdp: v.pipe(
      v.string(),
      v.maxLength(MAX_SDP_CHARS),
      v.check((sdp) => count(sdp, /^m=/gm) <= MAX_MEDIA_SECTIONS),
      v.check((sdp) => count(sdp, /^a=candidate:/gm) <= MAX_CANDIDATES),
    ),
  }),
});

const Candidate = v.object({
  candidate: v.pipe(v.string(), v.maxLength(1024)),
  sdpMid: v.nullable(v.pipe(v.string(), v.maxLength(32))),
  sdpMLineIndex: v.nullable(
    v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(8)),
  ),
  usernameFragment: v.nullable(v.pipe(v.string(), v.maxLength(256))),
});

/** Trickled candidates (RFC 8838), batched. */
const Candidates = v.object({
  type: v.literal("candidates"),
  ...Route,
  candidates: v.pipe(v.array(Candidate), v.maxLength(MAX_CANDIDATES)),
});

/** A sign of life, and what has come in: by it a side learns that it is not heard. */
const Beat = v.object({
  type: v.literal("beat"),
  /** Packets of sound received. */
  audio: Counter,
  /** Frames of the camera decoded. */
  video: Counter,
});

/** Asks the side that leads to restart ICE. */
const RestartWanted = v.object({
  type: v.literal("restart-wanted"),
  /**
   * The highest number of theirs that was handled. A leader that has said more
   * since has restarted already: the wish is late.
   */
  heard: Counter,
});

/** Asks the side that leads for another connection. */
const RebuildWanted = v.object({
  type: v.literal("rebuild-wanted"),
  /** Theirs that is of no use any more: the wish is late if they have another. */
  connection: Id,
});

/** What somebody who asks first says to one who comes. */
const Door = v.object({
  type: v.literal("door"),
  /** `asked`: their person is being asked. Until `admitted` nothing else is heard. */
  answer: v.picklist(["asked", "admitted", "declined"]),
});

/** The first message of a session, only ever sealed. */
const Commitment = v.object({
  type: v.literal("commitment"),
  /** Step 1 of the comparison (`sealing/comparison.ts`). */
  commitment: Id,
  /** What proves an earlier call with this page (`sealing/pair.ts`). */
  proofs: v.optional(v.pipe(v.array(Id), v.maxLength(MAX_PAIR_SECRETS)), []),
});

const Chat = v.object({
  type: v.literal("chat"),
  id: Id,
  text: v.pipe(
    v.string(),
    v.maxBytes(MAX_CHAT_BYTES),
    v.transform(sanitizeText),
  ),
});

/** What a page says to the other. */
export const PeerMessage = v.variant("type", [
  Commitment,
  v.object({ type: v.literal("reveal"), nonce: Id }),
  Hello,
  Door,
  Description,
  Candidates,
  Beat,
  Chat,
  v.object({ type: v.literal("chat-received"), id: Id }),
  v.object({ type: v.literal("media"), ...Media }),
  v.object({ type: v.literal("hand"), raised: v.boolean() }),
  v.object({ type: v.literal("reaction"), reaction: v.picklist(REACTIONS) }),
  // Parsed where files are, which is loaded with the first of them.
  v.object({ type: v.literal("file"), word: v.unknown() }),
  RestartWanted,
  RebuildWanted,
  // One share of the next pair secret, over the data channel only.
  v.object({ type: v.literal("pair"), share: Id }),
  // What its receiver said does not fit their hello: nothing more is heard.
  v.object({ type: v.literal("refused") }),
  v.object({ type: v.literal("bye") }),
]);
/** What a page says to the other. */
export type PeerMessage = v.InferOutput<typeof PeerMessage>;
/** Who one is and what is switched on; the first word to a page. */
export type Hello = v.InferOutput<typeof Hello>;
/** What is said at a door. */
export type Door = v.InferOutput<typeof Door>;
/** A session description on its way. */
export type Description = v.InferOutput<typeof Description>;
/** Candidates on their way. */
export type Candidates = v.InferOutput<typeof Candidates>;
/** A sign of life. */
export type Beat = v.InferOutput<typeof Beat>;
/** A wish for a restart. */
export type RestartWanted = v.InferOutput<typeof RestartWanted>;
/** A wish for another connection. */
export type RebuildWanted = v.InferOutput<typeof RebuildWanted>;
/** What negotiation says, before it is numbered. */
export type Negotiated =
  | Omit<Description, "seq" | "ack">
  | Omit<Candidates, "seq" | "ack">;
/** One candidate, as `RTCIceCandidate.toJSON()` gives it. */
export type Candidate = v.InferOutput<typeof Candidate>;

/** A message has room for thousands of faults, and listing them takes long. */
const FIRST_FAULT = { abortEarly: true };

/** Parses what the other page said; `null` for anything that is not a message. Never throws. */
export function parsePeerMessage(text: unknown): PeerMessage | null {
  if (typeof text !== "string" || text.length > MAX_MESSAGE_CHARS) return null;
  try {
    const result = v.safeParse(PeerMessage, JSON.parse(text), FIRST_FAULT);
    return result.success ? result.output : null;
  } catch {
    return null;
  }
}
