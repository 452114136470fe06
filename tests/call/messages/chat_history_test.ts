import { assert, assertEquals } from "@std/assert";
import { MAX_CHAT_BYTES } from "../../../call/messages/chat.ts";
import {
  ChatHistory,
  MAX_CHAT_MESSAGES,
  MAX_UNDELIVERED,
  MAX_UNDELIVERED_BYTES,
} from "../../../call/messages/chat_history.ts";

const line = (id: string, peer = "ann") => ({
  id,
  text: `text of ${id}`,
  atMs: 1,
  peer,
});

const ids = (history: ChatHistory) => history.lines.map(({ id }) => id);

Deno.test("heard() takes a message once, however often it comes", () => {
  const history = new ChatHistory();
  assert(history.heard(line("1")));
  assertEquals(history.heard(line("1")), null);
  assert(history.heard(line("2")));
  assertEquals(ids(history), ["1", "2"]);
});

Deno.test("heard() does not mistake the peer's id for an own one, nor for another person's", () => {
  const history = new ChatHistory();
  history.wrote(line("1"));
  assert(history.heard(line("1")));
  assert(history.heard(line("1", "bob")));
  assertEquals(history.lines.length, 3);
});

Deno.test("undelivered() gives what one person has not acknowledged, oldest first", () => {
  const history = new ChatHistory();
  for (
    const [id, peer] of [["1", "ann"], ["2", "ann"], ["3", "bob"]] as const
  ) {
    history.wrote(line(id, peer));
  }
  history.delivered("ann", "1");
  assertEquals(history.undelivered("ann").map(({ id }) => id), ["2"]);
  assertEquals(history.undelivered("bob").map(({ id }) => id), ["3"]);
});

Deno.test("delivered() takes nobody's word for what was written to somebody else", () => {
  const history = new ChatHistory();
  history.wrote(line("1", "ann"));
  history.heard(line("2", "ann"));
  assertEquals(history.delivered("bob", "1"), null);
  assertEquals(history.delivered("ann", "2"), null);
  assertEquals(history.lines[0]?.delivered, false);
  assertEquals(history.delivered("ann", "1")?.delivered, true);
  assertEquals(history.lines[0]?.delivered, true);
  assertEquals(history.delivered("ann", "1"), null);
});

Deno.test("ChatHistory drops the oldest line beyond the limit, and keeps 5,000", () => {
  assertEquals(MAX_CHAT_MESSAGES, 5_000);
  const history = new ChatHistory();
  history.heard(line("first"));
  for (let i = 0; i < MAX_CHAT_MESSAGES; i++) history.heard(line(`${i}`));
  assertEquals(history.lines.length, MAX_CHAT_MESSAGES);
  assertEquals(history.lines[0]?.id, "0");
});

Deno.test("ChatHistory never drops an own line that is not delivered", () => {
  const history = new ChatHistory();
  history.heard(line("first"));
  const own = ["a", "b", "c"];
  for (const id of own) history.wrote(line(id));
  for (let i = 0; i < 2 * MAX_CHAT_MESSAGES; i++) history.heard(line(`${i}`));
  assertEquals(history.lines.length, MAX_CHAT_MESSAGES);
  assertEquals(ids(history).slice(0, 3), own);
  assertEquals(history.undelivered("ann").map(({ id }) => id), own);
  assertEquals(history.delivered("ann", "b")?.id, "b");
  history.heard(line("one more"));
  assertEquals(ids(history).slice(0, 3), [
    "a",
    "c",
    `${MAX_CHAT_MESSAGES + 3}`,
  ]);
});

Deno.test("wrote() refuses more than can wait to be delivered, and takes more once some are", () => {
  const history = new ChatHistory();
  for (let i = 0; i < MAX_UNDELIVERED; i++) assert(history.wrote(line(`${i}`)));
  assert(history.isFull);
  assertEquals(history.wrote(line("too many")), null);
  assert(history.heard(line("theirs")));
  assertEquals(history.lines.length, MAX_UNDELIVERED + 1);
  history.delivered("ann", "7");
  assert(history.wrote(line("again")));
});

Deno.test("wrote() refuses more text than a tab can keep until it is delivered", () => {
  const history = new ChatHistory();
  const text = "x".repeat(MAX_CHAT_BYTES);
  let count = 0;
  while (history.wrote({ ...line(`${count}`), text })) count++;
  assertEquals(count, MAX_UNDELIVERED_BYTES / MAX_CHAT_BYTES);
});
