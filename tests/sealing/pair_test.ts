import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { encodeBase64Url } from "../../sealing/bytes.ts";
import { newPairShare } from "../../sealing/identity.ts";
import { isPairProven, pairSecret, provePair } from "../../sealing/pair.ts";
import { MAX_PAIR_SECRETS } from "../../sealing/pair_limit.ts";
import type { Session } from "../../sealing/session.ts";
import { handshake, newPage, privateRoom } from "./meeting.ts";

/** A session between two new pages of the same two certificates. */
async function session(): Promise<[Session, Session]> {
  return await handshake(
    await newPage(1),
    await newPage(2),
    await privateRoom(),
  );
}

async function secretOf(a: Session, b: Session): Promise<string> {
  const [one, other] = [newPairShare(), newPairShare()];
  const secret = await pairSecret(a.parties, one, other);
  assertEquals(await pairSecret(b.parties, other, one), secret);
  assert(secret !== null);
  return secret;
}

Deno.test("pairSecret() gives both pages the same secret, and another for other shares and sessions", async () => {
  const [a, b] = await session();
  const secret = await secretOf(a, b);
  assertNotEquals(await secretOf(a, b), secret);
  const [c] = await session();
  const [one, other] = [newPairShare(), newPairShare()];
  assertNotEquals(
    await pairSecret(c.parties, one, other),
    await pairSecret(a.parties, one, other),
  );
});

Deno.test("pairSecret() refuses what is no share", async () => {
  const [a] = await session();
  const good = newPairShare();
  for (const bad of ["", "AAAA", good.slice(1), `${good}A`, "!".repeat(43)]) {
    assertEquals(await pairSecret(a.parties, good, bad), null, bad);
    assertEquals(await pairSecret(a.parties, bad, good), null, bad);
  }
});

Deno.test("isPairProven() recognises the peer in a later session, whichever of the secrets both have", async () => {
  const [a, b] = await session();
  const secret = await secretOf(a, b);
  const [c, d] = await session();
  const more = newPairShare();
  assertEquals(MAX_PAIR_SECRETS, 2);
  for (
    const [ours, theirs] of [[[secret], [secret]], [[more, secret], [secret]], [
      [secret],
      [more, secret],
    ]] as const
  ) {
    const proofs = await provePair(d.parties, theirs);
    assertEquals(await isPairProven(c.parties, ours, proofs), true);
  }
});

Deno.test("isPairProven() takes no proof of another secret, session, direction or length", async () => {
  const [a, b] = await session();
  const secret = await secretOf(a, b);
  const [c, d] = await session();
  const [e] = await session();
  const wrong = [
    // Another secret.
    ...await provePair(d.parties, [newPairShare()]),
    // Said in another session with either page: whoever is in between has it.
    ...await provePair(b.parties, [secret]),
    ...await provePair(e.parties, [secret]),
    // Sent back to its sender.
    ...await provePair(c.parties, [secret]),
    "",
    "AAAA",
    encodeBase64Url(new Uint8Array(32)),
    secret,
  ];
  assertEquals(await isPairProven(c.parties, [secret], wrong), false);
  const right = await provePair(d.parties, [secret]);
  assertEquals(await isPairProven(c.parties, [], right), false);
  assertEquals(await isPairProven(c.parties, ["nonsense"], right), false);
  assertEquals(await isPairProven(c.parties, [secret], right), true);
});
