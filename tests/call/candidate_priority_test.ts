import { assert, assertEquals } from "@std/assert";
import { preferLater } from "../../call/candidate_priority.ts";

const HOST =
  "candidate:3757317909 1 udp 2122260223 10.71.0.2 56488 typ host generation 0 ufrag vUZd network-cost 10";
const RELAY =
  "candidate:842163049 1 udp 41885439 198.51.100.7 50000 typ relay raddr 0.0.0.0 rport 0";

function priorityOf(candidate: string): number {
  return Number(candidate.split(" ")[3]);
}

Deno.test("preferLater() leaves candidates of the first gathering as they are", () => {
  assertEquals(preferLater(HOST, 0), HOST);
  assertEquals(preferLater(RELAY, 0), RELAY);
});

Deno.test("preferLater() raises the priority with every restart, and nothing else", () => {
  let before = HOST;
  for (let restarts = 1; restarts <= 100; restarts++) {
    const later = preferLater(HOST, restarts);
    assert(priorityOf(later) > priorityOf(before), later);
    assertEquals(
      later.replace(String(priorityOf(later)), "2122260223"),
      HOST,
    );
    before = later;
  }
});

Deno.test("preferLater() never lifts a candidate over one of a better type", () => {
  const type = (candidate: string) => priorityOf(candidate) >>> 24;
  const component = (candidate: string) => priorityOf(candidate) & 0xff;
  for (const candidate of [HOST, RELAY]) {
    const later = preferLater(candidate, 1e6);
    assertEquals(type(later), type(candidate));
    assertEquals(component(later), component(candidate));
    assert(priorityOf(later) < 2 ** 31, later);
  }
});

Deno.test("preferLater() passes on what it does not know", () => {
  for (
    const text of ["", "candidate:", "end-of-candidates", "candidate:1 1 udp x"]
  ) {
    assertEquals(preferLater(text, 3), text);
  }
});
