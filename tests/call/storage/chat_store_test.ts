import { assert, assertEquals } from "@std/assert";
import type { ChatMessage } from "../../../call/messages/chat.ts";
import { ChatStore, MAX_KEPT_BYTES } from "../../../call/storage/chat_store.ts";
import { FakeStorage } from "../fake_storage.ts";

const PART_BYTES = 16 * 1024;

function message(id: number, change: Partial<ChatMessage> = {}): ChatMessage {
  return {
    ...{ id: `${id}`, from: "peer", text: `text ${id}`, atMs: id },
    ...{ peer: "ann", delivered: true },
    ...change,
  };
}

const own = (id: number, text = "mine") =>
  message(id, { from: "self", delivered: false, text });

function store(storage = new FakeStorage(), room = "room") {
  return { storage, store: new ChatStore(() => storage, () => room) };
}

/** What a reload of the tab finds. */
function reloaded(storage: FakeStorage, room = "room") {
  return store(storage, room).store.load();
}

Deno.test("ChatStore gives a reload the lines of its room, as they were", () => {
  const { storage, store: kept } = store();
  const lines = [message(1), own(2), message(3, { text: "é\u{1F98A}" })];
  for (const line of lines) kept.put(line);
  assertEquals(reloaded(storage), [], "nothing is stored before it is written");
  kept.write();
  assertEquals(reloaded(storage), lines);
  assertEquals(reloaded(storage, "another"), []);
});

Deno.test("put() has a line rewrite its own part, and no other", () => {
  const { storage, store: kept } = store();
  const text = "x".repeat(4_000);
  const waiting = own(0, text);
  kept.put(waiting);
  for (let i = 1; i < 40; i++) kept.put(message(i, { text }));
  kept.write();
  const keys = storage.length;
  assertEquals(keys, 10, "four lines of 4,000 bytes a part");
  storage.writes.length = 0;
  kept.put(message(40));
  kept.write();
  assertEquals(new Set(storage.writes).size, 1);
  const [newest] = storage.writes;
  storage.writes.length = 0;
  kept.put({ ...waiting, delivered: true });
  kept.write();
  assertEquals(storage.writes.length, 1);
  assert(storage.writes[0] !== newest, "a mark is stored where its line is");
  assertEquals(reloaded(storage)[0]?.delivered, true);
  storage.writes.length = 0;
  kept.write();
  assertEquals(storage.writes, []);
});

Deno.test("ChatStore keeps the newest 1 MiB, and writes a line once", () => {
  const { storage, store: kept } = store();
  const text = "x".repeat(4_096);
  let written = 0;
  for (let i = 0; i < 800; i++) {
    kept.put(message(i, { text }));
    kept.write();
    written += storage.getItem(storage.writes.at(-1) ?? "")?.length ?? 0;
  }
  const lines = reloaded(storage);
  assertEquals(lines.length, MAX_KEPT_BYTES / 4_096);
  assertEquals([lines[0]?.id, lines.at(-1)?.id], ["544", "799"]);
  const stored = [...Array(storage.length).keys()].reduce(
    (sum, i) => sum + (storage.getItem(storage.key(i) ?? "")?.length ?? 0),
    0,
  );
  assert(stored < 1.1 * MAX_KEPT_BYTES + PART_BYTES, `${stored} are stored`);
  assert(written < 800 * 2 * PART_BYTES, `${written} were written`);
});

Deno.test("ChatStore keeps own lines that are not delivered beyond the newest 1 MiB", () => {
  const { storage, store: kept } = store();
  const text = "x".repeat(4_096);
  for (let i = 0; i < 800; i++) {
    kept.put(i % 100 === 0 ? own(i) : message(i, { text }));
  }
  kept.write();
  const lines = reloaded(storage);
  assertEquals(
    lines.filter(({ from }) => from === "self").map(({ id }) => id),
    ["0", "100", "200", "300", "400", "500", "600", "700"],
  );
  // What was told apart is in order, and can be marked.
  kept.put({ ...own(0), delivered: true });
  kept.write();
  assert(!reloaded(storage).some(({ id }) => id === "0"));
});

Deno.test("ChatStore keeps no more lines than there are in memory, however short", () => {
  const { storage, store: kept } = store();
  for (let i = 0; i < 12_000; i++) kept.put(message(i, { text: "." }));
  kept.write();
  const lines = reloaded(storage);
  assert(lines.length >= 5_000 && lines.length <= 5_200, `${lines.length}`);
  assertEquals(lines.at(-1)?.id, "11999");
});

Deno.test("load() goes on where it left off, and the next line joins the last part", () => {
  const { storage, store: before } = store();
  for (let i = 0; i < 5; i++) before.put(message(i));
  before.write();
  const { store: after } = store(storage);
  after.load();
  after.put(message(5));
  after.write();
  assertEquals(reloaded(storage).map(({ id }) => id), [..."012345"]);
  assertEquals(storage.length, 1);
});

Deno.test("load() leaves out what is damaged, and keeps the rest", () => {
  const { storage, store: kept } = store();
  const text = "x".repeat(16_000);
  for (let i = 0; i < 4; i++) {
    kept.put(message(i, { text: text.slice(0, 4096) }));
  }
  kept.put(message(4));
  kept.write();
  const nonsense = ["", "{", "null", "[1]", '[{"id":1}]', "[]"];
  nonsense.forEach((text, i) =>
    storage.setItem(`duet.chat.1 room ${9 + i}`, text)
  );
  storage.setItem(
    "duet.chat.1 room 30",
    JSON.stringify([message(9, { text })]),
  );
  const { store: after } = store(storage);
  assertEquals(after.load().map(({ id }) => id), [..."01234"]);
  after.put(message(5));
  after.write();
  assertEquals(storage.length, 2, "what was damaged is gone");
});

Deno.test("clear() leaves nothing of this room, and nothing is lost that is put later", () => {
  const { storage, store: kept } = store();
  const other = store(storage, "other").store;
  for (const each of [kept, other]) {
    each.put(message(1));
    each.write();
  }
  kept.clear();
  kept.write();
  assertEquals(reloaded(storage), []);
  assertEquals(reloaded(storage, "other").length, 1);
  kept.put(message(2));
  kept.write();
  assertEquals(reloaded(storage).map(({ id }) => id), ["2"]);
});

Deno.test("write() makes room in a storage that is full, and keeps what is not delivered", () => {
  const { storage, store: kept } = store();
  storage.quota = 100_000;
  kept.put(own(0));
  const text = "x".repeat(4_096);
  for (let i = 1; i < 100; i++) {
    kept.put(message(i, { text }));
    kept.write();
  }
  const lines = reloaded(storage);
  assertEquals([lines[0]?.id, lines.at(-1)?.id], ["0", "99"]);
  assert(lines.length > 10, `${lines.length} lines are left`);
});

Deno.test("ChatStore does without a storage that is forbidden", () => {
  const kept = new ChatStore(() => {
    throw new DOMException("no", "SecurityError");
  }, () => "room");
  for (let i = 0; i < 1_000; i++) kept.put(message(i));
  kept.write();
  assertEquals(kept.load(), []);
  kept.clear();
});
