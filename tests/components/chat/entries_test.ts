import { assertEquals } from "@std/assert";
import type { ChatMessage } from "../../../call/messages/chat.ts";
import type { FileLine } from "../../../call/files/file_line.ts";
import {
  entries as entriesOf,
  linesOf,
} from "../../../components/chat/entries.ts";

const NOON = new Date(2026, 4, 4, 12).getTime();
const MINUTE_MS = 60_000;

/** The entries of all there is. */
function entries(log: readonly ChatMessage[], files: readonly FileLine[]) {
  const lines = linesOf(log, files);
  return entriesOf(lines, { from: 0, to: lines.length });
}

function message(id: string, from: "self" | "peer", atMs: number): ChatMessage {
  return { id, from, text: id, atMs, peer: "bob", delivered: true };
}

function file(id: string, from: "self" | "peer", atMs: number): FileLine {
  const stage = { type: "offered" } as const;
  const base = { id, offerId: id, name: id, size: 1, peer: "bob" };
  return { ...base, from, atMs, stage, held: null };
}

Deno.test("entries() puts messages and files in the order of their times", () => {
  const all = entries(
    [message("1", "self", NOON), message("3", "peer", NOON + 2)],
    [file("2", "peer", NOON + 1)],
  );
  assertEquals(all.map(({ key }) => key), [
    "message self bob 1",
    "file peer bob 2",
    "message peer bob 3",
  ]);
});

Deno.test("entries() says who and when once for what belongs together", () => {
  const all = entries([
    message("1", "self", NOON),
    message("2", "self", NOON + MINUTE_MS),
    message("3", "peer", NOON + 2 * MINUTE_MS),
    message("4", "peer", NOON + 9 * MINUTE_MS),
  ], []);
  assertEquals(
    all.map((entry) => entry.type === "message" && entry.goesOn),
    [true, false, false, false],
  );
});

Deno.test("entries() names a day where another begins", () => {
  const day = 24 * 60 * MINUTE_MS;
  const one = [message("1", "self", NOON)];
  assertEquals(entries(one, []).length, 1);
  const two = entries([...one, message("2", "self", NOON + day)], []);
  assertEquals(two.map(({ type }) => type), ["message", "day", "message"]);
});

Deno.test("entries() of some lines are what they are among all", () => {
  const day = 24 * 60 * MINUTE_MS;
  const log = Array.from(
    { length: 40 },
    (_, i) => message(`${i}`, i % 3 ? "self" : "peer", NOON + i * day / 4),
  );
  const lines = linesOf(log, [file("f", "peer", NOON + day)]);
  const all = entriesOf(lines, { from: 0, to: lines.length });
  for (let from = 0; from < lines.length; from += 5) {
    const some = entriesOf(lines, { from, to: from + 5 });
    const at = all.findIndex(({ key }) => key === some[0]?.key);
    assertEquals(all.slice(at, at + some.length), some);
  }
});

Deno.test("linesOf() gives a chat without files as it is", () => {
  const log = [message("1", "self", NOON)];
  assertEquals(linesOf(log, []), log);
});
