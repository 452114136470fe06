import { assert, assertEquals, assertMatch } from "@std/assert";
import { ChatHistory } from "../../../call/messages/chat_history.ts";
import {
  chatFileName,
  chatText,
  glance,
  messageNews,
} from "../../../components/words/chat_text.ts";

Deno.test("chatText() has every message, who wrote it, and what did not arrive", () => {
  const atMs = Date.UTC(2026, 10, 23, 12);
  const history = new ChatHistory();
  history.heard({ id: "1", text: "two\nlines", atMs, peer: "p" });
  history.wrote({ id: "2", text: "never arrived", atMs, peer: "p" });
  const log = history.lines;
  const text = chatText(log, "Sam");
  assertMatch(text, / Sam: two\nlines\n/);
  assertMatch(text, / You \(not delivered\): never arrived\n$/);
  assert(chatText(log, "").includes("They: two"));
});

Deno.test("chatFileName() says the day only", () => {
  assertEquals(
    chatFileName(Date.UTC(2026, 10, 23, 12)),
    "duet-chat-2026-11-23.txt",
  );
});

Deno.test("glance() is the beginning of a message in one piece", () => {
  assertEquals(glance("  are\n\nyou  there? "), "are you there?");
  const long = glance(`${"🦊".repeat(300)}`);
  assertEquals([...long].length, 160);
  assertEquals([...long].at(-1), "…");
});

Deno.test("messageNews() says who, and what", () => {
  assertEquals(messageNews("Anna", "are\nyou there?"), "Anna: are you there?");
});
