import { assert, assertEquals } from "@std/assert";
import { fc } from "../../fast_check.ts";
import {
  byClock,
  followed,
  type Meeting,
  NO_MEETING,
  talkedUntil,
} from "../../../call/machine/meeting.ts";
import type { CallPhase } from "../../../call/machine/state.ts";

/** The meeting after some phases, each as long as said. */
function after(
  phases: readonly (readonly [CallPhase, ms: number, name?: string])[],
): Meeting & { nowMs: number } {
  let meeting = NO_MEETING;
  let nowMs = 1_000;
  for (const [phase, ms, name = "Sam"] of phases) {
    meeting = followed(meeting, phase, name, nowMs);
    nowMs += ms;
  }
  return { ...meeting, nowMs };
}

Deno.test("followed() counts the time together, breaks included, waiting not", () => {
  const meeting = after([
    ["waiting", 500],
    ["connecting", 70],
    ["connected", 60_000],
    ["reconnecting", 3_000],
    ["connected", 10_000],
    ["waiting", 9_000],
    ["connected", 1_000],
    ["ended", 400],
  ]);
  assertEquals(meeting.talkedMs, 74_000);
  assertEquals(meeting.sinceMs, null);
});

Deno.test("followed() knows who has left, until somebody comes", () => {
  const left = after([["connected", 5], ["waiting", 5, ""]]);
  assertEquals([left.parted, left.name], [true, "Sam"]);
  const back = followed(left, "connected", "", 9_000);
  assertEquals([back.parted, back.name], [false, ""]);
});

Deno.test("followed() does not call it a parting when one leaves oneself", () => {
  assertEquals(after([["connected", 5], ["ended", 5]]).parted, false);
  const again = after([["connected", 5], ["waiting", 5], ["ended", 5], [
    "joining",
    5,
  ]]);
  assertEquals(again.parted, false);
});

Deno.test("followed() keeps a name that came before a page said hello again", () => {
  const meeting = after([["connected", 5], ["reconnecting", 5, ""]]);
  assertEquals(meeting.name, "Sam");
});

Deno.test("talkedUntil() never goes back, and holds while alone", () => {
  const phase = fc.constantFrom<CallPhase>(
    "joining",
    "waiting",
    "connecting",
    "connected",
    "reconnecting",
    "ended",
  );
  fc.assert(fc.property(
    fc.array(fc.tuple(phase, fc.nat({ max: 1_000 })), { maxLength: 40 }),
    (phases) => {
      let meeting = NO_MEETING, nowMs = 0, talked = 0;
      for (const [phase, ms] of phases) {
        meeting = followed(meeting, phase, "", nowMs);
        nowMs += ms;
        const next = talkedUntil(meeting, nowMs);
        assert(next >= talked);
        const together = phase === "connected" || phase === "reconnecting";
        if (phase === "waiting" || phase === "ended") {
          assertEquals(next, talked);
        } else if (together) assertEquals(next, talked + ms);
        talked = next;
      }
    },
  ));
  assertEquals(talkedUntil({ talkedMs: 7, sinceMs: 100 }, 50), 7);
});

Deno.test("byClock() tells the same time together by another clock", () => {
  const talk = { talkedMs: 7_000, sinceMs: 100_000, name: "Bob" };
  const kept = byClock(talk, 5_000_000);
  assertEquals(kept.sinceMs, 5_100_000);
  assertEquals(byClock(kept, -5_000_000), talk);
  assertEquals(byClock({ ...talk, sinceMs: null }, 5), {
    ...talk,
    sinceMs: null,
  });
});
