/**
 * A server that sits between two people in a named room, whose keys everybody
 * knows: to each it is the other. It runs the real handshake with both, opens
 * what each of them seals, and seals it again.
 *
 * @module
 */
import { compare, decodeBase64Url } from "../../../sealing/bytes.ts";
import { deflate, inflate } from "../../../sealing/deflate.ts";
import type { Hello } from "../../../sealing/hello.ts";
import { type Identity, newIdentity } from "../../../sealing/identity.ts";
import type { RoomKeys } from "../../../sealing/key_schedule.ts";
import type { Session } from "../../../sealing/session.ts";
import type { Meddler, Way } from "./relay_proxy.ts";

/** How far whoever is in between goes. */
export type Ambition =
  /** Leaves the certificates alone, so that the two connect, and reads along. */
  | "reads along"
  /** Claims a certificate of its own. */
  | "claims a certificate"
  /** Claims one, and writes it into the descriptions too. */
  | "rewrites descriptions";

/** What somebody in between has got hold of. */
export interface Loot {
  readonly opened: readonly string[];
}

const MAX_CHARS = 64 * 1024;

/** One page, as whoever is in between knows it. */
interface Victim {
  readonly hello: Hello;
  /** Whom the other page takes for this one. */
  readonly double: Identity;
  /** What this one has committed to in the comparison. */
  commitment: string;
}

/** Sits in the room whose keys these are. */
export class ManInTheMiddle implements Meddler {
  readonly #room: RoomKeys;
  readonly #ambition: Ambition;
  /** Whether it does more than to look on: what is told from then on is a lie. */
  active: boolean;
  /** By the socket's number: the last two are in the room. */
  readonly #victims = new Map<number, Victim>();
  readonly #byHello = new Map<string, Victim>();
  /** What was said in place of what, as it may be said again. */
  readonly #passed = new Map<string, string>();
  readonly #opened: string[] = [];
  #sockets = 0;

  constructor(room: RoomKeys, ambition: Ambition, active = true) {
    this.#room = room;
    this.#ambition = ambition;
    this.active = active;
  }

  get loot(): Loot {
    return { opened: this.#opened };
  }

  meet() {
    const socket = ++this.#sockets;
    return {
      pass: (way: Way, message: string) =>
        way === "to-page" ? this.#lie(message) : this.#pass(socket, message),
    };
  }

  async #pass(socket: number, text: string): Promise<string> {
    const message: Record<string, unknown> = JSON.parse(text);
    const { type, data } = message;
    if (typeof data !== "string") return text;
    if (type === "join") await this.#read(socket, data);
    if (type !== "signal" || !this.active) return text;
    const said = this.#passed.get(data) ?? await this.#reseal(socket, data);
    this.#passed.set(data, said);
    return JSON.stringify({ ...message, data: said });
  }

  /** Makes a double of the page that joins. */
  async #read(socket: number, sealed: string): Promise<void> {
    const reader = await newIdentity(new Uint8Array(32).fill(1));
    const opened = await reader.openHello(this.#room, sealed);
    if (!opened.ok) throw new Error(`No hello: ${opened.reason}`);
    const { hello } = opened;
    const { relayOnly, asksFirst } = hello;
    const known = [...this.#victims.values()]
      .find((each) => compare(each.hello.id, hello.id) === 0);
    const victim = known ?? {
      hello,
      double: await newIdentity(
        this.#ambition === "reads along" ? hello.fingerprint : OWN_FINGERPRINT,
        { relayOnly, asksFirst },
      ),
      commitment: "",
    };
    this.#victims.delete(socket);
    this.#victims.set(socket, victim);
    this.#byHello.set(sealed, victim);
  }

  /** Tells a page that the double is there, in place of the other. */
  async #lie(text: string): Promise<string> {
    if (!this.active) return text;
    const message = JSON.parse(text);
    const about = message.type === "joined" ? message.peer : message;
    const victim = this.#byHello.get(about?.data);
    if (victim === undefined) return text;
    about.data = await victim.double.sealHello(this.#room);
    return JSON.stringify(message);
  }

  async #reseal(socket: number, sealed: string): Promise<string> {
    const speaker = this.#victims.get(socket);
    if (!speaker) throw new Error("Nobody has joined");
    for (const listener of [...this.#victims.values()].reverse()) {
      const heard = listener !== speaker &&
        await this.#session(listener.double, speaker.hello);
      const opened = heard && await heard.open(sealed);
      const text = opened && await inflate(opened, MAX_CHARS);
      if (text) return await this.#repeat(text, speaker, listener);
    }
    // Of a session from before: the two share it.
    return sealed;
  }

  /** Says it in the other session, as the listener takes it. */
  async #repeat(
    text: string,
    speaker: Victim,
    listener: Victim,
  ): Promise<string> {
    this.#opened.push(text);
    const said = await this.#session(speaker.double, listener.hello);
    const changed = await this.#change(text, speaker, listener, said);
    return await said.seal(await deflate(changed));
  }

  /** Says in the other session what must differ there. */
  async #change(
    text: string,
    speaker: Victim,
    listener: Victim,
    said: Session,
  ): Promise<string> {
    const message: Record<string, unknown> = JSON.parse(text);
    switch (message.type) {
      case "commitment":
        speaker.commitment = String(message.commitment);
        message.commitment = await said.comparison.commitment();
        break;
      case "reveal":
        message.nonce = said.comparison.reveal(listener.commitment);
        break;
      case "description":
        if (this.#ambition !== "rewrites descriptions") break;
        return text.replaceAll(
          /(a=fingerprint:sha-256 )[0-9A-F:]+/g,
          `$1${textOf(OWN_FINGERPRINT)}`,
        );
    }
    return JSON.stringify(message);
  }

  async #session(as: Identity, peer: Hello): Promise<Session> {
    const opened = await as.openSession(this.#room, peer);
    if (!opened.ok) throw new Error(`No session: ${opened.reason}`);
    return opened.session;
  }
}

/** Of a certificate that whoever is in between could have. */
const OWN_FINGERPRINT = crypto.getRandomValues(new Uint8Array(32));

function textOf(fingerprint: Uint8Array): string {
  return [...fingerprint]
    .map((byte) => byte.toString(16).padStart(2, "0").toUpperCase())
    .join(":");
}

/**
 * Without the link, all that is left is to guess at its secret; which room it is
 * about, the address of the WebSocket says.
 */
export class Impostor implements Meddler {
  readonly #guess: RoomKeys;

  constructor(guess: RoomKeys) {
    this.#guess = guess;
  }

  meet(path: string) {
    const key = decodeBase64Url(path.slice(path.lastIndexOf("/") + 1));
    if (key === null) throw new Error(`${path} is no room`);
    const room = { ...this.#guess, roomKey: key };
    return {
      pass: async (way: Way, text: string) => {
        const message: Record<string, unknown> = JSON.parse(text);
        if (way === "to-page" || message.type !== "join") return text;
        const double = await newIdentity(OWN_FINGERPRINT);
        const data = await double.sealHello(room);
        return JSON.stringify({ ...message, data });
      },
    };
  }
}
