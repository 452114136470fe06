import { assert, assertEquals } from "@std/assert";
import { BLOCK_BYTES, CHUNK_BYTES } from "../../../call/files/frame.ts";
import { Sending } from "../../../call/files/sending.ts";
import { fc } from "../../fast_check.ts";

const SIZE = 3 * BLOCK_BYTES + 7;

/** Sends blocks as the courier does. */
function send(sending: Sending, blocks: number): void {
  for (let i = 0; i < blocks; i++) {
    const { next } = sending;
    if (next === null) return;
    sending.take(next);
    sending.out(Math.min(BLOCK_BYTES, SIZE - next * BLOCK_BYTES));
  }
}

Deno.test("Sending says what is next, from where it began to the end", () => {
  const sending = new Sending(SIZE);
  assertEquals([sending.next, sending.atEnd], [null, false]);
  assert(sending.begin(1, 0));
  send(sending, 3);
  assertEquals([sending.next, sending.atEnd], [3, false]);
  send(sending, 1);
  assertEquals([sending.next, sending.atEnd], [null, true]);
  sending.end();
  assertEquals(sending.atEnd, false);
  assert(sending.begin(2, BLOCK_BYTES));
  assertEquals([sending.next, sending.ahead], [1, 0]);
});

Deno.test("begin() goes on where a block begins that was sent before, and nowhere else", () => {
  fc.assert(fc.property(fc.nat(4), fc.nat(SIZE + BLOCK_BYTES), (blocks, at) => {
    const sending = new Sending(SIZE);
    sending.begin(1, 0);
    send(sending, blocks);
    const reached = Math.min(blocks * BLOCK_BYTES, SIZE);
    const possible = at <= reached && (at % BLOCK_BYTES === 0 || at === SIZE);
    assertEquals(sending.begin(2, at), possible);
  }));
});

Deno.test("progress() believes only what can be, and never less than before", () => {
  fc.assert(fc.property(
    fc.array(fc.tuple(fc.nat(2 * SIZE), fc.nat(2 * SIZE)), { minLength: 1 }),
    (claims) => {
      const sending = new Sending(SIZE);
      sending.begin(1, 0);
      send(sending, 2);
      let received = 0, stored = 0;
      for (const [claimed, kept] of claims) {
        const frame = {
          kind: "progress" as const,
          stream: 1,
          received: claimed,
          stored: kept,
        };
        const more = sending.progress(frame);
        const possible = claimed >= received && kept >= stored &&
          kept <= claimed && claimed <= 2 * BLOCK_BYTES &&
          (claimed - received >= CHUNK_BYTES || kept - stored >= CHUNK_BYTES);
        assertEquals(more, possible ? claimed - received : null);
        if (possible) [received, stored] = [claimed, kept];
        assertEquals(sending.stored, stored);
        assertEquals(sending.ahead, 2 * BLOCK_BYTES - stored);
        assertEquals(sending.inFlight, 2 * BLOCK_BYTES - received);
      }
    },
  ));
});

Deno.test("progress() hears of whole chunks, and of the end", () => {
  const sending = new Sending(BLOCK_BYTES + 1);
  sending.begin(1, 0);
  send(sending, 2);
  const at = (received: number, stored: number) =>
    sending.progress({ kind: "progress", stream: 1, received, stored });
  assertEquals(at(CHUNK_BYTES - 1, 0), null);
  assertEquals(at(BLOCK_BYTES, 0), BLOCK_BYTES);
  assertEquals(at(BLOCK_BYTES, 0), null, "no news");
  assertEquals(at(BLOCK_BYTES, BLOCK_BYTES), 0);
  assertEquals(at(BLOCK_BYTES + 1, BLOCK_BYTES), 1);
  assertEquals(at(BLOCK_BYTES + 1, BLOCK_BYTES + 1), 0);
  assertEquals(at(BLOCK_BYTES + 1, BLOCK_BYTES + 1), null, "no news");
});
