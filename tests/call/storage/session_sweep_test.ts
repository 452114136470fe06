import { assertEquals } from "@std/assert";
import {
  keepSwept,
  SESSION_LIFE_MS,
  sweepSessions,
} from "../../../call/storage/session_sweep.ts";
import { FakeClock } from "../../signalling/fake_clock.ts";
import { FakeStorage } from "../fake_storage.ts";

const NOW_MS = 1_000_000;

/** A tab that was in two calls, one after the other. */
function tab(ages: { one: number; other: number }) {
  const storage = new FakeStorage();
  for (const [room, ageMs] of Object.entries(ages)) {
    const aliveAtMs = NOW_MS - ageMs;
    const session = { tab: `tab of ${room}`, aliveAtMs };
    storage.setItem(`duet.session.1 ${room}`, JSON.stringify(session));
    storage.setItem(`duet.chat.1 ${room} 0`, "[]");
    storage.setItem(`duet.chat.1 ${room} 12`, "[]");
    const link = { fragment: "1.secret", aliveAtMs };
    storage.setItem(`duet.link.1 name-of-${room}`, JSON.stringify(link));
  }
  storage.setItem("duet.files.1", JSON.stringify({ tab: "tab of one" }));
  storage.setItem("something else", "stays");
  const keys = () =>
    Array.from({ length: storage.length }, (_, i) => storage.key(i)).sort();
  return { storage, area: () => storage, keys };
}

const OF_ONE = [
  "duet.chat.1 one 0",
  "duet.chat.1 one 12",
  "duet.files.1",
  "duet.link.1 name-of-one",
  "duet.session.1 one",
  "something else",
];

Deno.test("sweepSessions() leaves a page its own call, and nothing of others", () => {
  const { area, keys } = tab({ one: 5, other: 5 });
  const own = { name: "name-of-one", key: "one" };
  assertEquals(sweepSessions(area, own, NOW_MS), null);
  assertEquals(keys(), OF_ONE);
});

Deno.test("sweepSessions() removes a session that is too old, with its chat and its files", () => {
  const old = { one: SESSION_LIFE_MS + 1, other: -SESSION_LIFE_MS - 1 };
  const { area, keys } = tab(old);
  sweepSessions(area, { name: "name-of-one", key: "one" }, NOW_MS);
  // The page of a room keeps its link: the address does not have it.
  assertEquals(keys(), ["duet.link.1 name-of-one", "something else"]);
  sweepSessions(area, null, NOW_MS);
  assertEquals(keys(), ["something else"]);
});

Deno.test("sweepSessions() leaves nothing to a page whose link opens no room", () => {
  const { area, keys } = tab({ one: 5, other: 5 });
  sweepSessions(area, { name: "elsewhere", key: null }, NOW_MS);
  assertEquals(keys(), ["something else"]);
});

Deno.test("keepSwept() lets the back button lead into a call, until that has ended", () => {
  const { area, keys } = tab({ one: 5_000, other: 6_000_000 });
  const clock = new FakeClock(NOW_MS);
  using _swept = keepSwept(area, clock);
  assertEquals(keys(), OF_ONE);
  clock.advance(SESSION_LIFE_MS - 5_000);
  assertEquals(keys(), OF_ONE);
  clock.advance(1);
  assertEquals(keys(), ["something else"]);
  assertEquals(clock.pending, 0);
});

Deno.test("keepSwept() removes nonsense, and survives a storage that is forbidden", () => {
  const { storage, area, keys } = tab({ one: 5, other: 5 });
  for (const text of ["{", "null", "5", '{"aliveAtMs":"5"}']) {
    storage.setItem("duet.session.1 one", text);
    storage.setItem("duet.session.1 other", text);
    storage.setItem("duet.link.1 name-of-one", text);
    storage.setItem("duet.link.1 name-of-other", text);
    keepSwept(area, new FakeClock(NOW_MS))[Symbol.dispose]();
    assertEquals(keys(), ["something else"]);
  }
  keepSwept(() => {
    throw new DOMException("no", "SecurityError");
  }, new FakeClock())[Symbol.dispose]();
});
