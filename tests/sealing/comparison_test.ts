import {
  assert,
  assertEquals,
  assertNotEquals,
  assertThrows,
} from "@std/assert";
import { Comparison, picturesFor } from "../../sealing/comparison.ts";
import { EMOJI } from "../../sealing/emoji.ts";
import { handshake, newPage, privateRoom } from "./meeting.ts";

const bytes = (length: number, fill: number) =>
  new Uint8Array(length).fill(fill);

/** The two sides of one session. */
function sides(nonces: readonly [number, number] = [5, 6]) {
  const th = bytes(32, 9);
  const [low, high] = [bytes(16, 1), bytes(16, 2)];
  return [
    new Comparison({ th, ownId: low, peerId: high }, bytes(32, nonces[0])),
    new Comparison({ th, ownId: high, peerId: low }, bytes(32, nonces[1])),
  ] as const;
}

Deno.test("Comparison gives both sides of a session the same four pictures", async () => {
  const room = await privateRoom();
  const [a, b] = await handshake(await newPage(1), await newPage(2), room);
  const [ours, theirs] = [a.comparison, b.comparison];
  const ourNonce = ours.reveal(await theirs.commitment());
  const theirNonce = theirs.reveal(await ours.commitment());
  assert(ourNonce !== null && theirNonce !== null);
  const compared = await ours.compare(theirNonce);
  assert(compared.ok);
  assertEquals(compared.emoji.length, 4);
  assertEquals(await theirs.compare(ourNonce), compared);
});

Deno.test("reveal() gives the nonce only for a commitment, and for one only", async () => {
  const [low, high] = sides();
  for (
    const text of [
      "",
      "x",
      "A".repeat(42),
      "A".repeat(44),
      "A".repeat(42) + "B",
    ]
  ) {
    assertEquals(low.reveal(text), null);
  }
  const commitment = await high.commitment();
  const nonce = low.reveal(commitment);
  assert(nonce !== null);
  assertEquals(low.reveal(commitment), nonce);
  assertEquals(low.reveal("A".repeat(43)), null);
});

Deno.test("compare() refuses a nonce that was not committed to", async () => {
  const [low, high] = sides();
  const [, other] = sides([5, 7]);
  const nonce = high.reveal(await low.commitment());
  const otherNonce = other.reveal(await low.commitment());
  assert(nonce !== null && otherNonce !== null);
  assertEquals(await low.compare(nonce), { ok: false, reason: "early" });
  low.reveal(await high.commitment());
  assertEquals(await low.compare(otherNonce), {
    ok: false,
    reason: "mismatch",
  });
  assertEquals(await low.compare("x"), { ok: false, reason: "malformed" });
  assert((await low.compare(nonce)).ok);
});

Deno.test("compare() refuses the page's own commitment and nonce, sent back", async () => {
  const [low] = sides();
  const nonce = low.reveal(await low.commitment());
  assert(nonce !== null);
  assertEquals(await low.compare(nonce), { ok: false, reason: "mismatch" });
});

Deno.test("picturesFor() depends on both nonces, their order and the transcript", async () => {
  const th = bytes(32, 1);
  const [x, y] = [bytes(32, 2), bytes(32, 3)];
  const base = await picturesFor(th, x, y);
  assertEquals(await picturesFor(th, x, y), base);
  assertNotEquals(await picturesFor(th, y, x), base);
  assertNotEquals(await picturesFor(th, x, x), base);
  assertNotEquals(await picturesFor(x, x, y), base);
});

Deno.test("picturesFor() shows every picture in every place, about as often", async () => {
  const th = bytes(32, 1);
  const counts = Array.from({ length: 4 }, () => new Map<string, number>());
  const rounds = 64 * 40;
  for (let i = 0; i < rounds; i++) {
    const nonce = bytes(32, 0);
    new DataView(nonce.buffer).setUint32(0, i);
    const pictures = await picturesFor(th, nonce, nonce);
    pictures.forEach(({ name }, place) => {
      const count = counts[place];
      count?.set(name, (count.get(name) ?? 0) + 1);
    });
  }
  for (const count of counts) {
    assertEquals(count.size, EMOJI.length);
    // Chi squared with 63 degrees of freedom: 63 ± 11; nothing here is random.
    const chi = [...count.values()].reduce(
      (sum, n) => sum + (n - 40) ** 2 / 40,
      0,
    );
    assert(chi < 63 + 5 * 11.2, `${chi}`);
  }
});

Deno.test("Comparison wants a nonce of 32 bytes", () => {
  const parties = {
    th: bytes(32, 0),
    ownId: bytes(16, 0),
    peerId: bytes(16, 1),
  };
  assertThrows(() => new Comparison(parties, bytes(16, 1)), RangeError);
});
