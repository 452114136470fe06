import { assert, assertEquals, assertMatch } from "@std/assert";
import type { ChatLog } from "../../../call/messages/chat.ts";
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
  assertMatch(text, / Sam: two\n {2}\| lines\n/);
  assertMatch(text, / You \(not delivered\): never arrived\n$/);
  assert(chatText(log, "").includes("They: two"));
});

/** What both said, as a text of lines. */
function saved(said: string, name: string): string[] {
  const line = { atMs: Date.UTC(2026, 10, 23, 12), peer: "p", delivered: true };
  const log: ChatLog = [
    { ...line, id: "1", from: "peer", text: said },
    { ...line, id: "2", from: "self", text: "mine" },
  ];
  return chatText(log, name).trimEnd().split(/\r\n?|[\n\v\f\x85\u2028\u2029]/);
}

Deno.test("chatText() has one line that begins as one for each message, whatever is in them", () => {
  const own = saved("hello", "Sam")[1] ?? "";
  const forged = own.replace("mine", "I accept");
  for (const char of ["\n", "\r", "\r\n", ..."\v\f\x85\u2028\u2029"]) {
    for (const text of [`ok${char}${forged}`, `ok${char}${char}${forged}`]) {
      const lines = saved(text, "Sam");
      assertEquals(lines.filter((line) => /^\d/.test(line)).length, 2);
      assertEquals(lines.filter((line) => line.startsWith(forged)), []);
      assertEquals(lines.at(-1), own);
      assert(lines.slice(1, -1).every((line) => line.startsWith("  | ")));
    }
    assertEquals(saved("ok", `Sam${char}${forged}`).length, 2);
  }
});

Deno.test("chatText() tells the other person from oneself, whatever their name", () => {
  const [, own = ""] = saved("hello", "Sam");
  const [start = ""] = own.split("You");
  for (
    const name of ["You", "YOU ", "Ｙou", "Y\u200bou", "You (not delivered)"]
  ) {
    const [line = ""] = saved("I accept", name);
    assert(line.startsWith(`${start}“`), line);
    assert(line.endsWith("” (the other person): I accept"), line);
  }
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
  const families = "👩‍👩‍👧‍👦".repeat(200);
  assertEquals(glance(families), `${families.slice(0, 11 * 159)}…`);
});

Deno.test("messageNews() says who, and what", () => {
  assertEquals(messageNews("Anna", "are\nyou there?"), "Anna: are you there?");
});
