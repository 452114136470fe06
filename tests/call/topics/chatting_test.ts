import { signal } from "@preact/signals";
import { assert, assertEquals } from "@std/assert";
import type { ChatLog } from "../../../call/messages/chat.ts";
import type { PeerMessage } from "../../../call/messages/peer_message.ts";
import { ChatStore } from "../../../call/storage/chat_store.ts";
import { createChatting } from "../../../call/topics/chatting.ts";
import { FakeClock } from "../../signalling/fake_clock.ts";
import { FakeStorage } from "../fake_storage.ts";

/** A chat with Ann, over a channel that a test holds. */
function chatWith(storage = new FakeStorage()) {
  const clock = new FakeClock();
  const said: PeerMessage[] = [];
  const line = { peer: "ann" as string | null, open: true };
  let ids = 0;
  const chat = createChatting({
    say(message) {
      if (line.open) said.push(message);
      return line.open;
    },
    whom: () => line.peer,
  }, {
    ...{ clock, log: signal<ChatLog>([]), full: signal(false) },
    store: new ChatStore(() => storage, () => "room"),
    newId: () => `own-${++ids}`,
  });
  const texts = () =>
    said.flatMap((each) => each.type === "chat" ? [each.text] : []);
  const acknowledged = () =>
    said.flatMap((each) => each.type === "chat-received" ? [each.id] : []);
  const hear = (id: string, text = id) => chat.hear({ type: "chat", id, text });
  const received = (id: string) => chat.hear({ type: "chat-received", id });
  return {
    ...{ chat, clock, line, said, texts, acknowledged, hear, received },
    shown: () => chat.log.value.map(({ text }) => text),
  };
}

Deno.test("say() sends a message at once, and in the order of writing", () => {
  const { chat, texts, shown } = chatWith();
  chat.greet?.();
  for (const text of ["a", "b", "c"]) assert(chat.say(text));
  assertEquals(texts(), ["a", "b", "c"]);
  assertEquals(shown(), ["a", "b", "c"]);
});

Deno.test("greet() says again what was not acknowledged, no faster than it is, and what is new after it", () => {
  const { chat, clock, line, texts, said, received } = chatWith();
  line.open = false;
  chat.cut?.();
  const all = Array.from({ length: 200 }, (_, i) => `${i}`);
  for (const text of all) assert(chat.say(text));
  assertEquals(texts(), []);
  line.open = true;
  chat.greet?.();
  chat.say("new");
  assertEquals(texts().length, 32, "so many are on their way");
  clock.advance(60_000);
  assertEquals(texts().length, 32, "and no more before one is acknowledged");
  for (let i = 0; texts().length <= all.length; i++) {
    const message = said[i];
    assert(message?.type === "chat");
    received(message.id);
    const before = texts().length;
    clock.advance(1_000);
    assert(texts().length - before <= 40, "at most 40 a second");
  }
  assertEquals(texts(), [...all, "new"]);
});

Deno.test("greet() has no more than 64 KiB on its way, and 32 KiB a second", () => {
  const { chat, clock, texts, said, received } = chatWith();
  const text = "x".repeat(4_000);
  for (let i = 0; i < 40; i++) assert(chat.say(text));
  chat.greet?.();
  assertEquals(texts().length, 8);
  clock.advance(60_000);
  assertEquals(texts().length, 16);
  const [first] = said;
  if (first?.type === "chat") received(first.id);
  assertEquals(texts().length, 17);
});

Deno.test("a channel that is lost takes nothing with it", () => {
  const { chat, texts, received, said } = chatWith();
  chat.greet?.();
  chat.say("a");
  chat.say("b");
  received("own-1");
  chat.cut?.();
  said.length = 0;
  chat.greet?.();
  assertEquals(texts(), ["b"]);
  received("own-2");
  chat.cut?.();
  said.length = 0;
  chat.greet?.();
  assertEquals(texts(), []);
});

Deno.test("chat-received counts for what was written to the one who says it, and nothing else", () => {
  const { chat, line, received } = chatWith();
  chat.say("to Ann");
  line.peer = "bob";
  received("own-1");
  assertEquals(chat.log.value[0]?.delivered, false);
  line.peer = "ann";
  received("unknown");
  received("own-1");
  assertEquals(chat.log.value[0]?.delivered, true);
});

Deno.test("a second person may use an id that another has used", () => {
  const { clock, hear, line, shown } = chatWith();
  hear("1", "of Ann");
  line.peer = "bob";
  hear("1", "of Bob");
  hear("1", "of Bob");
  clock.advance(1_000);
  assertEquals(shown(), ["of Ann", "of Bob"]);
});

Deno.test("a message is acknowledged once it is stored, and its repetition at once", () => {
  const storage = new FakeStorage();
  const { chat, clock, acknowledged, hear } = chatWith(storage);
  chat.keep();
  const stored = () => chatWith(storage).chat;
  hear("1");
  assertEquals(acknowledged(), ["1"]);
  hear("2");
  hear("2");
  assertEquals(acknowledged(), ["1"], "stored with others, a little later");
  clock.advance(250);
  assertEquals(acknowledged(), ["1", "2"]);
  const after = stored();
  after.restore();
  assertEquals(after.log.value.map(({ id }) => id), ["1", "2"]);
  hear("2");
  assertEquals(acknowledged(), ["1", "2", "2"]);
});

Deno.test("a flood is stored a few times a second, and shown in steps that a page can render", () => {
  const storage = new FakeStorage();
  const { chat, clock, hear, shown } = chatWith(storage);
  chat.keep();
  for (let i = 0; i < 300; i++) hear(`${i}`, "plain words ".repeat(30));
  assert(storage.writes.length <= 1, `${storage.writes.length} writes`);
  const steps: number[] = [];
  let before = 0;
  while (shown().length < 300) {
    steps.push(shown().length - before);
    before = shown().length;
    clock.advance(32);
  }
  assert(Math.max(...steps) <= 60, `${steps} lines at once`);
  assert(steps.length < 30, `${steps.length} steps`);
  clock.advance(1_000);
  assert(storage.writes.length <= 20, `${storage.writes.length} writes`);
  assertEquals(clock.pending, 0);
});

Deno.test("a reload finds the chat, with what is not delivered, and says that again", () => {
  const storage = new FakeStorage();
  const before = chatWith(storage);
  before.chat.keep();
  before.chat.say("mine");
  before.hear("1", "theirs");
  before.chat.keep();
  const after = chatWith(storage);
  after.chat.restore();
  assertEquals(after.shown(), ["mine", "theirs"]);
  after.chat.greet?.();
  assertEquals(after.texts(), ["mine"]);
});

Deno.test("letGo() leaves the chat on the page and nothing in storage, and keep() brings it back", () => {
  const storage = new FakeStorage();
  const { chat, hear, received, shown } = chatWith(storage);
  chat.keep();
  chat.say("delivered");
  received("own-1");
  hear("1", "theirs");
  chat.letGo();
  assertEquals([storage.length, shown().length], [0, 2]);
  hear("2", "late");
  assertEquals(storage.length, 0);
  chat.keep();
  const after = chatWith(storage);
  after.chat.restore();
  assertEquals(after.shown(), ["delivered", "theirs", "late"]);
});

Deno.test("say() refuses what nobody could keep, and says so", () => {
  const { chat, received } = chatWith();
  for (let i = 0; i < 5_000; i++) assert(chat.say("x"));
  assertEquals(chat.full.value, true);
  assertEquals(chat.say("one too many"), false);
  assertEquals(chat.log.value.length, 5_000);
  received("own-1");
  assertEquals(chat.full.value, false);
  assert(chat.say("again"));
});

Deno.test("hear() and say() take no message that shows nothing", () => {
  const { chat, shown, texts, acknowledged, hear } = chatWith();
  chat.greet?.();
  for (const text of ["\u3164", " \u2800 ", "\u200b", "\ufe0f"]) {
    hear(`theirs ${text}`, text);
    assertEquals(chat.say(text), false);
  }
  assertEquals([shown(), texts()], [[], []]);
  // Their page need not send it again.
  assertEquals(acknowledged().length, 4);
});
