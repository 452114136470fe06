import { assertEquals } from "@std/assert";
import { comingOrGoing } from "../../../call/machine/comings.ts";
import type { CallPhase } from "../../../call/machine/state.ts";

/** What is told on the way through some phases. */
function told(...phases: CallPhase[]): string[] {
  return phases.slice(1).flatMap((now, at) =>
    comingOrGoing(phases[at] ?? "idle", now) ?? []
  );
}

Deno.test("comingOrGoing() tells who waits of who comes, once", () => {
  assertEquals(told("joining", "waiting", "connecting", "connected"), [
    "arrived",
  ]);
  // Quicker than anybody looks.
  assertEquals(told("waiting", "connected"), ["arrived"]);
});

Deno.test("comingOrGoing() tells nothing to who comes second or is reloaded", () => {
  assertEquals(told("ready", "joining", "connecting", "connected"), []);
  assertEquals(told("idle", "joining", "connecting", "connected"), []);
});

Deno.test("comingOrGoing() tells who stays that the other has left, not of breaks", () => {
  assertEquals(told("connected", "reconnecting", "connected"), []);
  assertEquals(told("connected", "waiting"), ["left"]);
  assertEquals(told("connected", "reconnecting", "waiting"), ["left"]);
  assertEquals(told("connected", "ended"), []);
  // Came and went before a word could be said.
  assertEquals(told("connecting", "waiting"), []);
});
