import { assert } from "@std/assert";
import { isSendable, MAX_CHAT_BYTES } from "../../../call/messages/chat.ts";

Deno.test("isSendable() measures bytes, and refuses blanks", () => {
  assert(isSendable("a".repeat(MAX_CHAT_BYTES)));
  assert(!isSendable("a".repeat(MAX_CHAT_BYTES + 1)));
  assert(!isSendable("é".repeat(MAX_CHAT_BYTES / 2 + 1)));
  assert(!isSendable(" \n "));
});
