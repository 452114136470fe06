/** Whatever state a call is in, something leads on from it in bounded time. */
import { assert, assertEquals } from "@std/assert";
import {
  type CallCommand,
  type CallEvent,
  type CallState,
  inRoom,
  isInside,
  isOver,
} from "../../../call/machine/state.ts";
import { transition } from "../../../call/machine/transition.ts";
import { explore, type Node } from "./exploration.ts";

/** Of every state in which the person is in the room. */
const NODES = explore().filter(({ state }) => inRoom(state.call));
/** As long as a seat is held, and a repair more. */
const WITHIN_MS = 45_000;

const REFUSED: CallEvent = { type: "signalling-refused", reason: "full" };
const OPEN: CallEvent = { type: "signalling-changed", phase: "open" };

/** A call whose timers fire when nothing else happens. */
class Play {
  state: CallState;
  readonly commands: CallCommand[] = [];
  #timers: { timer: "restart" | "rebuild" | "grace" | "lease"; atMs: number }[];
  #nowMs = 0;

  constructor({ state, held }: Node) {
    this.state = state;
    this.#timers = [];
    for (const timer of ["restart", "rebuild", "grace", "lease"] as const) {
      const atMs = held.timers[timer];
      if (atMs !== undefined) this.#timers.push({ timer, atMs });
    }
  }

  happens(...events: CallEvent[]): void {
    for (const event of events) {
      const [state, commands] = transition(this.state, event);
      // Timers of an earlier repair are not heard.
      if (state.repair !== this.state.repair) this.#timers = [];
      this.state = state;
      this.commands.push(...commands);
      for (const command of commands) {
        if (command.type !== "set-timer") continue;
        const { timer, afterMs } = command;
        this.#timers = this.#timers.filter((each) => each.timer !== timer);
        this.#timers.push({ timer, atMs: this.#nowMs + afterMs });
      }
    }
  }

  /** Lets time pass until it leads on, or for too long. */
  passes(until: () => boolean, where: string): void {
    while (!until()) {
      this.#timers.sort((one, other) => one.atMs - other.atMs);
      const next = this.#timers.shift();
      assert(next, `no timer in ${this.state.call}: ${where}`);
      assert(next.atMs <= WITHIN_MS, `still ${this.state.call}: ${where}`);
      this.#nowMs = next.atMs;
      const { repair } = this.state;
      this.happens({ type: "timer-fired", timer: next.timer, repair });
    }
  }

  has(...types: CallCommand["type"][]): boolean {
    return this.commands.some(({ type }) => types.includes(type));
  }
}

/** Nothing comes in any more. */
function stalls(play: Play): void {
  const { connection } = play.state;
  play.happens({ type: "connection-stalled", connection });
}

Deno.test("transition() leads on when the server refuses, and media stops after that", () => {
  for (const node of NODES) {
    const play = new Play(node);
    const where = node.path.join();
    play.happens(REFUSED);
    if (isOver(play.state.call)) continue;
    assertEquals(play.state.call, "connected", where);
    stalls(play);
    assert(play.has("probe-signalling"), `the server is not asked: ${where}`);
    play.happens(REFUSED);
    assertEquals(play.state.call, "failed", where);
  }
});

Deno.test("transition() waits again, in bounded time, where the server is back and the other person is not", () => {
  for (const node of NODES) {
    const play = new Play(node);
    play.happens(OPEN, { type: "joined", self: "m", peer: null });
    if (play.state.call === "connected") stalls(play);
    play.passes(
      () => play.state.call === "waiting" && play.state.peer === null,
      node.path.join(),
    );
  }
});

Deno.test("transition() tries another way, in bounded time, where both reach the server and no media flows", () => {
  for (const node of NODES) {
    const { peer } = node.state;
    if (peer === null || !isInside(peer)) continue;
    const play = new Play(node);
    const { id, page, leads, self } = peer;
    const facts = { id, page, leads, held: false, holds: false, known: true };
    play.happens(OPEN, {
      type: "joined",
      self,
      peer: { ...facts, waited: peer.waited, here: true },
    });
    if (play.state.call === "connected") stalls(play);
    assert(["connecting", "reconnecting"].includes(play.state.call));
    const since = play.commands.length;
    play.passes(() => {
      const later = play.commands.slice(since).map(({ type }) => type);
      return later.includes("prepare-connection") ||
        later.includes("ask-restart") || later.includes("ask-rebuild");
    }, node.path.join());
  }
});

Deno.test("transition() is connected again with recovered media, from wherever two are under repair", () => {
  for (const { state, path } of NODES) {
    const { call, connection, broken, peer } = state;
    if (broken || peer === null || !isInside(peer)) continue;
    if (call !== "connecting" && call !== "reconnecting") continue;
    const [after] = transition(state, {
      type: "connection-connected",
      connection,
    });
    assertEquals(after.call, "connected", path.join());
  }
});

Deno.test("transition() leaves from everywhere in a room", () => {
  for (const { state, path } of NODES) {
    const [after] = transition(state, { type: "leave-clicked" });
    assertEquals(after.call, "ended", path.join());
  }
});
