import { assert, assertEquals } from "@std/assert";
import type { PrivateKeys } from "../../sealing/agreement.ts";
import { ALGORITHMS } from "../../sealing/agreement.ts";
import { type Bytes, decodeBase64Url } from "../../sealing/bytes.ts";
import { openCard, sealCard } from "../../sealing/card.ts";
import type { Comparison } from "../../sealing/comparison.ts";
import {
  composeHello,
  type Hello,
  openHello,
  sealHello,
} from "../../sealing/hello.ts";
import {
  deriveRoomKeys,
  nameCheck,
  type RoomKeys,
} from "../../sealing/key_schedule.ts";
import {
  pairSecret,
  provePair,
  type SessionParties,
} from "../../sealing/pair.ts";
import { parseFragment } from "../../sealing/link.ts";
import { createSession, type Session } from "../../sealing/session.ts";
import { makeVectors } from "./make_vectors.ts";
import vectors from "./vectors.json" with { type: "json" };

function hex(text: string): Bytes {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

function base64Url(text: string): Bytes {
  const bytes = decodeBase64Url(text);
  assert(bytes !== null, text);
  return bytes;
}

const secret = hex(vectors.link.secret);
const privateRoom = await deriveRoomKeys({ kind: "private", secret });
const namedRoom = await deriveRoomKeys({
  kind: "named",
  name: vectors.namedRoom.name,
});

type PageVector = typeof vectors.pages.low | typeof vectors.pages.old;

async function readPage(
  page: PageVector,
): Promise<{ hello: Hello; keys: PrivateKeys }> {
  const importKey = (jwk: JsonWebKey, curve: "X25519" | "P-256") =>
    crypto.subtle.importKey("jwk", jwk, ALGORITHMS[curve], false, [
      "deriveBits",
    ]);
  const { x, y } = page.p256;
  const hello = composeHello({
    id: hex(page.id),
    x25519: page.x25519 && base64Url(page.x25519.x),
    p256: Uint8Array.of(4, ...base64Url(x), ...base64Url(y)),
    fingerprint: hex(page.fingerprint),
    relayOnly: page.relayOnly,
    asksFirst: page.asksFirst,
  });
  const keys = {
    x25519: page.x25519 && await importKey(page.x25519, "X25519"),
    p256: await importKey(page.p256, "P-256"),
  };
  return { hello, keys };
}

Deno.test("vectors.json is what an implementation on node:crypto says", () => {
  assertEquals(JSON.parse(JSON.stringify(makeVectors())), vectors);
});

Deno.test("parseFragment() and nameCheck() give the known answers", async () => {
  const { fragment, words, number } = vectors.link;
  assertEquals(parseFragment(fragment), {
    kind: "private",
    secret,
    rest: "none",
  });
  assertEquals(await nameCheck(secret, words), number);
});

Deno.test("deriveRoomKeys() gives the known answers", () => {
  const answers = [
    [privateRoom, vectors.privateRoom],
    [namedRoom, vectors.namedRoom],
  ] as const;
  for (const [room, { token, key, psk }] of answers) {
    assertEquals(room.token, token);
    assertEquals(room.key, key);
    assertEquals(room.roomKey, base64Url(key));
    assertEquals(room.psk, hex(psk));
    assertEquals(room.helloKey.extractable, false);
    assertEquals(room.cardKey.extractable, false);
  }
});

Deno.test("sealHello() and openHello() give the known answers", async () => {
  const { iv, lowInPrivateRoom, highInPrivateRoom, oldInNamedRoom } =
    vectors.hellos;
  const answers = [
    [privateRoom, vectors.pages.low, lowInPrivateRoom],
    [privateRoom, vectors.pages.high, highInPrivateRoom],
    [namedRoom, vectors.pages.old, oldInNamedRoom],
  ] as const;
  for (const [room, page, sealed] of answers) {
    const { hello } = await readPage(page);
    assertEquals(hello.bytes, hex(page.hello));
    assertEquals(await sealHello(room, hello, hex(iv)), sealed);
    const opened = await openHello(room, sealed, new Uint8Array(16));
    assertEquals(opened, { ok: true, hello });
  }
});

Deno.test("sealCard() and openCard() give the known answers", async () => {
  const { iv, name, inPrivateRoom, namelessInNamedRoom } = vectors.cards;
  const answers = [
    [privateRoom, name, inPrivateRoom],
    [namedRoom, "", namelessInNamedRoom],
  ] as const;
  for (const [room, name, sealed] of answers) {
    assertEquals(await sealCard(room, name, hex(iv)), sealed);
    assertEquals(await openCard(room, sealed), name);
  }
});

async function readSession(
  room: RoomKeys,
  own: PageVector,
  peer: PageVector,
  nonce: string,
): Promise<Session> {
  const created = await createSession({
    room,
    own: await readPage(own),
    peer: (await readPage(peer)).hello,
    comparisonNonce: base64Url(nonce),
  });
  assert(created.ok);
  return created.session;
}

async function checkComparison(
  sides: { low: Comparison; high: Comparison },
  answer: typeof vectors.x25519Session.comparison,
): Promise<void> {
  const { low, high } = sides;
  assertEquals(await low.commitment(), answer.lowCommitment);
  assertEquals(await high.commitment(), answer.highCommitment);
  assertEquals(low.reveal(answer.highCommitment), answer.lowNonce);
  assertEquals(high.reveal(answer.lowCommitment), answer.highNonce);
  for (
    const compared of [
      await low.compare(answer.highNonce),
      await high.compare(answer.lowNonce),
    ]
  ) {
    assert(compared.ok);
    assertEquals(compared.emoji.map(({ name }) => name), answer.names);
  }
}

async function checkPair(
  { low, high }: { low: SessionParties; high: SessionParties },
  answer: typeof vectors.x25519Session.pair,
): Promise<void> {
  const { lowShare, highShare, secret } = answer;
  assertEquals(await pairSecret(low, lowShare, highShare), secret);
  assertEquals(await pairSecret(high, highShare, lowShare), secret);
  assertEquals(await provePair(low, [secret]), [answer.lowProof]);
  assertEquals(await provePair(high, [secret]), [answer.highProof]);
}

const SESSIONS = [
  [privateRoom, "X25519", vectors.pages.high, vectors.x25519Session],
  [namedRoom, "P-256", vectors.pages.old, vectors.p256Session],
] as const;

for (const [room, curve, highPage, answer] of SESSIONS) {
  Deno.test(`Session, Comparison and pair secrets give the known answers with ${curve}`, async () => {
    const { lowNonce, highNonce } = answer.comparison;
    const lowPage = vectors.pages.low;
    const low = await readSession(room, lowPage, highPage, lowNonce);
    const high = await readSession(room, highPage, lowPage, highNonce);
    assertEquals([low.curve, high.curve], [curve, curve]);
    for (const { text, sealed } of answer.lowToHigh) {
      assertEquals(await low.seal(text), sealed);
      assertEquals(await high.open(sealed), text);
    }
    for (const { text, sealed } of answer.highToLow) {
      assertEquals(await high.seal(text), sealed);
      assertEquals(await low.open(sealed), text);
    }
    await checkComparison(
      { low: low.comparison, high: high.comparison },
      answer.comparison,
    );
    await checkPair({ low: low.parties, high: high.parties }, answer.pair);
  });
}
