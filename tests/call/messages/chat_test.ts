import { assert, assertEquals } from "@std/assert";
import {
  delivered,
  heard,
  isSendable,
  MAX_CHAT_BYTES,
  MAX_CHAT_MESSAGES,
  undelivered,
  wrote,
} from "../../../call/messages/chat.ts";

const line = (id: string, peer = "ann") => ({
  id,
  text: `text of ${id}`,
  atMs: 1,
  peer,
});

Deno.test("heard() takes a message once, however often it comes", () => {
  const once = heard([], line("1"));
  assertEquals(heard(once, line("1")), once);
  assertEquals(heard(once, line("2")).length, 2);
});

Deno.test("heard() does not mistake the peer's id for an own one", () => {
  assertEquals(heard(wrote([], line("1")), line("1")).length, 2);
});

Deno.test("undelivered() gives what one person has not acknowledged, oldest first", () => {
  let log = wrote(wrote(wrote([], line("1")), line("2")), line("3", "bob"));
  log = delivered(log, "1");
  assertEquals(undelivered(log, "ann").map(({ id }) => id), ["2"]);
  assertEquals(undelivered(log, "bob").map(({ id }) => id), ["3"]);
});

Deno.test("wrote() lets go of the oldest beyond the limit", () => {
  let log = wrote([], line("first"));
  for (let i = 0; i < MAX_CHAT_MESSAGES; i++) log = wrote(log, line(`${i}`));
  assertEquals(log.length, MAX_CHAT_MESSAGES);
  assertEquals(log[0]?.id, "0");
});

Deno.test("isSendable() measures bytes, and refuses blanks", () => {
  assert(isSendable("a".repeat(MAX_CHAT_BYTES)));
  assert(!isSendable("a".repeat(MAX_CHAT_BYTES + 1)));
  assert(!isSendable("é".repeat(MAX_CHAT_BYTES / 2 + 1)));
  assert(!isSendable(" \n "));
});
