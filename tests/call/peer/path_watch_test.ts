import { assertEquals } from "@std/assert";
import { FIRST_LOOK_MS, PathWatch } from "../../../call/peer/path_watch.ts";
import { FakeClock } from "../../signalling/fake_clock.ts";

/** A connection whose selected pair has these types of candidates. */
function connection(local: string, remote: string, names = true) {
  const reports = [
    ...(names
      ? [{ id: "T", type: "transport", selectedCandidatePairId: "P" }]
      : []),
    {
      id: "P",
      type: "candidate-pair",
      localCandidateId: "L",
      remoteCandidateId: "R",
      ...(names ? {} : { selected: true }),
    },
    { id: "Q", type: "candidate-pair", localCandidateId: "X" },
    { id: "X", type: "local-candidate", candidateType: "relay" },
    { id: "L", type: "local-candidate", candidateType: local },
    { id: "R", type: "remote-candidate", candidateType: remote },
  ];
  const stats = new Map(reports.map((report) => [report.id, report]));
  return { getStats: () => Promise.resolve(stats) };
}

async function looks(
  pc: ConstructorParameters<typeof PathWatch>[0],
  forMs: number,
): Promise<number[]> {
  const clock = new FakeClock();
  const found: number[] = [];
  using _watch = new PathWatch(pc, clock, () => found.push(clock.now()));
  const startMs = clock.now();
  for (let ms = 0; ms < forMs; ms += 10_000) {
    clock.advance(10_000);
    for (let turn = 0; turn < 5; turn++) await Promise.resolve();
  }
  return found.map((atMs) => atMs - startMs);
}

Deno.test("PathWatch tells of a relay on either side, ever more seldom", async () => {
  const expected = [1, 4, 13].map((times) => times * FIRST_LOOK_MS);
  for (
    const pc of [
      connection("relay", "host"),
      connection("host", "relay"),
      connection("relay", "relay", false),
    ]
  ) assertEquals(await looks(pc, 15 * FIRST_LOOK_MS), expected);
});

Deno.test("PathWatch says nothing of a direct path", async () => {
  for (const type of ["host", "srflx", "prflx"]) {
    assertEquals(
      await looks(connection(type, "prflx"), 15 * FIRST_LOOK_MS),
      [],
    );
  }
});

Deno.test("PathWatch looks again after statistics that were refused", async () => {
  const { getStats } = connection("relay", "host");
  let asked = 0;
  const pc = {
    getStats: () =>
      asked++ === 0 ? Promise.reject(new Error("injected")) : getStats(),
  };
  const expected = [4, 13].map((times) => times * FIRST_LOOK_MS);
  assertEquals(await looks(pc, 15 * FIRST_LOOK_MS), expected);
});

Deno.test("PathWatch leaves no timer", () => {
  const clock = new FakeClock();
  new PathWatch(connection("relay", "relay"), clock, () => {})
    [Symbol.dispose]();
  assertEquals(clock.pending, 0);
});
