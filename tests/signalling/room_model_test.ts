/**
 * Any course of events, against what a room promises. The model knows only
 * what guests did and were told; it never looks into a room.
 */
import { assert, assertEquals, assertGreater } from "@std/assert";
import { fc } from "../fast_check.ts";
import { PROBE_MS } from "../../signalling/knock.ts";
import {
  CloseCode,
  type Joined,
  parseServerMessage,
  type Peer,
} from "../../signalling/protocol.ts";
import { Guest, House, LEASE_MS } from "./guests.ts";

interface Taken {
  readonly guest: Player;
  readonly id: string;
  readonly epoch: number;
  heldUntilMs: number | null;
}

/** What a guest believes about the other seat. */
type View = Pick<Peer, "id" | "epoch" | "state"> | null;

class Player extends Guest {
  joined: Joined | null = null;
  view: View = null;
  over = false;
  answers = true;
  readonly knockedAtMs: number;

  constructor(id: string, readonly world: World) {
    super(id);
    this.knockedAtMs = world.house.clock.now();
  }

  override deliver(text: string): void {
    assert(!this.over, `${this.id} is told something after its end`);
    const parsed = parseServerMessage(text);
    assert(parsed.ok);
    const { message } = parsed;
    if (message.type === "joined") this.world.admitted(this, message);
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
    this.over = true;
    // A replaced guest's seat goes to the one who is told `joined` next.
    if (code !== CloseCode.replaced) this.world.freed(this);
  }
}

class World {
  readonly house = new House();
  readonly players: Player[] = [];
  readonly toAnswer: Player[] = [];
  readonly ids = new Set<string>();
  readonly seats: [Taken | null, Taken | null] = [null, null];
  #epochs: [number, number] = [0, 0];

  join(resume?: { seat: 0 | 1; secret: string; received: number }): void {
    const player = new Player(`guest ${this.players.length}`, this);
    this.players.push(player);
    this.house.hub.join("room", player, { resume });
    this.settle();
  }

  admitted(player: Player, joined: Joined): void {
    const { seat, self, epoch, peer } = joined;
    assertEquals(player.joined, null, "joined comes once");
    this.expireLeases();
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
      heldUntilMs: null,
    };
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
    if (taken) taken.heldUntilMs = this.house.clock.now() + LEASE_MS;
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
    const nowMs = this.house.clock.now();
    for (const player of this.players) {
      const waits = player.joined === null && !player.over;
      if (!waits) continue;
      assert(this.seats[0] && this.seats[1], "waits before a free seat");
      assert(player.knockedAtMs + PROBE_MS > nowMs, "waits too long");
    }
    const { rooms, members } = this.house.hub.held;
    const open = this.players.filter((player) => !player.over).length;
    assertEquals(members, open);
    assertEquals(rooms, this.seats.some((taken) => taken) ? 1 : 0);
  }
}

const step = fc.oneof(
  fc.record({ do: fc.constant("join" as const) }),
  fc.record({
    do: fc.constant("resume" as const),
    who: fc.nat(),
    received: fc.nat(5),
  }),
  fc.record({
    do: fc.constant("guess" as const),
    seat: fc.constantFrom(0 as const, 1 as const),
  }),
  fc.record({
    do: fc.constant("signal" as const),
    who: fc.nat(),
    seq: fc.integer({ min: 1, max: 9 }),
    ack: fc.nat(9),
  }),
  fc.record({ do: fc.constant("leave" as const), who: fc.nat() }),
  fc.record({ do: fc.constant("drop" as const), who: fc.nat() }),
  fc.record({ do: fc.constant("freeze" as const), who: fc.nat() }),
  fc.record({
    do: fc.constant("wait" as const),
    ms: fc.oneof(fc.nat(3_000), fc.nat(40_000)),
  }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function take(world: World, action: Step): void {
  const pick = (who: number, from: Player[]) => from[who % from.length];
  const open = world.players.filter((player) => !player.over);
  switch (action.do) {
    case "join":
      return world.join();
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
    case "leave":
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
    fc.property(fc.array(step, { maxLength: 40 }), (actions) => {
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
      assertEquals(world.house.hub.held, { rooms: 0, members: 0, timers: 0 });
      assertEquals(world.house.clock.pending, 0);
    }),
    { numRuns: 500 },
  );
});
