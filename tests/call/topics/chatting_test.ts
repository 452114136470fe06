import { assert, assertEquals } from "@std/assert";
import type { PeerMessage } from "../../../call/messages/peer_message.ts";
import { createChatting } from "../../../call/topics/chatting.ts";

/** A chat whose other end is the test. */
function setUp() {
  const said: PeerMessage[] = [];
  let ids = 0;
  const chat = createChatting({
    say: (message) => said.push(message) > 0,
    whom: () => "bob",
  }, { newId: () => `${++ids}`, now: () => 0, onChange: () => {} });
  return { said, chat, texts: () => chat.log.value.map(({ text }) => text) };
}

Deno.test("say() keeps the text that the other page makes of it", () => {
  const { said, chat, texts } = setUp();
  assert(chat.say("two\u2028lines\u202e, می‌خواهم"));
  const text = "two\nlines, می‌خواهم";
  assertEquals(texts(), [text]);
  assertEquals(said, [{ type: "chat", id: "1", text }]);
});

Deno.test("say() refuses a text that shows nothing", () => {
  const { said, chat } = setUp();
  for (const text of ["", " \n", "\u200b\u3164", "\u2800"]) {
    assert(!chat.say(text));
  }
  assertEquals(said, []);
});

Deno.test("hear() acknowledges a text that shows nothing, and adds no line for it", () => {
  const { said, chat, texts } = setUp();
  chat.hear({ type: "chat", id: "a", text: "" });
  chat.hear({ type: "chat", id: "b", text: "\u2800" });
  chat.hear({ type: "chat", id: "c", text: "." });
  assertEquals(texts(), ["."]);
  assertEquals(
    said,
    ["a", "b", "c"].map((id) => ({ type: "chat-received", id })),
  );
});
