import { assert, assertEquals } from "@std/assert";
import { fc } from "../../fast_check.ts";
import { Negotiation } from "../../../call/peer/negotiation.ts";
import type { Negotiated } from "../../../call/messages/peer_message.ts";
import { FakeConnection, type Step } from "../fake_connection.ts";

interface Side {
  pc: FakeConnection;
  negotiation: Negotiation;
  sent: Negotiated[];
  errors: unknown[];
}

function side(name: string, polite: boolean, step: Step): Side {
  const pc = new FakeConnection(name, step);
  const sent: Negotiated[] = [], errors: unknown[] = [];
  const negotiation = new Negotiation(pc, name, polite, {
    send: (message) => sent.push(message),
    onOffer: () => Promise.resolve(),
    onError: (error) => errors.push(error),
  });
  pc.onnegotiationneeded = () => void negotiation.offer();
  return { pc, negotiation, sent, errors };
}

const atOnce: Step = () => Promise.resolve();

/** Hands over everything that was sent, until nobody has more to say. */
async function settle(a: Side, b: Side): Promise<void> {
  for (let quiet = 0; quiet < 5;) {
    const fromA = a.sent.shift(), fromB = b.sent.shift();
    if (fromA) await b.negotiation.receive(fromA);
    if (fromB) await a.negotiation.receive(fromB);
    quiet = fromA || fromB ? 0 : quiet + 1;
    await new Promise<void>((resolve) => setTimeout(resolve));
  }
}

function assertAgreed(a: Side, b: Side): void {
  assertEquals([...a.errors, ...b.errors], []);
  assertEquals(a.pc.signalingState, "stable");
  assertEquals(b.pc.signalingState, "stable");
  assertEquals(a.pc.current?.local, b.pc.current?.remote);
  assertEquals(a.pc.current?.remote, b.pc.current?.local);
  assert(!a.pc.needsNegotiation && !b.pc.needsNegotiation);
}

Deno.test("Negotiation agrees in every interleaving of changes on both sides", async () => {
  // fast-check prints seed and path of a run that fails.
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(fc.constantFrom("a", "b"), { minLength: 1, maxLength: 8 }),
      async (scheduler, changes) => {
        const step: Step = (label) =>
          scheduler.schedule(Promise.resolve(), label);
        const a = side("a", true, step), b = side("b", false, step);
        // The wire keeps the order of each direction, and nothing else.
        const carry = (from: Side, to: Side, label: string) => {
          let before: Promise<unknown> = Promise.resolve();
          from.sent.push = (message) => {
            before = before.then(async () => {
              await scheduler.schedule(Promise.resolve(), label);
              to.negotiation.receive(message);
            });
            return 0;
          };
        };
        carry(a, b, "a to b");
        carry(b, a, "b to a");
        for (const who of changes) {
          scheduler.schedule(Promise.resolve(), `${who} changes`)
            .then(() => (who === "a" ? a : b).pc.change());
        }
        await scheduler.waitIdle();
        assertAgreed(a, b);
      },
    ),
    { numRuns: 500 },
  );
});

Deno.test("Negotiation lets the polite side yield when both offer at once", async () => {
  const a = side("a", true, atOnce), b = side("b", false, atOnce);
  a.pc.change();
  b.pc.change();
  await settle(a, b);
  assertAgreed(a, b);
  assertEquals(b.pc.localDescription?.type, "answer", "b's offer came first");
});

Deno.test("Negotiation keeps who yields after an answer was refused", async () => {
  const a = side("a", false, atOnce);
  await a.negotiation.offer();
  assertEquals(a.pc.signalingState, "have-local-offer");
  const answer = (
    sdp: string,
  ): Extract<Negotiated, { type: "description" }> => ({
    type: "description",
    from: "b",
    to: "a",
    description: { type: "answer", sdp },
  });
  await a.negotiation.receive(answer("refused"));
  assertEquals(a.errors.length, 1);
  // The impolite side, with its own offer still out, must ignore this one.
  await a.negotiation.receive({
    ...answer("b#1"),
    description: { type: "offer", sdp: "b#1" },
  });
  assertEquals(a.pc.signalingState, "have-local-offer");
});

Deno.test("Negotiation ignores candidates of an offer that it ignored", async () => {
  const b = side("b", false, atOnce);
  await b.negotiation.offer();
  await b.negotiation.receive({
    type: "description",
    from: "a",
    to: null,
    description: { type: "offer", sdp: "a#1" },
  });
  await b.negotiation.receive({
    type: "candidates",
    from: "a",
    to: null,
    candidates: [{
      candidate: "c",
      sdpMid: "0",
      sdpMLineIndex: 0,
      usernameFragment: "a#1",
    }],
  });
  assertEquals(b.errors, []);
  assertEquals(b.pc.candidates, []);
});

Deno.test("Negotiation drops what other connections say, and what is meant for others", async () => {
  const a = side("a", true, atOnce), b = side("b", false, atOnce);
  b.pc.change();
  await settle(a, b);
  const before = a.pc.current;
  for (const [from, to] of [["old-b", "a"], ["b", "old-a"]] as const) {
    await a.negotiation.receive({
      type: "description",
      from,
      to,
      description: { type: "offer", sdp: "stale" },
    });
  }
  assertEquals(a.pc.current, before);
});

Deno.test("Negotiation handles nothing more once closed", async () => {
  const a = side("a", true, atOnce);
  a.negotiation.close();
  await a.negotiation.offer();
  await a.negotiation.receive({
    type: "description",
    from: "b",
    to: null,
    description: { type: "offer", sdp: "b#1" },
  });
  assertEquals(a.pc.signalingState, "stable");
  assertEquals(a.sent, []);
});
