import { assert, assertEquals } from "@std/assert";
import { preferLater } from "../../../call/peer/candidate_priority.ts";

/** As Chromium makes them, best type first. */
const CANDIDATES = [
  "candidate:1 1 udp 2122260223 10.71.0.2 56488 typ host generation 0 ufrag vUZd network-cost 10",
  "candidate:2 1 udp 1686052607 198.51.100.7 56488 typ srflx raddr 10.71.0.2 rport 56488",
  "candidate:3 1 tcp 1518280447 10.71.0.2 9 typ host tcptype active",
  "candidate:4 1 udp 41885439 198.51.100.9 50000 typ relay raddr 0.0.0.0 rport 0",
];
/** What Chromium says of itself in a check. */
const PEER_REFLEXIVE = 0x6e7f1eff;

function priorityOf(candidate: string): number {
  return Number(candidate.split(" ")[3]);
}

Deno.test("preferLater() raises the priority with every restart, and changes nothing else", () => {
  for (const candidate of CANDIDATES) {
    let before = preferLater(candidate, 0);
    for (let restarts = 1; restarts <= 100; restarts++) {
      const later = preferLater(candidate, restarts);
      assert(priorityOf(later) > priorityOf(before), later);
      assertEquals(
        later.replace(`${priorityOf(later)}`, `${priorityOf(candidate)}`),
        candidate,
      );
      before = later;
    }
  }
});

Deno.test("preferLater() keeps the order of the types, whatever the restart", () => {
  for (const restarts of [0, 1, 100]) {
    const ranks = CANDIDATES.map((each) =>
      priorityOf(preferLater(each, restarts))
    );
    assertEquals(ranks, ranks.toSorted((a, b) => b - a));
    const later = CANDIDATES.map((each) => priorityOf(preferLater(each, 1e6)));
    later.slice(1).forEach((rank, index) => {
      assert(rank < (ranks[index] ?? 0), "a worse type of a later restart");
    });
  }
});

Deno.test("preferLater() stays below a path that is known by its check alone", () => {
  for (const candidate of CANDIDATES) {
    assert(priorityOf(preferLater(candidate, 1000)) < PEER_REFLEXIVE);
  }
});

Deno.test("preferLater() passes on what it does not know", () => {
  for (
    const text of ["", "candidate:", "end-of-candidates", "candidate:1 1 udp x"]
  ) assertEquals(preferLater(text, 3), text);
});
