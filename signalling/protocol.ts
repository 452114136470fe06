/**
 * `duet.v1`: what page and server say to each other over the signalling
 * WebSocket. JSON, one message a text frame, parsed on both sides by the
 * schemas below and nowhere else.
 *
 * Delivery of `signal` is at least once and in order: a sender numbers what it
 * says to one peer from 1, keeps it until the peer's `ack` covers it, and says
 * it again after a break; a receiver drops what it has seen. The numbers live
 * as long as both peer ids do, and both pages.
 *
 * @module
 */
import * as v from "valibot";

/** The WebSocket subprotocol; another version is another name. */
export const SUBPROTOCOL = "duet.v1";

/** No message from a page is larger than this, in bytes of UTF-8. */
export const MAX_MESSAGE_BYTES = 16 * 1024;

/** No message from the server is: what a page parked, and what is around it. */
export const MAX_SERVER_MESSAGE_BYTES = 24 * 1024;

/** Largest `data`, in characters; leaves room for the envelope around it. */
export const MAX_DATA_CHARS = 15 * 1024;

/** The server tells no higher epoch, and takes none. */
export const MAX_EPOCH = 1e9;

/** The first message must be `join`, and must come within this time. */
export const JOIN_TIMEOUT_MS = 5_000;

/** A page pings at least and at most this often, in milliseconds. */
export const PING_INTERVAL_MS = { min: 1_000, max: 60_000 } as const;

/** No page waits longer for a server that goes away, in milliseconds. */
export const MAX_DRAIN_MS = 60_000;

/** The addresses in all of `ice` together. */
export const MAX_ICE_URLS = 16;

/** Why the server closed the socket. 1000–1012 are RFC 6455's. */
export const CloseCode = {
  /** The person left; the seat is free. */
  normal: 1000,
  /** A frame over {@linkcode MAX_MESSAGE_BYTES}, or a receiver too slow to drain its queue. */
  tooBig: 1009,
  /** The server failed; come back as after {@linkcode CloseCode.drain}. */
  broken: 1011,
  /** The server is going away; come back, the seat can be rebuilt. */
  drain: 1012,
  /** Both seats are taken. */
  full: 4003,
  /** Not a message of this protocol, or one out of order. */
  badMessage: 4400,
  /** The token does not open this room. */
  refused: 4403,
  /** The two who are, or were, in the room have locked it. */
  locked: 4423,
  /** Nothing was heard for the heartbeat's time-out. */
  heartbeat: 4408,
  /** The same person took this seat over with a newer socket, from another page. */
  replaced: 4409,
  /**
   * The same page joined over another socket. It may have been the older one,
   * whose `join` was late: a page that still uses this one comes back.
   */
  superseded: 4410,
  /** Too many messages, sockets or joins. */
  rate: 4429,
} as const;

/** Reasons of an `error` message. */
export const ERROR_CODES = [
  "bad-message",
  "too-big",
  "expected-join",
  "already-joined",
  "join-timeout",
  "bad-token",
  "full",
  "locked",
  "rate",
  "no-peer",
] as const;
/** One of {@linkcode ERROR_CODES}. */
export type ErrorCode = typeof ERROR_CODES[number];

/** SHA-256 in base64url without padding: a room's key, and a join token. */
export const Base64Url256: v.GenericSchema<string, string> = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9_-]{43}$/),
);

const Counter = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const Ordinal = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
/**
 * A time to wait. Pages hand it to timers, which would take what is over 2³¹ for
 * nothing at all, so that it is cut to its bounds instead of being refused.
 */
function millis(minMs: number, maxMs: number) {
  return v.pipe(
    v.number(),
    v.transform((ms) => Math.min(Math.max(ms, minMs), maxMs)),
  );
}
const Id = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{11,43}$/));
const Data = v.pipe(v.string(), v.maxLength(MAX_DATA_CHARS));
/** What lookers get to see of a person; opaque to the server. */
const Card = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,256}$/));
const Seat = v.picklist([0, 1]);

const Join = v.strictObject({
  type: v.literal("join"),
  /** Base64url of 32 bytes whose SHA-256 is the key in the URL. */
  token: Base64Url256,
  /** Takes an own seat over again: after a lost socket or a reload. */
  resume: v.optional(v.strictObject({
    seat: Seat,
    secret: Id,
    /** The highest `seq` of the peer that this side has handled. */
    received: Counter,
    /**
     * The last epoch this side was told: a server that has forgotten the seat
     * counts on from there, within bounds.
     */
    epoch: v.optional(v.pipe(Ordinal, v.maxValue(MAX_EPOCH))),
  })),
  /** Parked for the peer: handed over in its `joined`, or in a `peer` message. */
  data: v.optional(Data),
  /**
   * Names the page that speaks. A reload is the same person on another page,
   * with whom the numbers of `signal` begin anew.
   */
  page: v.optional(Id),
  /**
   * The room was locked when this page last heard of it. To a server that has
   * forgotten the room: lock it again, and let in `with`, who was there too.
   */
  locked: v.optional(v.strictObject({ with: v.optional(Id) })),
});

/**
 * Instead of `join`, or before it: who is there? Takes no seat; `present` comes
 * at once, and with every change. Nothing else may follow but one `join`, and
 * that only where `present` tells `mayJoin`.
 */
const Look = v.strictObject({
  type: v.literal("look"),
  token: Base64Url256,
});

/**
 * Shows this card to lookers from now on. Not known to every server: said once
 * `joined` has told `locked`. Whoever has said it is told `lock`.
 */
const ShowCard = v.strictObject({ type: v.literal("card"), card: Card });

/** From a page: locks or unlocks the room. From the server: it is so now. */
const Lock = v.strictObject({ type: v.literal("lock"), locked: v.boolean() });

const Signal = v.strictObject({
  type: v.literal("signal"),
  /**
   * The peer it is meant for. Whoever has taken their seat meanwhile does not
   * get it: it would be mistaken for the first words of a new conversation.
   */
  to: v.optional(Id),
  /**
   * The page of that peer. A reload of it does not get what was meant for the
   * page before: it would count as the first message to the new one. Sent once
   * `joined` has told `pages`.
   */
  page: v.optional(Id),
  seq: Ordinal,
  /** The highest `seq` of the peer that the sender has handled. */
  ack: Counter,
  /** Opaque to the server. */
  data: Data,
});

/**
 * From a page: frees the seat of the peer, whose socket is lost and whose
 * connection to this page too. Of one who has come back in between, it frees
 * nothing: theirs is another epoch.
 */
const Release = v.strictObject({
  type: v.literal("release"),
  peer: Id,
  epoch: Ordinal,
});

const Leave = v.strictObject({ type: v.literal("leave") });
const Ping = v.strictObject({ type: v.literal("ping") });
const Pong = v.strictObject({ type: v.literal("pong") });

/** What a page may say. Unknown types and unknown fields are errors. */
export const ClientMessage = v.variant("type", [
  Join,
  Look,
  Signal,
  ShowCard,
  Lock,
  Release,
  Leave,
  Ping,
  Pong,
]);
/** What a page may say. */
export type ClientMessage = v.InferOutput<typeof ClientMessage>;
/** The first message of a socket, or the second of one that has looked. */
export type Join = v.InferOutput<typeof Join>;
/** The first message of a socket that takes no seat. */
export type Look = v.InferOutput<typeof Look>;
/** Gives up a peer who is away. */
export type Release = v.InferOutput<typeof Release>;
/** One message from peer to peer. */
export type Signal = v.InferOutput<typeof Signal>;

const IceWord = v.pipe(v.string(), v.maxLength(1024));
const IceServer = v.object({
  urls: v.array(v.pipe(
    v.string(),
    v.maxLength(256),
    v.regex(/^(?:stun|turn)s?:/),
  )),
  username: v.optional(IceWord),
  credential: v.optional(IceWord),
});
const IceServers = v.pipe(
  v.array(IceServer),
  v.maxLength(MAX_ICE_URLS),
  v.check((servers) =>
    servers.flatMap(({ urls }) => urls).length <= MAX_ICE_URLS
  ),
);
/** The parts of webrtc-pc's `RTCIceServer` that Duet hands out. */
export type IceServer = v.InferOutput<typeof IceServer>;

const peerFields = {
  /** New for each person who takes the seat; the same after a resume. */
  id: Id,
  /** Counts the sockets that this seat has had; a higher one replaces. */
  epoch: Ordinal,
  /** The highest `seq` from the receiver of this message that the peer has handled. */
  received: Counter,
  /** What the peer parked when it joined. */
  data: v.optional(Data),
  /** The page that it joined with. */
  page: v.optional(Id),
};

const Joined = v.object({
  type: v.literal("joined"),
  self: Id,
  seat: Seat,
  epoch: Ordinal,
  /** Secret with which this page, or its reload, takes the seat over. */
  resume: Id,
  peer: v.nullable(v.object({
    ...peerFields,
    state: v.picklist(["here", "reconnecting"]),
  })),
  ice: IceServers,
  /**
   * Whether nobody else is let in. A server that tells it knows `look`, `card`
   * and `lock`.
   */
  locked: v.optional(v.boolean()),
  /** Whether the server knows `page` in `signal`; an older one says nothing. */
  pages: v.optional(v.boolean()),
  /** The same for `release`. */
  releases: v.optional(v.boolean()),
  heartbeat: v.object({
    /** Ping at least this often. */
    intervalMs: millis(PING_INTERVAL_MS.min, PING_INTERVAL_MS.max),
    /** The server closes with 4408 after this long without a message. */
    timeoutMs: millis(PING_INTERVAL_MS.min, 86_400_000),
  }),
});

const Peer = v.object({
  type: v.literal("peer"),
  ...peerFields,
  /** `reconnecting`: its socket is lost and its seat is held. `gone` is final. */
  state: v.picklist(["here", "reconnecting", "gone"]),
  /** Present when TURN credentials are due: the first time, or again. */
  ice: v.optional(IceServers),
});

const Present = v.object({
  type: v.literal("present"),
  /** Everybody with a seat; who has shown no card has an older page. */
  people: v.pipe(
    v.array(v.object({ card: v.optional(Card) })),
    v.maxLength(2),
  ),
  /** Whether nobody else is let in. */
  locked: v.boolean(),
  /** Whether `join` may be said over this socket; an older server says nothing. */
  mayJoin: v.optional(v.boolean()),
});

const Drain = v.object({
  type: v.literal("drain"),
  /** Open the next socket after this long, so that not all come at once. */
  afterMs: millis(0, MAX_DRAIN_MS),
});

const ErrorMessage = v.object({
  type: v.literal("error"),
  code: v.picklist(ERROR_CODES),
  /** Whether the server closes the socket next. */
  fatal: v.boolean(),
});

/** What the server may say. Unknown fields are ignored, so that it may be newer than the page. */
export const ServerMessage = v.variant("type", [
  Joined,
  Peer,
  Present,
  v.object(Signal.entries),
  v.object(Lock.entries),
  v.object(Ping.entries),
  v.object(Pong.entries),
  Drain,
  ErrorMessage,
]);
/** What the server may say. */
export type ServerMessage = v.InferOutput<typeof ServerMessage>;
/** The answer to `join`. */
export type Joined = v.InferOutput<typeof Joined>;
/**
 * News of the other seat. Can come again without news but with new `ice`,
 * before credentials expire.
 */
export type Peer = v.InferOutput<typeof Peer>;

/** The answer to `look`. */
export type Present = v.InferOutput<typeof Present>;

/** A parsed message, or why there is none. */
export type Parsed<T> =
  | { ok: true; message: T }
  | { ok: false; reason: "bad-message" | "too-big" };

function parse<T>(
  schema: v.GenericSchema<unknown, T>,
  frame: unknown,
  maxBytes: number,
): Parsed<T> {
  if (typeof frame !== "string") return { ok: false, reason: "bad-message" };
  // A UTF-8 encoding has at least as many bytes as UTF-16 has code units.
  if (
    frame.length > maxBytes ||
    (frame.length * 3 > maxBytes &&
      new TextEncoder().encode(frame).length > maxBytes)
  ) return { ok: false, reason: "too-big" };
  let json: unknown;
  try {
    json = JSON.parse(frame);
  } catch {
    return { ok: false, reason: "bad-message" };
  }
  // A message has room for thousands of faults, and listing them takes long.
  const result = v.safeParse(schema, json, { abortEarly: true });
  return result.success
    ? { ok: true, message: result.output }
    : { ok: false, reason: "bad-message" };
}

/** Parses one frame from a page; never throws. */
export function parseClientMessage(frame: unknown): Parsed<ClientMessage> {
  return parse(ClientMessage, frame, MAX_MESSAGE_BYTES);
}

/** Parses one frame from the server; never throws. */
export function parseServerMessage(frame: unknown): Parsed<ServerMessage> {
  return parse(ServerMessage, frame, MAX_SERVER_MESSAGE_BYTES);
}
