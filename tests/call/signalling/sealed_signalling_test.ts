import { assert, assertEquals, assertNotEquals } from "@std/assert";
import type { PeerMessage } from "../../../call/messages/peer_message.ts";
import {
  type SealedHandlers,
  SealedSignalling,
  type SignallingPort,
} from "../../../call/signalling/sealed_signalling.ts";
import { encodeBase64Url } from "../../../sealing/bytes.ts";
import { openCard } from "../../../sealing/card.ts";
import { MAX_SESSIONS, newIdentity } from "../../../sealing/identity.ts";
import {
  deriveRoomKeys,
  type RoomSource,
} from "../../../sealing/key_schedule.ts";
import { meet, openPage, relay, type SealedPage } from "../fake_room.ts";

const PRIVATE: RoomSource = {
  kind: "private",
  secret: crypto.getRandomValues(new Uint8Array(16)),
};
const NAMED: RoomSource = { kind: "named", name: "standup" };
const WISH: PeerMessage = { type: "restart-wanted", heard: 3 };
/** As long as a browser with many codecs makes it. */
const OFFER: PeerMessage = {
  type: "description",
  from: "c",
  to: null,
  seq: 1,
  ack: 0,
  description: { type: "offer", sdp: "a=rtpmap:96 VP8/90000\r\n".repeat(600) },
};

/** A way to the server on which nothing is heard. */
const DEAF: SignallingPort = {
  open: () => {},
  send: () => true,
  show: () => {},
  lock: () => {},
  release: () => {},
  probe: () => {},
  close: () => {},
};
const NOTHING_HEARD: SealedHandlers = {
  onPhase: () => {},
  onIceServers: () => {},
  onClaim: () => {},
  onRefused: () => {},
  onPeerAway: () => {},
  onPeerGone: () => {},
  onLocked: () => {},
  onJoined: () => {},
  onPeerHere: () => {},
  mayHear: () => true,
  onMessage: () => {},
  onPictures: () => {},
  pairSecrets: () => [],
  onPaired: () => {},
  onStranger: () => {},
  onPeerUnproven: () => {},
  onIdentitySpent: () => {},
};

async function twoPages(source: RoomSource): Promise<[SealedPage, SealedPage]> {
  const pages = await Promise.all([openPage(source), openPage(source)]);
  await meet(...pages);
  return pages;
}

Deno.test("SealedSignalling.open() parks its hello within the click when keys are at hand", async () => {
  const room = await deriveRoomKeys(PRIVATE);
  const identity = await newIdentity(new Uint8Array(32));
  const hello = await identity.sealHello(room);
  const parked: string[] = [];
  const signalling = new SealedSignalling(
    () => ({ identity, room, hello }),
    () => ({ ...DEAF, open: (_, data) => void parked.push(data) }),
    NOTHING_HEARD,
  );
  const opened = signalling.open(null, identity.hello, "Ann");
  assertEquals(parked, [hello]);
  await opened;
});

Deno.test("SealedSignalling introduces two pages, proves them, and shows both the same pictures", async () => {
  for (const source of [PRIVATE, NAMED]) {
    const [a, b] = await twoPages(source);
    assertEquals(a.events, ["here b"]);
    assertEquals(b.events, ["joined a"]);
    assertEquals(
      a.signalling.peer?.fingerprint,
      encodeBase64Url(b.fingerprint),
    );
    assertEquals(a.pictures.split(" ").length, 4, a.pictures);
    assertEquals(a.pictures, b.pictures);
  }
});

Deno.test("SealedSignalling tells both, before anything else, that one wants no address known", async () => {
  for (const wishes of [[true, false], [false, true], [false, false]]) {
    const [a, b] = await Promise.all([
      openPage(PRIVATE, { relayOnly: wishes[0] ?? false }),
      openPage(PRIVATE, { relayOnly: wishes[1] ?? false }),
    ]);
    await meet(a, b);
    const wanted = wishes.includes(true);
    assertEquals(a.signalling.relayOnly, wanted);
    assertEquals(b.signalling.relayOnly, wanted);
  }
});

Deno.test("SealedSignalling carries what is said in order, however long, and shows the server nothing", async () => {
  const [a, b] = await twoPages(PRIVATE);
  a.signalling.send(OFFER);
  a.signalling.send(WISH);
  await a.settle();
  for (const data of [...a.sent, a.parked]) {
    assert(!/VP8\/90000|"sdp"|restart/.test(data));
    assert(data.length < 16 * 1024, `${data.length}`);
  }
  await relay(a, b);
  assertEquals(b.messages, [OFFER, WISH]);
});

Deno.test("SealedSignalling hears no more than it may, by the length of what is said", async () => {
  const [a, b] = await twoPages(PRIVATE);
  let left = 100;
  b.mayHear = (chars) => (left -= chars) >= 0;
  for (let i = 0; i < 4; i++) a.signalling.send(WISH);
  // Long, though it comes short through the server.
  a.signalling.send(OFFER);
  await relay(a, b);
  const wish = JSON.stringify(WISH).length,
    offer = JSON.stringify(OFFER).length;
  assertEquals(b.messages.length, Math.floor(100 / wish));
  assertEquals(left, 100 - 4 * wish - offer);
});

Deno.test("SealedSignalling takes nothing twice, changed, or from before", async () => {
  const [a, b] = await twoPages(PRIVATE);
  a.signalling.send(WISH);
  a.signalling.send({ type: "bye" });
  await a.settle();
  const [first = "", second = ""] = a.sent;
  const changed = second.slice(0, -1) + (second.endsWith("A") ? "B" : "A");
  for (const data of [changed, "", "1.", "{}", first, second, first, second]) {
    b.server.onData(data);
    a.server.onData(data);
  }
  await Promise.all([a.settle(), b.settle()]);
  assertEquals(b.messages, [WISH, { type: "bye" }]);
  assertEquals(a.messages, []);
});

async function strangersHellos(): Promise<(string | null)[]> {
  const other = await openPage({
    kind: "private",
    secret: crypto.getRandomValues(new Uint8Array(16)),
  });
  return [other.parked, "", "AAAA", "{}", "A".repeat(234), null];
}

Deno.test("SealedSignalling refuses a newcomer who finds somebody without the same link", async () => {
  for (const parked of await strangersHellos()) {
    const newcomer = await openPage(PRIVATE);
    newcomer.server.onJoined("b", { id: "a", here: true }, parked);
    await newcomer.settle();
    assertEquals(newcomer.events, ["refused unproven"]);
  }
});

Deno.test("SealedSignalling only reports a stranger who comes to one who waits, over a lost socket too", async () => {
  for (const source of [PRIVATE, NAMED]) {
    const page = await openPage(source);
    page.server.onJoined("a", null, null);
    for (const parked of [...await strangersHellos(), page.parked]) {
      page.server.onPeerHere("a", { id: "b" }, parked);
      page.server.onPeerGone();
    }
    page.server.onJoined("a", { id: "b", here: true }, "AAAA");
    await page.settle();
    const words = new Set(page.events);
    assertEquals(
      [...words],
      ["joined nobody", "stranger unproven", "gone"],
    );
    assertEquals(page.signalling.peer, null);
    // It still meets whoever has the link.
    const friend = await openPage(source);
    page.events.length = 0;
    await meet(page, friend);
    assertEquals(page.events, ["here b"]);
  }
});

Deno.test("SealedSignalling reports that its identity is spent, and ends nothing", async () => {
  const page = await openPage(NAMED);
  page.server.onJoined("a", null, null);
  for (let visit = 0; visit < MAX_SESSIONS + 1; visit++) {
    const visitor = await openPage(NAMED);
    page.server.onPeerHere("a", { id: `b${visit}` }, visitor.parked);
    page.server.onPeerGone();
  }
  await page.settle();
  const words = page.events.filter((event) => event !== "gone");
  assertEquals(words, ["joined nobody", "identity spent"]);
});

Deno.test("SealedSignalling reports a page that does not fit its commitment, and ends nothing", async () => {
  const [a, b] = await Promise.all([openPage(NAMED), openPage(NAMED)]);
  a.server.onPeerHere("a", { id: "b" }, b.parked);
  b.server.onJoined("b", { id: "a", here: true }, a.parked);
  await b.settle();
  const nonce = encodeBase64Url(crypto.getRandomValues(new Uint8Array(32)));
  b.signalling.send({ type: "reveal", nonce });
  await relay(a, b);
  assertEquals(a.events, ["here b", "peer unproven"]);
});

Deno.test("dismiss() tells the page that it is refused, and meets it no more", async () => {
  const [a, b] = await twoPages(NAMED);
  a.signalling.dismiss();
  assertEquals(a.signalling.peer, null);
  await relay(a, b);
  assertEquals(b.messages, [{ type: "refused" }]);
  b.signalling.send(WISH);
  a.events.length = 0;
  a.server.onPeerHere("a", { id: "b" }, b.parked);
  await relay(a, b);
  assertEquals([a.events, a.messages], [[], []]);
});

Deno.test("SealedSignalling holds on to a proven page while another only has a hello", async () => {
  const [a, b] = await twoPages(PRIVATE);
  const ghost = await openPage(PRIVATE);
  // Said again by the server: whoever sealed it is gone.
  a.server.onPeerHere("a", { id: "ghost" }, ghost.parked);
  a.server.onPeerHere("a", { id: "nobody" }, "nonsense");
  await a.settle();
  assertEquals(a.events, ["here b", "stranger unproven"]);
  a.sent.length = 0;
  a.signalling.send(WISH);
  await relay(a, b);
  assertEquals(b.messages, [WISH]);
  assertEquals(a.signalling.peer?.fingerprint, encodeBase64Url(b.fingerprint));
});

Deno.test("SealedSignalling turns to a reloaded page as soon as it has spoken", async () => {
  const [a, b] = await twoPages(PRIVATE);
  const pictures = a.pictures;
  const reloaded = await openPage(PRIVATE);
  await meet(a, reloaded);
  assertEquals(a.events, ["here b", "here b"]);
  assertEquals(
    a.signalling.peer?.fingerprint,
    encodeBase64Url(reloaded.fingerprint),
  );
  assertEquals(a.pictures, reloaded.pictures);
  assertNotEquals(a.pictures + pictures, pictures + pictures);
  // The page before the reload has no say any more.
  b.signalling.send(WISH);
  await b.settle();
  for (const data of b.sent) a.server.onData(data);
  await a.settle();
  assertEquals(a.messages, []);
});

Deno.test("SealedSignalling goes on with the same page after a lost socket", async () => {
  const [a, b] = await twoPages(PRIVATE);
  const { pictures } = a;
  a.server.onPhase("backing-off");
  a.server.onJoined("a2", { id: "b2", here: true }, b.parked);
  b.server.onPeerHere("b2", { id: "a2" }, a.parked);
  await relay(a, b);
  assertEquals(a.events, ["here b", "backing-off", "joined b2"]);
  assertEquals(a.pictures, pictures);
  b.signalling.send(WISH);
  await relay(a, b);
  assertEquals(a.messages, [WISH]);
});

Deno.test("SealedSignalling meets one again who left and came back, whoever was there meanwhile", async () => {
  const [a, b] = await twoPages(PRIVATE);
  for (const other of [null, await openPage(PRIVATE)]) {
    a.server.onPeerGone();
    b.signalling.close(true);
    if (other !== null) {
      await meet(a, other);
      a.server.onPeerGone();
    }
    await a.settle();
    a.events.length = b.events.length = 0;
    await b.signalling.open(
      null,
      { relayOnly: false, asksFirst: false },
      "Bob",
    );
    await meet(a, b);
    assertEquals(a.events, ["here b"]);
    assertEquals(b.events, ["joined a"]);
    b.signalling.send(WISH);
    await relay(a, b);
    assertEquals(a.messages.splice(0), [WISH]);
  }
});

Deno.test("SealedSignalling reports nothing any more once it is closed", async () => {
  const [a, b] = await twoPages(PRIVATE);
  b.signalling.send(WISH);
  await b.settle();
  for (const data of b.sent) a.server.onData(data);
  a.signalling.close(true);
  await a.settle();
  assertEquals(a.messages, []);
});

Deno.test("SealedSignalling tells from the start whether one asks first, to whom it matters", async () => {
  const [a, b] = await Promise.all([
    openPage(PRIVATE, { asksFirst: true }),
    openPage(PRIVATE),
  ]);
  await meet(a, b);
  assertEquals([a.asksFirst, b.asksFirst], [false, true]);
  assertEquals(a.signalling.wishes?.asksFirst, true);
  assertEquals(b.signalling.wishes?.asksFirst, false);
});

Deno.test("SealedSignalling shows lookers a card that only the link opens", async () => {
  for (const source of [PRIVATE, NAMED]) {
    const page = await openPage(source);
    const room = await deriveRoomKeys(source);
    assertEquals(await openCard(room, page.card), "Ann");
    const other = await deriveRoomKeys({ kind: "named", name: "elsewhere" });
    assertEquals(await openCard(other, page.card), null);
    await page.signalling.introduce("Anna");
    assertEquals(await openCard(room, page.card), "Anna");
  }
});

Deno.test("SealedSignalling passes a lock on, both ways", async () => {
  const page = await openPage(PRIVATE);
  page.signalling.lock(true);
  page.server.onLocked(true);
  await page.settle();
  assertEquals([page.locks, page.events], [[true], ["locked true"]]);
});
