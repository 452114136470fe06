import { assert, assertEquals } from "@std/assert";
import { encodeBase64Url } from "../../../sealing/bytes.ts";
import type { RoomSource } from "../../../sealing/key_schedule.ts";
import { meet, openPage, relay, type SealedPage } from "../fake_room.ts";

const SOURCES: readonly RoomSource[] = [
  { kind: "private", secret: crypto.getRandomValues(new Uint8Array(16)) },
  { kind: "named", name: "standup" },
];

/** What the data channel carries when it opens: one share each way. */
async function exchange(a: SealedPage, b: SealedPage): Promise<string> {
  const [one, other] = [a.signalling.startPair(), b.signalling.startPair()];
  assert(one !== null && other !== null);
  const [secret, same] = await Promise.all([
    one.complete(other.share),
    other.complete(one.share),
  ]);
  assertEquals(secret, same);
  assert(secret !== null);
  return secret;
}

const name = ({ fingerprint }: SealedPage) => encodeBase64Url(fingerprint);

/** Another page of the same tab: the certificate and the secrets are kept. */
async function reload(
  page: SealedPage,
  source: RoomSource,
  asksFirst = false,
): Promise<SealedPage> {
  const next = await openPage(source, { asksFirst }, page.fingerprint);
  for (const [whose, kept] of page.secrets) next.secrets.set(whose, kept);
  return next;
}

/** Two who have been connected, and share a secret. */
async function pair(source: RoomSource): Promise<[SealedPage, SealedPage]> {
  const [a, b] = await Promise.all([openPage(source), openPage(source)]);
  await meet(a, b);
  const secret = await exchange(a, b);
  a.secrets.set(name(b), [secret]);
  b.secrets.set(name(a), [secret]);
  return [a, b];
}

for (const source of SOURCES) {
  Deno.test(`${source.kind}: a reloaded page proves itself before it is reported, over reloads of either and both`, async () => {
    let [a, b] = await pair(source);
    assertEquals([a.signalling.peer?.paired, a.events], [false, ["here b"]]);
    b = await reload(b, source);
    await meet(a, b);
    assertEquals(a.signalling.peer?.paired, true);
    assertEquals(b.signalling.peer?.paired, true);
    assertEquals(b.events, ["joined a", "paired"]);
    [a, b] = [await reload(a, source), await reload(b, source)];
    await meet(a, b);
    assertEquals(a.signalling.peer?.paired, true);
    assertEquals(b.signalling.peer?.paired, true);
  });

  Deno.test(`${source.kind}: whoever claims another's certificate proves nothing, whatever they send`, async () => {
    const [a, b] = await pair(source);
    const liar = await openPage(source, {}, b.fingerprint);
    // Proofs that the two have sent, guesses, and what the victim sends itself.
    liar.secrets.set(name(a), [encodeBase64Url(new Uint8Array(32))]);
    await meet(a, liar);
    assertEquals(a.signalling.peer?.fingerprint, name(b));
    assertEquals(a.signalling.peer?.paired, false);
    const commitment = encodeBase64Url(new Uint8Array(32));
    const proofs = [commitment, name(b)];
    liar.signalling.send({ type: "commitment", commitment, proofs });
    await relay(a, liar);
    assertEquals(a.signalling.peer?.paired, false);
  });

  Deno.test(`${source.kind}: one who asks first hears of a page once it has spoken, or is gone without a word`, async () => {
    const [before, b] = await pair(source);
    for (const speaks of [true, false]) {
      const a = await reload(before, source, true);
      a.server.onJoined("a", { id: "b", here: true }, b.parked);
      await a.settle();
      assertEquals(a.events, []);
      if (speaks) {
        b.server.onPeerHere("b", { id: "a" }, a.parked);
        await relay(a, b);
      } else a.server.onPeerAway();
      await a.settle();
      const events = speaks ? ["joined b"] : ["joined b away", "away"];
      assertEquals(a.events, events);
      assertEquals(a.signalling.peer?.paired ?? false, speaks);
    }
  });

  Deno.test(`${source.kind}: one who asks first meets a page that was reloaded while it was waited for`, async () => {
    const [before, old] = await pair(source);
    const a = await reload(before, source, true);
    const b = await reload(old, source);
    a.server.onJoined("a", { id: "b", here: true }, old.parked);
    a.server.onPeerHere("a", { id: "b" }, b.parked);
    b.server.onJoined("b", { id: "a", here: true }, a.parked);
    await relay(a, b);
    // In the room first: whoever comes is news only to one who is.
    assertEquals(a.events, ["joined b away", "here b"]);
    assertEquals(a.signalling.peer?.paired, true);
  });
}

Deno.test("a pair secret that was made while somebody ran two sessions is never recognised", async () => {
  const source: RoomSource = { kind: "named", name: "standup" };
  const [a, b] = await Promise.all([openPage(source), openPage(source)]);
  // To each the one in between has the other's certificate.
  const toA = await openPage(source, {}, b.fingerprint);
  const toB = await openPage(source, {}, a.fingerprint);
  await meet(a, toA);
  await meet(b, toB);
  const [one, other] = [a.signalling.startPair(), b.signalling.startPair()];
  const made = await one?.complete(other?.share ?? "");
  const theirs = await other?.complete(one?.share ?? "");
  assert(made && theirs && made !== theirs);
});
