/**
 * Any course of events, against what a room promises. The model knows only
 * what guests did and were told; it never looks into a room.
 */
import { assert, assertEquals, assertGreater } from "@std/assert";
import { fc } from "../fast_check.ts";
import { MAX_HELD_WAIT_MS, PROBE_MS } from "../../signalling/knock.ts";
import { MAX_LOOKERS } from "../../signalling/lookers.ts";
import {
  CloseCode,
  type Joined,
  parseServerMessage,
  type Peer,
  type Present,
} from "../../signalling/protocol.ts";
import { RELEASE_AFTER_MS } from "../../signalling/seats.ts";
import { Guest, House, LEASE_MS } from "./guests.ts";
import { type Step, step } from "./room_steps.ts";

interface Taken {
  readonly guest: Player;
  readonly id: string;
  readonly epoch: number;
  card: string | undefined;
  heldUntilMs: number | null;
  lostAtMs: number;
}

/** What a guest believes about the other seat. */
type View = Pick<Peer, "id" | "epoch" | "state"> | null;

class Player extends Guest {
  joined: Joined | null = null;
  view: View = null;
  /** What this guest knows of the room's lock; `null` before it is in. */
  locked: boolean | null = null;
  card: string | undefined = undefined;
  over = false;
  /** Whether it has been told that it waits for a held seat. */
  queued = false;
  answers = true;
  readonly knockedAtMs: number;

  constructor(
    id: string,
    readonly world: World,
    /** What it came with. */
    readonly secret: string | null,
  ) {
    super(id);
    this.knockedAtMs = world.house.clock.now();
  }

  override deliver(text: string): void {
    assert(!this.over, `${this.id} is told something after its end`);
    const parsed = parseServerMessage(text);
    assert(parsed.ok);
    const { message } = parsed;
    assert(message.type !== "present", `${this.id} looks no more`);
    if (message.type === "joined") this.world.admitted(this, message);
    if (message.type === "error" && !message.fatal && this.joined === null) {
      assert(!this.queued, "told once");
      this.queued = true;
    }
    if (message.type === "lock") {
      assert(this.card !== undefined, "a page that may not know the word");
      assert(message.locked !== this.locked, "nothing new");
      this.locked = message.locked;
    }
    if (message.type === "peer") {
      const { id, epoch, state } = message;
      this.view = state === "gone" ? null : { id, epoch, state };
    }
  }

  override probe(): void {
    assert(this.joined !== null && !this.over, "only seats are asked");
    if (this.answers) this.world.toAnswer.push(this);
  }

  override close(code: number): void {
    assert(!this.over, `${this.id} is closed twice`);
    if (code === CloseCode.locked) {
      assert(this.world.locked, "turned away from an open room");
      assert(!this.world.mayReturn(this.secret), "an insider is turned away");
    }
    this.over = true;
    if (code === CloseCode.heartbeat) {
      assert(!this.answers, "one who has answered is turned out");
      return this.world.dropped(this);
    }
    // A replaced guest's seat goes to the one who is told `joined` next.
    const stays = code === CloseCode.replaced || code === CloseCode.superseded;
    if (!stays) this.world.freed(this);
  }
}

/** One who looks, and sees what is. */
class Looker extends Guest {
  sees: Present | null = null;

  override deliver(text: string): void {
    const parsed = parseServerMessage(text);
    assert(parsed.ok && parsed.message.type === "present", text);
    assert(
      JSON.stringify(this.sees) !== JSON.stringify(parsed.message),
      "nothing new",
    );
    this.sees = parsed.message;
  }
}

class World {
  readonly house = new House();
  readonly players: Player[] = [];
  readonly toAnswer: Player[] = [];
  readonly lookers: Looker[] = [];
  readonly ids = new Set<string>();
  locked = false;
  /** Secrets of those who were inside a locked room, or came back to it. */
  readonly insiders = new Set<string>();
  readonly seats: [Taken | null, Taken | null] = [null, null];
  #epochs: [number, number] = [0, 0];
  #looks = 0;

  join(
    resume?: { seat: 0 | 1; secret: string; received: number },
    id = `guest ${this.players.length}`,
  ): void {
    const secret = resume?.secret ?? null;
    const player = new Player(id, this, secret);
    this.players.push(player);
    this.house.hub.join("room", player, { resume });
    this.settle();
  }

  look(): void {
    if (this.lookers.length === MAX_LOOKERS) return;
    const looker = new Looker(`looker ${++this.#looks}`);
    this.lookers.push(looker);
    this.house.hub.look("room", looker);
  }

  /** One who looks joins by the same socket. */
  enter(who: number): void {
    const [looker] = this.lookers.splice(who % this.lookers.length, 1);
    if (looker !== undefined) this.join(undefined, looker.id);
  }

  lock(player: Player, locked: boolean): void {
    if (player.joined !== null && locked !== this.locked) {
      this.locked = locked;
      this.insiders.clear();
      for (const taken of this.seats) {
        const secret = locked && taken?.guest.joined?.resume;
        if (secret) this.insiders.add(secret);
      }
    }
    this.house.hub.lock(player, locked);
  }

  /** @param other Names another socket of the peer than the latest. */
  release(player: Player, other: boolean): void {
    const seat = this.seats.findIndex((taken) => taken?.guest === player);
    const peer = seat < 0 ? null : this.seats[1 - seat] ?? null;
    const lostForMs = this.house.clock.now() - (peer?.lostAtMs ?? 0);
    const frees = peer !== null && peer.heldUntilMs !== null && !other &&
      lostForMs >= RELEASE_AFTER_MS;
    if (frees) this.seats[seat === 0 ? 1 : 0] = null;
    this.house.hub.release(player, {
      type: "release",
      peer: peer?.id ?? "person-99999",
      epoch: (peer?.epoch ?? 1) + (other ? 1 : 0),
    });
  }

  mayReturn(secret: string | null): boolean {
    return secret !== null && this.insiders.has(secret);
  }

  admitted(player: Player, joined: Joined): void {
    const { seat, self, epoch, peer } = joined;
    assertEquals(player.joined, null, "joined comes once");
    this.expireLeases();
    if (this.locked) {
      assert(this.mayReturn(player.secret), "let into a locked room");
      this.insiders.delete(player.secret ?? "");
      this.insiders.add(joined.resume);
    }
    assertEquals(joined.locked, this.locked);
    player.locked = this.locked;
    const before = this.seats[seat];
    if (before === null) {
      assert(!this.ids.has(self), "a new person has a new id");
    } else {
      const owner = [before.id, before.guest.joined?.resume];
      assertEquals([self, joined.resume], owner, "a seat is its owner's");
      assert(before.guest.over, "two sockets on one seat");
    }
    assertGreater(epoch, this.#epochs[seat]);
    this.#epochs[seat] = epoch;
    this.ids.add(self);
    this.seats[seat] = {
      guest: player,
      id: self,
      epoch,
      card: before?.card,
      heldUntilMs: null,
      lostAtMs: 0,
    };
    player.card = before?.card;
    player.joined = joined;
    player.view = peer &&
      { id: peer.id, epoch: peer.epoch, state: peer.state };
  }

  freed(player: Player): void {
    for (const seat of [0, 1] as const) {
      if (this.seats[seat]?.guest === player) this.seats[seat] = null;
    }
  }

  dropped(player: Player): void {
    player.over = true;
    const taken = this.seats.find((taken) => taken?.guest === player);
    if (!taken) return;
    taken.lostAtMs = this.house.clock.now();
    taken.heldUntilMs = taken.lostAtMs + LEASE_MS;
  }

  expireLeases(): void {
    for (const seat of [0, 1] as const) {
      const untilMs = this.seats[seat]?.heldUntilMs ?? null;
      if (untilMs !== null && untilMs <= this.house.clock.now()) {
        this.seats[seat] = null;
      }
    }
  }

  settle(): void {
    for (let next = this.toAnswer.shift(); next; next = this.toAnswer.shift()) {
      if (!next.over) this.house.hub.answer(next);
    }
    this.expireLeases();
    if (this.seats[0] === null && this.seats[1] === null) {
      this.#epochs = [0, 0];
      // A forgotten room honours old secrets, as after a restart.
      this.ids.clear();
      this.locked = false;
      this.insiders.clear();
    }
  }

  check(): void {
    for (const seat of [0, 1] as const) {
      const self = this.seats[seat];
      const peer = this.seats[seat === 0 ? 1 : 0];
      if (self === null || self.heldUntilMs !== null) continue;
      assertEquals(
        self.guest.view,
        peer && {
          id: peer.id,
          epoch: peer.epoch,
          state: peer.heldUntilMs === null ? "here" : "reconnecting",
        },
        "what is believed is what is",
      );
    }
    const people = this.seats.flatMap((taken) =>
      taken === null ? [] : taken.card === undefined ? {} : { card: taken.card }
    );
    for (const { sees } of this.lookers) {
      assertEquals(sees, {
        type: "present",
        people,
        locked: this.locked,
        mayJoin: true,
      });
    }
    for (const taken of this.seats) {
      if (taken === null || taken.heldUntilMs !== null) continue;
      const { card, locked } = taken.guest;
      if (card !== undefined) assertEquals(locked, this.locked);
    }
    const nowMs = this.house.clock.now();
    const asked = this.players.some((player) => !player.answers);
    for (const player of this.players) {
      const waits = player.joined === null && !player.over;
      if (!waits) continue;
      assert(this.seats[0] && this.seats[1], "waits before a free seat");
      const patienceMs = player.queued ? MAX_HELD_WAIT_MS : 0;
      assert(player.knockedAtMs + PROBE_MS + patienceMs > nowMs, "too long");
      if (player.queued && !asked) {
        assert(this.seats.some((taken) => taken?.heldUntilMs), "for nothing");
      }
    }
    const { rooms, members } = this.house.hub.held;
    const open = this.players.filter((player) => !player.over).length;
    assertEquals(members, open + this.lookers.length);
    assertEquals(this.house.hub.lookedAt, this.lookers.length > 0 ? 1 : 0);
    assertEquals(rooms, this.seats.some((taken) => taken) ? 1 : 0);
  }
}

function take(world: World, action: Step): void {
  const pick = (who: number, from: Player[]) => from[who % from.length];
  const open = world.players.filter((player) => !player.over);
  switch (action.do) {
    case "join":
      return world.join();
    case "look":
      return world.look();
    case "enter":
      return world.enter(action.who);
    case "guess":
      return world.join({
        seat: action.seat,
        secret: "secret-guess",
        received: 0,
      });
    case "resume": {
      const owners = world.players.filter((player) => player.joined);
      const joined = pick(action.who, owners)?.joined;
      if (!joined) return;
      const { seat, resume: secret } = joined;
      return world.join({ seat, secret, received: action.received });
    }
    case "wait":
      return world.house.clock.advance(action.ms);
  }
  const player = pick(action.who, open);
  if (player === undefined) return;
  switch (action.do) {
    case "signal":
      world.house.signal(player, action.seq, action.ack);
      return;
    case "freeze":
      player.answers = false;
      return;
    case "card": {
      const taken = world.seats.find((taken) => taken?.guest === player);
      if (taken) taken.card = player.card = action.card;
      world.house.hub.card(player, action.card);
      return;
    }
    case "lock":
      return world.lock(player, action.locked);
    case "release":
      return world.release(player, action.other);
    case "leave":
      world.insiders.delete(player.joined?.resume ?? "");
      world.house.hub.leave(player);
      assert(player.over, "who leaves is closed");
      return;
    case "drop":
      world.dropped(player);
      world.house.hub.disconnect(player);
  }
}

Deno.test("a room keeps its promises whatever happens", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40, size: "max" }), (actions) => {
      const world = new World();
      for (const action of actions) {
        take(world, action);
        world.settle();
        world.check();
      }
      for (const player of world.players) {
        if (player.over) continue;
        world.dropped(player);
        world.house.hub.disconnect(player);
      }
      world.house.clock.advance(LEASE_MS);
      for (const looker of world.lookers) world.house.hub.disconnect(looker);
      assertEquals(world.house.hub.lookedAt, 0);
      assertEquals(world.house.hub.held, { rooms: 0, members: 0, timers: 0 });
      assertEquals(world.house.clock.pending, 0);
    }),
    { numRuns: 2_000 },
  );
});
