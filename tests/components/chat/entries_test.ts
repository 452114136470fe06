import { assertEquals } from "@std/assert";
import type { ChatMessage } from "../../../call/messages/chat.ts";
import type { FileLine } from "../../../call/files/file_line.ts";
import { entries } from "../../../components/chat/entries.ts";

const NOON = new Date(2026, 4, 4, 12).getTime();
const MINUTE_MS = 60_000;

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
    "message self 1",
    "file peer 2",
    "message peer 3",
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
