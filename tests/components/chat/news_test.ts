import { assert, assertEquals, assertGreater } from "@std/assert";
import type { ChatMessage } from "../../../call/messages/chat.ts";
import type { FileLine } from "../../../call/files/file_line.ts";
import {
  createNews,
  LEAST_SHOWN_MS,
  MOST_SHOWN_MS,
  type News,
  type NewsSources,
  shownMs,
} from "../../../components/chat/news.ts";
import { FakeClock } from "../../signalling/fake_clock.ts";

function nameOf({ newest }: News): string {
  const { id } = newest.type === "file" ? newest.file : newest.message;
  return `${newest.type} ${id}`;
}

/** A chat in which things are said, and what is shown of it: its newest, and how many. */
function chat() {
  const clock = new FakeClock();
  const shown: string[] = [];
  const news = createNews(clock, (next) => {
    shown.push(next === null ? "nothing" : `${nameOf(next)} ${next.count}`);
  });
  let sources: NewsSources = { log: [], files: [], open: false };
  const look = (next: Partial<NewsSources> = {}) => {
    sources = { ...sources, ...next };
    news.look(sources);
  };
  return {
    ...{ clock, news, shown, look },
    now: () => shown.at(-1) ?? "nothing",
    hear(id: string, from: "self" | "peer" = "peer", peer = "anna") {
      const message: ChatMessage = {
        ...{ id, from, text: id, peer, delivered: true },
        atMs: clock.now(),
      };
      look({ log: [...sources.log, message] });
    },
    file(id: string, change: Partial<FileLine> = {}) {
      const line: FileLine = {
        ...{ id, offerId: id, name: id, size: 1, from: "peer", peer: "anna" },
        held: null,
        ...{ atMs: clock.now(), stage: { type: "offered" } },
        ...change,
      };
      const others = sources.files.filter((each) => each.id !== id);
      look({ files: [...others, line] });
    },
  };
}

Deno.test("createNews() shows a message, and lets it go after a while", () => {
  const { clock, hear, look, shown } = chat();
  look();
  hear("a");
  assertEquals(shown, ["message a 1"]);
  clock.advance(shownMs("a") - 1);
  assertEquals(shown, ["message a 1"]);
  clock.advance(1);
  assertEquals(shown, ["message a 1", "nothing"]);
  assertEquals(clock.pending, 0);
});

Deno.test("createNews() shows nothing of what one writes oneself", () => {
  const { hear, look, shown } = chat();
  look();
  hear("a", "self");
  assertEquals(shown, []);
});

Deno.test("createNews() shows the newest of several, and they go together", () => {
  const { clock, hear, look, now } = chat();
  look();
  hear("a");
  clock.advance(shownMs("a") - 1);
  hear("b");
  assertEquals(now(), "message b 2");
  clock.advance(shownMs("b") - 1);
  assertEquals(now(), "message b 2");
  clock.advance(1);
  assertEquals(now(), "nothing");
});

Deno.test("shownMs() gives long messages longer, to a limit", () => {
  assertGreater(shownMs("a few words more"), shownMs("a"));
  assertGreater(shownMs(""), LEAST_SHOWN_MS - 1);
  assertEquals(shownMs("a".repeat(4_096)), MOST_SHOWN_MS);
});

Deno.test("createNews() keeps an offered file until it is answered, withdrawn or its sender has left", () => {
  const endings: Partial<FileLine>[] = [
    { stage: { type: "moving", done: 0, bytesPerSecond: null } },
    { stage: { type: "over", end: "cancelled", by: "peer" } },
    { held: "left" },
  ];
  for (const ending of endings) {
    const { clock, file, look, now } = chat();
    look();
    file("f");
    clock.advance(3_600_000);
    file("f", { held: "cut" });
    assertEquals(now(), "file f 1");
    file("f", ending);
    assertEquals(now(), "nothing");
  }
});

Deno.test("createNews() shows what somebody else says under an id that was seen before", () => {
  const { hear, look, news, now } = chat();
  look();
  hear("a");
  news.dismiss();
  hear("a", "peer", "eve");
  assertEquals(now(), "message a 1");
});

Deno.test("createNews() comes back to the file when the message after it has gone", () => {
  const { clock, file, hear, look, now } = chat();
  look();
  file("f");
  clock.advance(1);
  hear("a");
  assertEquals(now(), "message a 2");
  clock.advance(shownMs("a"));
  assertEquals(now(), "file f 1");
});

Deno.test("createNews() lets a message go that a file lies before", () => {
  const { clock, file, hear, look, now } = chat();
  look();
  hear("a");
  clock.advance(1);
  file("f");
  assertEquals(now(), "file f 2");
  clock.advance(shownMs("a"));
  assertEquals(now(), "file f 1");
});

Deno.test("createNews() shows nothing while the chat is open, and nothing of that later", () => {
  const { file, hear, look, now, shown } = chat();
  look();
  hear("a");
  file("f");
  look({ open: true });
  assertEquals(now(), "nothing");
  const before = shown.length;
  hear("b");
  look({ open: false });
  assertEquals(shown.length, before);
  hear("c");
  assertEquals(now(), "message c 1");
});

Deno.test("dismiss() puts all of it away, and not what comes later", () => {
  const { file, hear, look, news, now } = chat();
  look();
  file("f");
  hear("a");
  news.dismiss();
  assertEquals(now(), "nothing");
  hear("b");
  assertEquals(now(), "message b 1");
});

Deno.test("hold() lets no time pass, and then gives all of it", () => {
  const { clock, hear, look, news, now } = chat();
  look();
  hear("a");
  clock.advance(shownMs("a") - 1);
  news.hold(true);
  clock.advance(3_600_000);
  assertEquals(now(), "message a 1");
  news.hold(false);
  clock.advance(shownMs("a") - 1);
  assertEquals(now(), "message a 1");
  clock.advance(1);
  assertEquals(now(), "nothing");
});

Deno.test("createNews() begins with what is fresh, not with what a reload brings back", () => {
  const old = chat();
  const log = ["a", "b"].map((id, index): ChatMessage => ({
    ...{ id, from: "peer", text: id, peer: "anna", delivered: true },
    atMs: old.clock.now() - index * LEAST_SHOWN_MS * 2,
  }));
  old.look({ log });
  assertEquals(old.now(), "message a 1");
});

Deno.test("createNews() lets go of its timer", () => {
  const { clock, hear, look, news } = chat();
  look();
  hear("a");
  news[Symbol.dispose]();
  assertEquals(clock.pending, 0);
});

Deno.test("look() reads what is new, however long the log is", () => {
  const { clock, look, now } = chat();
  const log = Array.from({ length: 5_000 }, (_, index): ChatMessage => ({
    ...{ id: `${index}`, from: "peer", text: "old", peer: "anna" },
    ...{ atMs: clock.now() - 60_000, delivered: true },
  }));
  look({ log });
  assertEquals(now(), "nothing");
  const touched = new Set<string | symbol>();
  const watched = new Proxy(
    [...log, { ...log[0]!, id: "new", atMs: clock.now() }],
    {
      get(target, name, receiver) {
        touched.add(name);
        return Reflect.get(target, name, receiver);
      },
    },
  );
  look({ log: watched });
  assertEquals(now(), "message new 1");
  assert(touched.size < 10, `${touched.size} places of the log were read`);
});

Deno.test("createNews() shows two messages that have the same id from different people", () => {
  const { clock, look, now } = chat();
  look();
  const one: ChatMessage = {
    ...{ id: "1", from: "peer", text: "a", peer: "anna", delivered: true },
    atMs: clock.now(),
  };
  look({ log: [one] });
  look({ log: [one, { ...one, peer: "bob" }] });
  assertEquals(now(), "message 1 2");
});
