/**
 * A server that does to sealed hellos and messages whatever it likes. It keeps
 * all that it ever relayed, of every page and every room, and knows the keys of
 * named rooms, as everybody does.
 *
 * @module
 */
import {
  concat,
  decodeBase64Url,
  encodeBase64Url,
} from "../../sealing/bytes.ts";
import { composeHello, openHello, sealHello } from "../../sealing/hello.ts";
import type { RoomKeys } from "../../sealing/key_schedule.ts";
import { Choices } from "./random.ts";

/** What a relay can see of a room. */
export interface SeenRoom {
  readonly name: string;
  /** The keys, where the room is named. */
  readonly publicKeys: RoomKeys | null;
}

/** The traffic of one direction of one handshake, the oldest first. */
export interface Traffic {
  readonly room: string;
  readonly sealed: string[];
}

/** The two directions that an end sees. */
export interface View {
  /** What is meant for this end. */
  readonly inbound: Traffic;
  /** What this end sends. */
  readonly outbound: Traffic;
}

/** What is done to hellos. */
export const HELLO_ATTACKS = [
  "nothing",
  "old hello of the room",
  "hello of another room",
  "reflected hello",
  "changed hello",
  "another fingerprint",
  "another key",
  "no X25519",
  "other wishes",
] as const;
export type HelloAttack = typeof HELLO_ATTACKS[number];

/** What is done to messages. */
export const MESSAGE_ATTACKS = [
  "deliver next",
  "drop next",
  "swap next two",
  "replay",
  "reflect",
  "truncate",
  "extend",
  "flip a bit",
  "renumber",
  "splice",
  "message of an older page",
  "message of another room",
  "invent",
] as const;
export type MessageAttack = typeof MESSAGE_ATTACKS[number];

/** The attacker; its choices follow from the seed. */
export class MaliciousRelay {
  readonly #choices: Choices;
  readonly #hellos: { room: string; sealed: string }[] = [];
  readonly #past: Traffic[] = [];

  constructor(choices: Choices) {
    this.#choices = choices;
  }

  /** Remembers a hello that passed. */
  sawHello(room: SeenRoom, sealed: string): void {
    this.#hellos.push({ room: room.name, sealed });
  }

  /** Remembers a handshake that is over. */
  sawTraffic(...traffic: Traffic[]): void {
    this.#past.push(...traffic);
  }

  /** What an end gets for the other's hello. */
  async hello(
    attack: HelloAttack,
    room: SeenRoom,
    honest: { readonly own: string; readonly peer: string },
  ): Promise<string> {
    const others = (same: boolean) =>
      this.#choices.of(
        // Recent ones: of pages that the others still know.
        this.#hellos.filter((hello) => (hello.room === room.name) === same)
          .slice(-8),
      )?.sealed ?? honest.peer;
    switch (attack) {
      case "nothing":
        return honest.peer;
      case "old hello of the room":
        return others(true);
      case "hello of another room":
        return others(false);
      case "reflected hello":
        return honest.own;
      case "changed hello":
        return this.#flip(honest.peer);
      default:
        return await this.#forge(attack, room, honest.peer);
    }
  }

  /** Rewrites a hello where the room's key is known, else guesses at its bits. */
  async #forge(
    attack:
      | "another fingerprint"
      | "another key"
      | "no X25519"
      | "other wishes",
    room: SeenRoom,
    sealed: string,
  ): Promise<string> {
    if (room.publicKeys === null) return this.#flip(sealed);
    const opened = await openHello(room.publicKeys, sealed, new Uint8Array(16));
    if (!opened.ok) return sealed;
    const { hello } = opened;
    const random = this.#choices.bytes(32);
    const change = {
      "another fingerprint": { fingerprint: random },
      "another key": { x25519: random },
      "no X25519": { x25519: null },
      "other wishes": this.#choices.of([
        { relayOnly: !hello.relayOnly },
        { asksFirst: !hello.asksFirst },
      ]),
    }[attack];
    const forged = composeHello({ ...hello, ...change });
    return sealHello(room.publicKeys, forged, this.#choices.bytes(12));
  }

  /** What an end gets next; an empty list for nothing. */
  messages(attack: MessageAttack, view: View, next: number): string[] {
    const { inbound, outbound } = view;
    const message = inbound.sealed[next] ?? "";
    const seen = this.#choices.of(inbound.sealed) ?? "";
    const [seq = "", body = ""] = seen.split(".");
    const old = (same: boolean) =>
      this.#choices.of(
        this.#past.filter(({ room }) => (room === inbound.room) === same)
          .flatMap(({ sealed }) => sealed),
      );
    const one = (data: string | undefined) => data === undefined ? [] : [data];
    switch (attack) {
      case "deliver next":
        return [message];
      case "drop next":
        return [];
      case "swap next two":
        return [...one(inbound.sealed[next + 1]), message];
      case "replay":
        return [seen];
      case "reflect":
        return one(this.#choices.of(outbound.sealed));
      case "truncate":
        return [seen.slice(0, this.#choices.below(seen.length))];
      case "extend":
        return [seen + this.#choices.of(["A", "AAAA", "=", ".", " ", "_w"])];
      case "flip a bit":
        return [this.#flip(seen)];
      case "renumber":
        return [`${Number(seq) + 1 + this.#choices.below(20)}.${body}`];
      case "splice":
        return [this.#splice(seen, this.#choices.of(inbound.sealed) ?? "")];
      case "message of an older page":
        return one(old(true));
      case "message of another room":
        return one(old(false));
      case "invent":
        return [`${next + 1}.${encodeBase64Url(this.#choices.bytes(1040))}`];
    }
  }

  /** The first half of one message's bytes, and the second of another's. */
  #splice(first: string, second: string): string {
    const [seq = ""] = first.split(".");
    const [a, b] = [first, second].map((data) =>
      decodeBase64Url(data.split(".")[1] ?? "") ?? new Uint8Array()
    );
    if (a === undefined || b === undefined) return first;
    const at = this.#choices.below(a.length);
    return `${seq}.${encodeBase64Url(concat(a.slice(0, at), b.slice(at)))}`;
  }

  /** Changes one bit of the bytes, or the number. */
  #flip(data: string): string {
    const [body = "", seq] = data.split(".").reverse();
    const bytes = decodeBase64Url(body) ?? new Uint8Array(1);
    const bit = this.#choices.below(bytes.length * 8);
    bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    const changed = encodeBase64Url(bytes);
    return seq === undefined ? changed : `${seq}.${changed}`;
  }
}
