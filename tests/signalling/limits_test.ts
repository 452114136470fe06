import { assert, assertEquals, assertFalse } from "@std/assert";
import { type Admission, Limits } from "../../signalling/limits.ts";
import { TokenBucket } from "../../signalling/token_bucket.ts";

const RULES = {
  socketsPerAddress: 10,
  joinsPerMinute: 20,
  looksPerMinute: 60,
  turnPerMinute: 4,
  sockets: 100,
  idleAddresses: 5,
};

function admitted(admission: Admission): () => void {
  assert(admission.ok);
  return admission.release;
}

Deno.test("take() allows the burst, then the rate", () => {
  const bucket = new TokenBucket(60, 30, 0);
  for (let i = 0; i < 60; i++) assert(bucket.take(0));
  assertFalse(bucket.take(0));
  assertFalse(bucket.take(33));
  assert(bucket.take(34));
  assertFalse(bucket.take(34));
  let taken = 0;
  for (let ms = 35; ms <= 1_034; ms++) if (bucket.take(ms)) taken++;
  assertEquals(taken, 30);
});

Deno.test("take() never holds more than the burst", () => {
  const bucket = new TokenBucket(2, 1, 1_000);
  assert(bucket.take(3_600_000));
  assert(bucket.take(3_600_000));
  assertFalse(bucket.take(3_600_000));
});

Deno.test("open() admits ten sockets of one address and refuses the next", () => {
  const limits = new Limits(RULES);
  const releases = Array.from(
    { length: 10 },
    () => admitted(limits.open("a", 0)),
  );
  assertEquals(limits.open("a", 0), { ok: false, reason: "address" });
  assert(limits.open("b", 0).ok);
  releases[0]?.();
  assert(limits.open("a", 0).ok);
  assertFalse(limits.open("a", 0).ok);
});

Deno.test("release() counts once", () => {
  const limits = new Limits(RULES);
  const release = admitted(limits.open("a", 0));
  admitted(limits.open("a", 0));
  release();
  release();
  assertEquals(limits.held.sockets, 1);
});

Deno.test("open() refuses more than the process can hold", () => {
  const limits = new Limits({ ...RULES, sockets: 2 });
  admitted(limits.open("a", 0));
  const release = admitted(limits.open("b", 0));
  assertEquals(limits.open("c", 0), { ok: false, reason: "process" });
  release();
  assert(limits.open("c", 0).ok);
});

Deno.test("join() allows twenty a minute, however many sockets they take", () => {
  const limits = new Limits(RULES);
  for (let i = 0; i < 20; i++) {
    const release = admitted(limits.open("a", 0));
    assert(limits.join("a", 0));
    release();
  }
  admitted(limits.open("a", 0));
  assertFalse(limits.join("a", 2_999));
  assert(limits.join("a", 3_000));
  assertFalse(limits.join("a", 3_000));
});

Deno.test("join() is nothing for an address without a socket", () => {
  assertFalse(new Limits(RULES).join("a", 0));
});

Deno.test("look() allows sixty a minute, and takes nothing from joining", () => {
  const limits = new Limits(RULES);
  assertFalse(limits.look("a", 0));
  admitted(limits.open("a", 0));
  for (let i = 0; i < 60; i++) assert(limits.look("a", 0));
  assertFalse(limits.look("a", 0));
  for (let i = 0; i < 20; i++) assert(limits.join("a", 0));
  assertFalse(limits.look("a", 999));
  assert(limits.look("a", 1_000));
});

Deno.test("look() leaves the second half of an address's sockets to those who call", () => {
  const limits = new Limits(RULES);
  for (let i = 0; i < 5; i++) {
    admitted(limits.open("a", 0));
    assert(limits.look("a", 0));
  }
  const release = admitted(limits.open("a", 0));
  assertFalse(limits.look("a", 0));
  assert(limits.join("a", 0));
  release();
  assert(limits.look("a", 0));
});

Deno.test("turn() allows so many a minute, and takes nothing from joining", () => {
  const limits = new Limits(RULES);
  assertFalse(limits.turn("a", 0));
  admitted(limits.open("a", 0));
  for (let i = 0; i < 4; i++) assert(limits.turn("a", 0));
  assertFalse(limits.turn("a", 14_999));
  assert(limits.turn("a", 15_000));
  for (let i = 0; i < 20; i++) assert(limits.join("a", 15_000));
});

Deno.test("addresses that have gone are remembered in bounded number", () => {
  const limits = new Limits(RULES);
  for (let i = 0; i < 1_000; i++) admitted(limits.open(`${i}`, 0))();
  assertEquals(limits.held, { sockets: 0, addresses: 5 });
  admitted(limits.open("999", 0));
  assertEquals(limits.held, { sockets: 1, addresses: 5 });
});
