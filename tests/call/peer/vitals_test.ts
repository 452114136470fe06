import { assertEquals } from "@std/assert";
import {
  type Finding,
  firstVitals,
  observe,
  ONE_WAY_AFTER_MS,
  QUIET_STALL_AFTER_MS,
  type Sample,
  STALL_AFTER_MS,
} from "../../../call/peer/vitals.ts";

function sample(nowMs: number, more: Partial<Sample> = {}): Sample {
  return {
    nowMs,
    inbound: { media: nowMs, words: nowMs },
    audio: { sent: nowMs, delivered: nowMs },
    video: { sent: nowMs, delivered: nowMs },
    received: { audio: 0, video: 0 },
    ...more,
  };
}

function both(count: number): Sample["inbound"] {
  return { media: count, words: count };
}

/** What each sample of a row reveals, with its time. */
function findings(samples: Sample[]): [number, Finding][] {
  const [first, ...rest] = samples;
  if (first === undefined) return [];
  let vitals = firstVitals(first);
  const found: [number, Finding][] = [];
  for (const next of rest) {
    const [after, finding] = observe(vitals, next);
    vitals = after;
    if (finding !== null) found.push([next.nowMs, finding]);
  }
  return found;
}

/** Samples every 200 ms. */
function every200(
  untilMs: number,
  at: (nowMs: number) => Partial<Sample>,
): Sample[] {
  const samples: Sample[] = [];
  for (let now = 0; now <= untilMs; now += 200) {
    samples.push(sample(now, at(now)));
  }
  return samples;
}

Deno.test("observe() finds nothing in a call that works", () => {
  assertEquals(findings(every200(20_000, () => ({}))), []);
});

Deno.test("observe() finds a stall after a second of silence, and its end, once each", () => {
  const silent = every200(5_000, (now) => ({
    inbound: both(now < 1_000 || now > 4_000 ? now : 1_000),
  }));
  assertEquals(findings(silent), [
    [1_000 + STALL_AFTER_MS, "stalled"],
    [4_200, "flowing"],
  ]);
});

Deno.test("observe() is patient with people who have switched all off", () => {
  // A word every second, until there are none.
  const quiet = every200(15_000, (now) => ({
    inbound: {
      media: Math.min(now, 2_000),
      words: Math.min(Math.ceil(now / 1_000), 8),
    },
  }));
  assertEquals(findings(quiet), [[7_200 + QUIET_STALL_AFTER_MS, "stalled"]]);
});

Deno.test("observe() takes one late look for a page that slept, not for a stall", () => {
  const slept = [
    sample(0),
    sample(200),
    sample(60_000, { inbound: both(200) }),
  ];
  assertEquals(findings(slept), []);
  assertEquals(
    findings([...slept, sample(60_200, { inbound: both(200) })]),
    [[60_200, "stalled"]],
  );
});

Deno.test("observe() finds media that goes one way only, of either kind", () => {
  for (const kind of ["audio", "video"] as const) {
    const lost = every200(8_000, (now) => ({
      [kind]: { sent: now, delivered: Math.min(now, 2_000) },
    }));
    assertEquals(findings(lost), [[2_000 + ONE_WAY_AFTER_MS, "one-way"]], kind);
  }
});

Deno.test("observe() finds what is lost though little of it is sent", () => {
  const lost = every200(9_000, (now) => ({
    video: { sent: Math.floor(now / 1_000), delivered: 0 },
  }));
  assertEquals(findings(lost), [[ONE_WAY_AFTER_MS, "one-way"]]);
});

Deno.test("observe() does not miss the last frames before the camera was switched off", () => {
  const off = every200(9_000, (now) => ({
    video: { sent: Math.min(now, 3_000), delivered: Math.min(now, 2_800) },
  }));
  assertEquals(findings(off), []);
});

Deno.test("observe() does not miss what was never sent, or never reported", () => {
  const nothingSent = every200(9_000, () => ({
    video: { sent: 7, delivered: 3 },
  }));
  const nothingHeard = every200(9_000, (now) => ({
    video: { sent: now, delivered: null },
  }));
  assertEquals(findings(nothingSent), []);
  assertEquals(findings(nothingHeard), []);
});

Deno.test("observe() does not blame a direction while nothing comes in at all", () => {
  const stalled = every200(9_000, (now) => ({
    inbound: both(Math.min(now, 1_000)),
    audio: { sent: now, delivered: Math.min(now, 1_000) },
  }));
  assertEquals(findings(stalled), [[2_000, "stalled"]]);
});
