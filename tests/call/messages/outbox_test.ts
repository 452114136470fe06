import { assert, assertEquals } from "@std/assert";
import { fc } from "../../fast_check.ts";
import {
  Inbox,
  MAX_OUTBOX_CHARS,
  MAX_OUTBOX_MESSAGES,
  Outbox,
} from "../../../call/messages/outbox.ts";

Deno.test("Outbox and Inbox deliver each message once and in order across any breaks", () => {
  const step = fc.oneof(
    fc.constant("say" as const),
    // What is on the way reaches the other side, or is lost with the socket.
    fc.constant("arrive" as const),
    fc.constant("break" as const),
    fc.constant("acknowledge" as const),
  );
  fc.assert(fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
    const outbox = new Outbox(), inbox = new Inbox();
    let wire: { seq: number; data: string }[] = [];
    const said: string[] = [], heard: string[] = [];
    const arrive = () => {
      const next = wire.shift();
      if (next && inbox.accept(next.seq)) heard.push(next.data);
    };
    for (const now of steps) {
      if (now === "say") {
        const data = `message ${said.length}`;
        const message = outbox.push(data);
        if (message === null) continue;
        said.push(data);
        wire.push(message);
      } else if (now === "arrive") arrive();
      else if (now === "acknowledge") outbox.acknowledge(inbox.received);
      else wire = [...outbox.pending()];
    }
    wire.push(...outbox.pending());
    while (wire.length > 0) arrive();
    assertEquals(heard, said);
  }));
});

Deno.test("Outbox.push() refuses what would not fit, and takes it once there is room", () => {
  const outbox = new Outbox();
  for (let i = 0; i < MAX_OUTBOX_MESSAGES; i++) assert(outbox.push("x"));
  assertEquals(outbox.push("x"), null);
  outbox.acknowledge(1);
  assertEquals(outbox.push("x")?.seq, MAX_OUTBOX_MESSAGES + 1);
  const large = new Outbox();
  assert(large.push("x".repeat(MAX_OUTBOX_CHARS)));
  assertEquals(large.push("x"), null);
});

Deno.test("Inbox.accept() drops repetitions and gaps", () => {
  const inbox = new Inbox();
  assert(inbox.accept(1));
  assert(!inbox.accept(1));
  assert(!inbox.accept(3));
  assert(inbox.accept(2));
  assertEquals(inbox.received, 2);
});
