/**
 * Somebody in between runs a handshake with each side, as is possible in a
 * named room. They can read; can they make the pictures agree?
 *
 * Here only the first 8 of the 24 bits are compared, so that there is a
 * success rate to measure: 1 in 256 is what guessing gives.
 */
import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { decodeBase64Url, encodeBase64Url } from "../../sealing/bytes.ts";
import {
  commitTo,
  type Compared,
  Comparison,
  picturesFor,
} from "../../sealing/comparison.ts";
import { EMOJI, type Emoji } from "../../sealing/emoji.ts";
import { deriveRoomKeys } from "../../sealing/key_schedule.ts";
import { handshake, newPage } from "./meeting.ts";
import { Choices, chooseSeed } from "./random.ts";

const BITS = 8;
const CHANCE = 2 ** -BITS;

/** The first eight bits of what people would compare. */
function firstBits(pictures: readonly Emoji[]): number {
  const [first, second] = pictures.map((picture) => EMOJI.indexOf(picture));
  return ((first ?? 0) << 2) | ((second ?? 0) >> 4);
}

/** One session of the attacker's: an honest page, and what the attacker is to it. */
interface Leg {
  readonly th: Uint8Array<ArrayBuffer>;
  readonly attackerId: Uint8Array<ArrayBuffer>;
  readonly honest: Comparison;
}

/** Sessions with honest pages have ids and transcripts that are not the attacker's choice. */
function newLeg(
  choices: Choices,
  nonce: Uint8Array<ArrayBuffer> = choices.bytes(32),
): Leg {
  const th = choices.bytes(32);
  // The honest page is the low one.
  const ownId = new Uint8Array(16);
  const attackerId = new Uint8Array(16).fill(255);
  const honest = new Comparison({ th, ownId, peerId: attackerId }, nonce);
  return { th, attackerId, honest };
}

async function commit(leg: Leg, nonce: Uint8Array<ArrayBuffer>) {
  return encodeBase64Url(await commitTo(leg.th, leg.attackerId, nonce));
}

function read(said: string | null): Uint8Array<ArrayBuffer> {
  const bytes = decodeBase64Url(said ?? "-");
  assert(bytes !== null);
  return bytes;
}

function bitsShown(compared: Compared): number {
  assert(compared.ok);
  return firstBits(compared.emoji);
}

/**
 * Searches a nonce that shows one side what the other sees.
 *
 * @returns How many had to be tried.
 */
async function search(
  leg: Leg,
  honestNonce: Uint8Array<ArrayBuffer>,
  wanted: number,
  choices: Choices,
): Promise<{ nonce: Uint8Array<ArrayBuffer>; tries: number }> {
  for (let tries = 1; tries < 2 ** (BITS + 5); tries++) {
    const nonce = choices.bytes(32);
    const pictures = await picturesFor(leg.th, honestNonce, nonce);
    if (firstBits(pictures) === wanted) return { nonce, tries };
  }
  throw new Error("Nothing was found in 32 times the tries it should take");
}

/**
 * The best play that the protocol allows: wait for both commitments, take one
 * side's reveal before saying anything to the other, and choose the second
 * commitment with all that is known by then.
 */
async function playByTheRules(choices: Choices): Promise<boolean> {
  const [a, b] = [newLeg(choices), newLeg(choices)];
  await a.honest.commitment();
  const seenOfB = read(await b.honest.commitment());
  const forA = choices.bytes(32);
  const nonceA = read(a.honest.reveal(await commit(a, forA)));
  const wanted = firstBits(await picturesFor(a.th, nonceA, forA));
  // B's nonce is hidden: what B has said of it is the best guess there is.
  const candidates = await Promise.all(Array.from({ length: 4 }, async () => {
    const nonce = choices.bytes(32);
    const bits = firstBits(await picturesFor(b.th, seenOfB, nonce));
    return { nonce, miss: Math.abs(bits - wanted) };
  }));
  const [best] = candidates.sort((x, y) => x.miss - y.miss);
  assert(best);
  const nonceB = read(b.honest.reveal(await commit(b, best.nonce)));
  assertNotEquals(nonceB, seenOfB);
  const shownToA = await a.honest.compare(encodeBase64Url(forA));
  const shownToB = await b.honest.compare(encodeBase64Url(best.nonce));
  // Having learnt it now does not help: B takes no other nonce.
  const other = await b.honest.compare(encodeBase64Url(choices.bytes(32)));
  assertEquals(other, { ok: false, reason: "mismatch" });
  return bitsShown(shownToA) === bitsShown(shownToB);
}

/** As above, but each side reveals unasked and takes any nonce for an answer. */
async function playWithoutCommitments(choices: Choices): Promise<number> {
  const [a, b] = [newLeg(choices), newLeg(choices)];
  const [nonceA, nonceB, forA] = [
    choices.bytes(32),
    choices.bytes(32),
    choices.bytes(32),
  ];
  const wanted = firstBits(await picturesFor(a.th, nonceA, forA));
  const { nonce: forB, tries } = await search(b, nonceB, wanted, choices);
  const shownToB = await picturesFor(b.th, nonceB, forB);
  assertEquals(firstBits(shownToB), wanted);
  return tries;
}

/** As the rules are, but the page has one nonce for all its sessions. */
async function playWithOldNonce(choices: Choices): Promise<number> {
  const nonceA = choices.bytes(32);
  const [before, b] = [newLeg(choices, nonceA), newLeg(choices)];
  const learnt = read(before.honest.reveal(await commit(before, nonceA)));
  const forB = choices.bytes(32);
  const nonceB = read(b.honest.reveal(await commit(b, forB)));
  const wanted = firstBits(await picturesFor(b.th, nonceB, forB));
  // The attacker comes to A once more, as if B had reloaded.
  const again = newLeg(choices, nonceA);
  const { nonce: forA, tries } = await search(again, learnt, wanted, choices);
  again.honest.reveal(await commit(again, forA));
  const shownToA = await again.honest.compare(encodeBase64Url(forA));
  const shownToB = await b.honest.compare(encodeBase64Url(forB));
  assertEquals(bitsShown(shownToA), bitsShown(shownToB));
  return tries;
}

Deno.test("somebody in between of a named room can read, but shows the two different pictures", async () => {
  const room = await deriveRoomKeys({ kind: "named", name: "standup" });
  for (let i = 0; i < 10; i++) {
    const [a, b] = [await newPage(1), await newPage(2)];
    const [asB, asA] = [await newPage(3), await newPage(4)];
    const [atA, toA] = await handshake(a, asB, room);
    const [atB, toB] = await handshake(b, asA, room);
    const read = await toA.open(await atA.seal("for B only"));
    assert(read === "for B only");
    assertEquals(await atB.open(await toB.seal(read)), "for B only");
    const shown = await Promise.all(
      [[atA, toA], [atB, toB]].map(async ([honest, attacker]) => {
        assert(honest && attacker);
        const commitment = await attacker.comparison.commitment();
        honest.comparison.reveal(commitment);
        const theirs = await honest.comparison.commitment();
        const nonce = attacker.comparison.reveal(theirs);
        return await honest.comparison.compare(nonce ?? "");
      }),
    );
    assert(shown.every(({ ok }) => ok));
    assertNotEquals(shown[0], shown[1]);
  }
});

Deno.test("with the commitments, the best attack on the comparison is a guess", async () => {
  const choices = new Choices(chooseSeed());
  const rounds = 5_000;
  let successes = 0;
  for (let i = 0; i < rounds; i++) {
    if (await playByTheRules(choices)) successes++;
  }
  const expected = rounds * CHANCE;
  console.log(`${successes} of ${rounds}; by chance ${expected.toFixed(1)}`);
  // Six standard deviations above; below, none at all has a chance of e^-19.
  const spread = 6 * Math.sqrt(expected * (1 - CHANCE));
  assert(0 < successes && successes < expected + spread, `${successes}`);
});

Deno.test("without commitments, the attack on the comparison succeeds by 2^k tries", async () => {
  const choices = new Choices(chooseSeed());
  let tries = 0;
  for (let i = 0; i < 40; i++) tries += await playWithoutCommitments(choices);
  console.log(`${tries / 40} tries on average; 2^k is ${2 ** BITS}`);
  assert(tries / 40 < 2 ** (BITS + 1));
});

Deno.test("with one nonce for all sessions of a page, it succeeds as well: so each has its own", async () => {
  const choices = new Choices(chooseSeed());
  let tries = 0;
  for (let i = 0; i < 40; i++) tries += await playWithOldNonce(choices);
  console.log(`${tries / 40} tries on average; 2^k is ${2 ** BITS}`);
  assert(tries / 40 < 2 ** (BITS + 1));
});
