/**
 * Somebody who has the link and a program of their own: goes into the room as a
 * page does, and does not wait to be let in.
 *
 * @module
 */
import { readLink } from "../../../call/link/call_link.ts";
import { deflate, inflate } from "../../../sealing/deflate.ts";
import { newIdentity } from "../../../sealing/identity.ts";
import { deriveRoomKeys } from "../../../sealing/key_schedule.ts";
import type { Session } from "../../../sealing/session.ts";
import type { Wishes } from "../../../sealing/wishes.ts";

/** One in the room. */
export interface Uninvited extends AsyncDisposable {
  /** The types of all that was said to them. */
  readonly heard: ReadonlySet<string>;
  say(message: Record<string, unknown>): Promise<void>;
  /** An offer of the connection with this name. */
  offerFrom(connection: string): Promise<void>;
  /** An offer, candidates and wishes, as a page says them that has been let in. */
  sayTooMuch(): Promise<void>;
  /** Gives the seat up. */
  leave(): void;
}

const MAX_CHARS = 64 * 1024;
const ROUTE = { from: "uninvited", to: null, ack: 0 };
const OFFER = [
  "v=0",
  "o=- 1 1 IN IP4 127.0.0.1",
  "s=-",
  "t=0 0",
  "a=group:BUNDLE 0",
  "m=application 9 UDP/DTLS/SCTP webrtc-datachannel",
  "c=IN IP4 0.0.0.0",
  "a=ice-ufrag:abcd",
  "a=ice-pwd:abcdefghijklmnopqrstuvwx",
  `a=fingerprint:sha-256 ${Array(32).fill("01").join(":")}`,
  "a=setup:actpass",
  "a=mid:0",
  "a=sctp-port:5000",
  "",
].join("\r\n");
const CANDIDATE = {
  candidate: "candidate:1 1 udp 2122260223 127.0.0.1 9 typ host",
  sdpMid: "0",
  sdpMLineIndex: 0,
  usernameFragment: "abcd",
};

/** Goes in by a link, to whoever is there, with these wishes in the hello. */
export async function enterUninvited(
  link: URL,
  wishes: Wishes = { relayOnly: false, asksFirst: false },
): Promise<Uninvited> {
  const found = await readLink({
    room: decodeURIComponent(link.pathname.slice("/room/".length)),
    fragment: link.hash.slice(1),
    mangled: false,
  });
  if (typeof found === "string") throw new Error(found);
  const room = await deriveRoomKeys(found.source);
  const identity = await newIdentity(new Uint8Array(32).fill(1), wishes);
  const socket: WebSocket = Reflect.construct(WebSocket, [
    `ws://${link.host}/api/signal/${room.key}`,
    { protocols: ["duet.v1"], headers: { origin: link.origin } },
  ]);
  const tell = (message: unknown) => socket.send(JSON.stringify(message));
  const met = Promise.withResolvers<Session>();
  const closed = Promise.withResolvers<void>();
  const heard = new Set<string>();

  async function meet(hello: string): Promise<void> {
    const opened = await identity.openHello(room, hello);
    if (!opened.ok) throw new Error(opened.reason);
    const made = await identity.openSession(room, opened.hello);
    if (!made.ok) throw new Error(made.reason);
    met.resolve(made.session);
  }

  async function hear(data: string): Promise<void> {
    const text = await (await met.promise).open(data);
    heard.add(JSON.parse(await inflate(text ?? "", MAX_CHARS) ?? "").type);
  }

  socket.onopen = async () => {
    const data = await identity.sealHello(room);
    tell({ type: "join", token: room.token, data });
  };
  socket.onmessage = (event) => {
    const { type, peer, data } = JSON.parse(event.data);
    if (type === "joined") meet(peer.data).catch(met.reject);
    if (type === "signal") hear(data).catch(met.reject);
    if (type === "ping") tell({ type: "pong" });
  };
  socket.onclose = () => closed.resolve();

  let seq = 0;
  const session = await met.promise;
  const say = async (message: Record<string, unknown>) => {
    const data = await session.seal(await deflate(JSON.stringify(message)));
    tell({ type: "signal", seq: ++seq, ack: 0, data });
  };
  return {
    heard,
    say,
    offerFrom(connection) {
      const description = { type: "offer", sdp: OFFER };
      const route = { ...ROUTE, from: connection, seq: 1 };
      return say({ type: "description", ...route, description });
    },
    async sayTooMuch() {
      const description = { type: "offer", sdp: OFFER };
      const candidates = [CANDIDATE];
      await say({ type: "description", ...ROUTE, seq: 1, description });
      await say({ type: "candidates", ...ROUTE, seq: 2, candidates });
      await say({ type: "restart-wanted", heard: 0 });
      await say({ type: "rebuild-wanted", connection: "uninvited" });
      await say({ type: "door", answer: "admitted" });
    },
    leave: () => tell({ type: "leave" }),
    async [Symbol.asyncDispose]() {
      if (socket.readyState <= WebSocket.OPEN) socket.close();
      await closed.promise;
    },
  };
}
