import { assert, assertEquals } from "@std/assert";
import {
  DIRECT_WORDS,
  PeerAllowance,
  RELAYED_WORDS,
  theirFileWords,
  theirOffers,
  WordAllowance,
} from "../../../call/peer/peer_allowance.ts";
import {
  type ChatMessage,
  MAX_CHAT_BYTES,
} from "../../../call/messages/chat.ts";
import { ChatDelivery } from "../../../call/topics/chat_delivery.ts";
import { FakeClock } from "../../signalling/fake_clock.ts";
import { MAX_OPEN_OFFERS } from "../../../call/files/receiving_side.ts";
import {
  REBUILD_AFTER_MS,
  RESTART_EVERY_MS,
} from "../../../call/machine/repair.ts";
import {
  MAX_CANDIDATES,
  MAX_SDP_CHARS,
} from "../../../call/messages/peer_message.ts";

const HOUR_MS = 3_600_000;
const ROUTE = { from: "a", to: "b", seq: 1, ack: 0 };
const DESCRIPTION = {
  type: "description" as const,
  ...ROUTE,
  description: { type: "offer" as const, sdp: "" },
};

function candidates(count: number) {
  const candidate = { candidate: "", sdpMid: null, sdpMLineIndex: null };
  return {
    type: "candidates" as const,
    ...ROUTE,
    candidates: Array(count).fill({ ...candidate, usernameFragment: null }),
  };
}

Deno.test("PeerAllowance lets through a chat that is said again, and an hour of talk", () => {
  const allowance = new PeerAllowance(0);
  // 500 lines of a page that says them all at once, and as many answers to ours.
  for (let i = 0; i < 500; i++) assert(allowance.direct(450, 0));
  for (let i = 0; i < 500; i++) assert(allowance.direct(50, 0));
  // Then ten messages a second, some of them as long as a message may be.
  for (let ms = 10_000; ms < HOUR_MS; ms += 100) {
    assert(allowance.direct(4_200, ms));
  }
});

Deno.test("PeerAllowance lets through a long chat that is sent again at once, and the repairs beside it", async () => {
  const clock = new FakeClock();
  const allowance = new PeerAllowance(clock.now());
  let sent = 0;
  const delivery = new ChatDelivery({
    clock,
    send({ id, text }) {
      const message = JSON.stringify({ type: "chat", id, text });
      assert(allowance.direct(message.length, clock.now()), `message ${sent}`);
      sent++;
      // The other page is near, and acknowledges at once.
      queueMicrotask(() => delivery.acknowledged(id));
      return true;
    },
  });
  delivery.open(Array.from({ length: 5_000 }, (_, i): ChatMessage => ({
    id: `${i}`,
    from: "self",
    text: i % 2 === 0 ? "short" : "x".repeat(MAX_CHAT_BYTES),
    atMs: 0,
    peer: "peer",
    delivered: false,
  })));
  for (let ms = 0; sent < 5_000; ms += 100) {
    if (ms % RESTART_EVERY_MS === 0) {
      assert(allowance.direct(MAX_SDP_CHARS, clock.now()));
    }
    clock.advance(100);
    // The acknowledgements come, and what they let go out.
    for (let turn = 0; turn < 100; turn++) await Promise.resolve();
  }
});

Deno.test("PeerAllowance lets through the repairs of a network that is bad for an hour", () => {
  const allowance = new PeerAllowance(0);
  for (let ms = 0; ms < HOUR_MS; ms += 500) {
    if (ms % RESTART_EVERY_MS === 0) {
      assert(allowance.negotiation(DESCRIPTION, ms));
      assert(allowance.negotiation(candidates(MAX_CANDIDATES), ms));
      // Over both ways, and once more through the server.
      for (let i = 0; i < 2; i++) {
        assert(allowance.direct(MAX_SDP_CHARS, ms));
        assert(allowance.relayed(MAX_SDP_CHARS, ms));
        assert(allowance.relayed(8 * 1024, ms));
      }
    }
    if (ms % 1_000 === 0) assert(allowance.wish(ms));
    if (ms % REBUILD_AFTER_MS === 0) assert(allowance.connection(ms));
    assert(allowance.direct(60, ms), "beats");
  }
});

Deno.test("PeerAllowance lets through a person who reloads ten times", () => {
  const allowance = new PeerAllowance(0);
  for (let ms = 0; ms < 10_000; ms += 1_000) {
    // A page that is loaded again says hello, describes, and repeats a chat.
    assert(allowance.negotiation(DESCRIPTION, ms));
    assert(allowance.negotiation(candidates(MAX_CANDIDATES), ms));
    assert(allowance.connection(ms));
    for (let i = 0; i < 10; i++) assert(allowance.relayed(2_000, ms));
    for (let i = 0; i < 100; i++) assert(allowance.direct(200, ms));
  }
});

Deno.test("PeerAllowance bounds messages and their characters", () => {
  const cases = [[1, DIRECT_WORDS.messages], [4_096, {
    burst: DIRECT_WORDS.chars.burst / 4_096,
    perSecond: DIRECT_WORDS.chars.perSecond / 4_096,
  }]] as const;
  for (const [chars, { burst, perSecond }] of cases) {
    const allowance = new PeerAllowance(0);
    let taken = 0;
    while (allowance.direct(chars, 0)) taken++;
    assertEquals(taken, burst);
    for (let ms = 1; ms <= 10_000; ms++) {
      while (allowance.direct(chars, ms)) taken++;
    }
    assertEquals(taken, burst + 10 * perSecond);
  }
});

Deno.test("PeerAllowance lets nobody take through the server what another says directly", () => {
  const allowance = new PeerAllowance(0);
  while (allowance.relayed(40_000, 0));
  while (allowance.relayed(1, 0));
  assert(allowance.direct(40_000, 0));
  const words = new WordAllowance(RELAYED_WORDS, 0);
  let chars = 0;
  while (words.take(1_024, 0)) chars += 1_024;
  assertEquals(chars, 200 * 1_024);
});

Deno.test("PeerAllowance bounds what is done for them, for as long as they ask", () => {
  const allowance = new PeerAllowance(0);
  const asked = { description: 0, candidates: 0, wish: 0, connection: 0 };
  for (let ms = 0; ms < 60_000; ms += 10) {
    if (allowance.negotiation(DESCRIPTION, ms)) asked.description++;
    if (allowance.negotiation(candidates(40), ms)) asked.candidates += 40;
    if (allowance.wish(ms)) asked.wish++;
    if (allowance.connection(ms)) asked.connection++;
  }
  const most = {
    description: 140,
    candidates: 2_800,
    wish: 140,
    connection: 25,
  };
  for (const [what, count] of Object.entries(asked)) {
    const limit = most[what as keyof typeof most];
    assert(count <= limit && count > limit * 0.9, `${count} of ${what}`);
  }
});

Deno.test("stray() lets pass what was on its way of a file, and no flood", () => {
  const allowance = new PeerAllowance(0);
  // All that a window holds, in chunks of 16 KiB.
  for (let i = 0; i < 512; i++) assert(allowance.stray(16 * 1024, 0));
  let passed = 512;
  while (allowance.stray(100, 0)) passed++;
  assertEquals(passed, 2_000);
  assert(allowance.stray(100, 1_000));
  // Frames that are larger than any page sends.
  const large = new PeerAllowance(0);
  passed = 0;
  while (large.stray(256 * 1024, 0)) passed++;
  assertEquals(passed, 128);
});

Deno.test("theirOffers() and theirFileWords() leave room for all that may be open", () => {
  const offers = theirOffers(0), words = theirFileWords(0);
  for (let i = 0; i < 2 * MAX_OPEN_OFFERS; i++) assert(offers.take(0));
  // Offered and accepted again with each new connection, and then received.
  for (let ms = 0; ms < HOUR_MS; ms += REBUILD_AFTER_MS) {
    for (let i = 0; i < 3 * MAX_OPEN_OFFERS; i++) assert(words.take(ms));
  }
});
