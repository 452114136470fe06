import {
  SealedSignalling,
  type SignallingPort,
} from "../../call/signalling/sealed_signalling.ts";
import type { PeerMessage } from "../../call/messages/peer_message.ts";
import type { SignallingHandlers } from "../../call/signalling/signalling_client.ts";
import type { Wishes } from "../../sealing/wishes.ts";
import { newIdentity } from "../../sealing/identity.ts";
import { deriveRoomKeys, type RoomSource } from "../../sealing/key_schedule.ts";
import type { Bytes } from "../../sealing/bytes.ts";

const NO_WISHES: Wishes = { relayOnly: false, asksFirst: false };

/** A page that signals sealed; its server is the test. */
export interface SealedPage {
  readonly signalling: SealedSignalling;
  readonly fingerprint: Bytes;
  /** What has been reported, as words. */
  readonly events: string[];
  readonly messages: PeerMessage[];
  /** Whether it may hear so many characters more. */
  mayHear(chars: number): boolean;
  /** The latest pictures, by name. */
  pictures: string;
  /** What it parked, and what it has sent, as the server sees them. */
  parked: string;
  /** What lookers would get. */
  card: string;
  readonly locks: boolean[];
  /** Whether the page that was met last asks first. */
  asksFirst: boolean;
  /** Pair secrets of earlier calls, by certificate. */
  readonly secrets: Map<string, readonly string[]>;
  readonly sent: string[];
  /** What the server tells it. */
  readonly server: SignallingHandlers;
  /** Resolves when everything so far has been handled. */
  settle(): Promise<void>;
}

/** Opens a page at a room; the one called later has another id and other keys. */
export async function openPage(
  source: RoomSource,
  wishes: Partial<Wishes> = {},
  fingerprint: Bytes = crypto.getRandomValues(new Uint8Array(32)),
): Promise<SealedPage> {
  const wished = { ...NO_WISHES, ...wishes };
  const room = await deriveRoomKeys(source);
  let server: SignallingHandlers | undefined;
  const events: string[] = [];
  const messages: PeerMessage[] = [];
  const sent: string[] = [];
  const connect = (handlers: SignallingHandlers): SignallingPort => {
    server = handlers;
    return {
      open: (_access, parked) => void (page.parked = parked),
      send: (data) => sent.push(data) > 0,
      show: (card) => void (page.card = card),
      lock: (locked) => void page.locks.push(locked),
      release: () => {},
      probe: () => {},
      close: () => {},
    };
  };
  const signalling = new SealedSignalling(
    async (wishes) => {
      const identity = await newIdentity(fingerprint, wishes);
      return { identity, room, hello: await identity.sealHello(room) };
    },
    connect,
    {
      onPhase: (phase) => events.push(phase),
      onIceServers: () => {},
      onClaim: () => {},
      onJoined(_self, peer) {
        page.asksFirst = peer?.asksFirst ?? false;
        const away = peer?.here === false ? " away" : "";
        events.push(`joined ${peer?.id ?? "nobody"}${away}`);
      },
      onPeerHere(_self, { id, asksFirst }) {
        page.asksFirst = asksFirst;
        events.push(`here ${id}`);
      },
      onPeerAway: () => events.push("away"),
      onPeerGone: () => events.push("gone"),
      onLocked: (locked) => events.push(`locked ${locked}`),
      onRefused: (reason) => events.push(`refused ${reason}`),
      mayHear: (chars) => page.mayHear(chars),
      onMessage: (message) => messages.push(message),
      pairSecrets: (fingerprint) => page.secrets.get(fingerprint) ?? [],
      onPaired: () => events.push("paired"),
      onStranger: (reason) => events.push(`stranger ${reason}`),
      onPeerUnproven: () => events.push("peer unproven"),
      onIdentitySpent: () => events.push("identity spent"),
      onPictures(pictures) {
        page.pictures = pictures.map(({ name }) => name).join(" ");
      },
    },
  );
  if (server === undefined) throw new Error("connect was not called");
  const page: SealedPage = {
    signalling,
    fingerprint,
    events,
    messages,
    mayHear: () => true,
    pictures: "",
    parked: "",
    card: "",
    asksFirst: false,
    locks: [],
    secrets: new Map(),
    sent,
    server,
    settle: () => signalling.settled(),
  };
  await signalling.open(null, wished, "Ann");
  return page;
}

/** Delivers what `from` has sent and `to` has not had, until both are silent. */
export async function relay(a: SealedPage, b: SealedPage): Promise<void> {
  do {
    await Promise.all([a.settle(), b.settle()]);
    for (const data of a.sent.splice(0)) b.server.onData(data);
    for (const data of b.sent.splice(0)) a.server.onData(data);
    await Promise.all([a.settle(), b.settle()]);
  } while (a.sent.length + b.sent.length > 0);
}

/** The two meet: `a` was first. */
export async function meet(a: SealedPage, b: SealedPage): Promise<void> {
  a.server.onPeerHere("a", { id: "b" }, b.parked);
  b.server.onJoined("b", { id: "a", here: true }, a.parked);
  await relay(a, b);
}
