/**
 * The sealed way through the server with the real ports, the connection to the
 * other page, a look into the room, and the chat: what joining takes, loaded apart
 * from the lobby.
 *
 * @module
 */
import { systemClock } from "../signalling/clock.ts";
import { type Bytes, encodeBase64Url } from "../sealing/bytes.ts";
import { sameWishes, type Wishes } from "../sealing/wishes.ts";
import { newIdentity } from "../sealing/identity.ts";
import type { RoomKeys } from "../sealing/key_schedule.ts";
import {
  type SealedHandlers,
  SealedSignalling,
} from "./signalling/sealed_signalling.ts";
import type { SealingKeys } from "./signalling/peer_session.ts";
import { plainAnswer } from "./check/server_question.ts";
import {
  SignallingClient,
  type SignallingHandlers,
} from "./signalling/signalling_client.ts";
import { Look, type LookOutcome } from "./signalling/look.ts";
import { signallingSocket } from "./signalling/signalling_socket.ts";

export { ScreenShare } from "./media/screen.ts";
export { Peer } from "./peer/peer.ts";
export { ChatStore } from "./storage/chat_store.ts";
export { createChatting } from "./topics/chatting.ts";

/** A server that takes longer to answer is not back, in milliseconds. */
const REACHABLE_WITHIN_MS = 2_000;

async function reachable(): Promise<boolean> {
  const answer = await plainAnswer(AbortSignal.timeout(REACHABLE_WITHIN_MS));
  return answer?.ok ?? false;
}

/** Hands over a socket to the room that is open already, if there is one. */
export type OpenSocket = () => WebSocket | null;

/** A look into the room with these keys. */
export function startLook(
  room: RoomKeys,
  onSeen: (seen: LookOutcome) => void,
): Look {
  return new Look(room, onSeen, {
    clock: systemClock,
    random: Math.random,
    reachable,
  });
}

function connectClient(
  openSocket: OpenSocket,
  handlers: SignallingHandlers,
): SignallingClient {
  const ports = {
    connect: (key: string) => openSocket() ?? signallingSocket(key),
    clock: systemClock,
    random: Math.random,
    page: encodeBase64Url(crypto.getRandomValues(new Uint8Array(12))),
    reachable,
  };
  return new SignallingClient(ports, handlers);
}

/** What an identity is made for. */
export interface Wanted {
  /** Of our DTLS certificate. */
  readonly fingerprint: Bytes;
  readonly wishes: Wishes;
}

/** The way into the room with these keys, with an identity that is made at once. */
export function browserSignalling(
  room: RoomKeys,
  { fingerprint, wishes }: Wanted,
  openSocket: OpenSocket,
  handlers: SealedHandlers,
): SealedSignalling {
  async function makeKeys(wishes: Wishes): Promise<SealingKeys> {
    const identity = await newIdentity(fingerprint, wishes);
    return { identity, room, hello: await identity.sealHello(room) };
  }

  /** For the first time that the person joins: at hand when they click. */
  let fresh: SealingKeys | Promise<SealingKeys> | null = makeKeys(wishes);
  fresh.then((keys) => fresh &&= keys, () => {
    // Joining fails as this has.
  });

  function newKeys(now: Wishes): SealingKeys | Promise<SealingKeys> {
    const keys = sameWishes(wishes, now) ? fresh : null;
    fresh = null;
    return keys ?? makeKeys(now);
  }

  const connect = (handlers: SignallingHandlers) =>
    connectClient(openSocket, handlers);
  return new SealedSignalling(newKeys, connect, handlers);
}
