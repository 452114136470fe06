import { assert, assertEquals } from "@std/assert";
import { MemoryHub } from "../../signalling/memory_hub.ts";
import {
  type Joined,
  parseServerMessage,
  type Peer,
  type Present,
  type ServerMessage,
} from "../../signalling/protocol.ts";
import type { RoomRules } from "../../signalling/room.ts";
import type { Member } from "../../signalling/room_hub.ts";
import type { Claim } from "../../signalling/seat.ts";
import { FakeClock } from "./fake_clock.ts";

export const LEASE_MS = 30_000;

/** Rules whose secrets count upwards: `secret-00001` belongs to `person-00001`. */
export function testRules(overrides: Partial<RoomRules> = {}): RoomRules {
  let secrets = 0;
  return {
    newSecret: () => `secret-${String(++secrets).padStart(5, "0")}`,
    identify: (secret) => secret.replace("secret", "person"),
    ice: (audience) => [{ urls: [`stun:${audience}.example`] }],
    admitRelay: () => true,
    iceRenewMs: null,
    leaseMs: LEASE_MS,
    heartbeat: { intervalMs: 10_000, timeoutMs: 30_000 },
    ...overrides,
  };
}

/** A member that writes down what happens to it. */
export class Guest implements Member {
  readonly messages: ServerMessage[] = [];
  probes = 0;
  closeCode: number | null = null;

  constructor(readonly id: string) {}

  deliver(text: string): void {
    assertEquals(this.closeCode, null, `${this.id} is told after its end`);
    const parsed = parseServerMessage(text);
    assert(parsed.ok, `not a message: ${text}`);
    this.messages.push(parsed.message);
  }

  probe(): void {
    this.probes++;
  }

  close(code: number): void {
    assertEquals(this.closeCode, null, `${this.id} is closed twice`);
    this.closeCode = code;
  }

  /** Takes what has been said since the last time. */
  take(): ServerMessage[] {
    return this.messages.splice(0);
  }

  /** Takes what has been said, which must be `joined` and nothing else. */
  takeJoined(): Joined {
    const [message, ...more] = this.take();
    assert(message?.type === "joined", `${this.id} is not admitted`);
    assertEquals(more, []);
    return message;
  }

  /** Takes what has been said, which must be one `present`. */
  takePresent(): Present {
    const [message, ...more] = this.take();
    assert(message?.type === "present", `${this.id} sees nothing`);
    assertEquals(more, []);
    return message;
  }

  /** Takes what has been said, which must be one `peer`. */
  takePeer(): Peer {
    const [message, ...more] = this.take();
    assert(message?.type === "peer", `${this.id} hears nothing of its peer`);
    assertEquals(more, []);
    return message;
  }
}

/** A hub with one room, a clock to turn, and guests by name. */
export class House {
  readonly clock = new FakeClock();
  readonly hub: MemoryHub;
  readonly #key: string;

  constructor(rules: RoomRules = testRules(), key = "room") {
    this.hub = new MemoryHub(rules, this.clock);
    this.#key = key;
  }

  /** Somebody new asks for a seat. */
  join(name: string, claim: Claim = {}, key: string = this.#key): Guest {
    const guest = new Guest(name);
    this.hub.join(key, guest, claim);
    return guest;
  }

  /** Somebody looks in. */
  look(name: string, key: string = this.#key): Guest {
    const guest = new Guest(name);
    this.hub.look(key, guest);
    return guest;
  }

  /** Somebody asks for an own seat again. */
  resume(name: string, joined: Joined, received = 0, data?: string): Guest {
    const { seat, resume: secret } = joined;
    return this.join(name, { resume: { seat, secret, received }, data });
  }

  signal(
    guest: Guest,
    seq: number,
    ack = 0,
    data = "x",
    to?: string,
    page?: string,
  ): string {
    const signal = {
      type: "signal" as const,
      ...(to !== undefined && { to }),
      ...(page !== undefined && { page }),
      seq,
      ack,
      data,
    };
    const text = ` ${JSON.stringify(signal)}`;
    this.hub.send(guest, signal, text);
    return text;
  }

  /** Two people, and what each was told first. */
  pair(): { ada: Guest; ben: Guest; adas: Joined; bens: Joined } {
    const ada = this.join("ada");
    const adas = ada.takeJoined();
    const ben = this.join("ben");
    const bens = ben.takeJoined();
    ada.takePeer();
    return { ada, ben, adas, bens };
  }
}
