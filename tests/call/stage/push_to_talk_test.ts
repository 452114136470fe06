import { assert, assertEquals, assertFalse } from "@std/assert";
import { watchTalkKey } from "../../../call/stage/push_to_talk.ts";

function held() {
  const port = new EventTarget();
  const seen: boolean[] = [];
  const state = { muted: true, taken: false };
  const watching = watchTalkKey(port as Window, {
    isMuted: () => state.muted,
    isTaken: () => state.taken,
    talk(on) {
      seen.push(on);
      state.muted = !on;
    },
  });
  function key(type: "keydown" | "keyup", fields: object = {}): Event {
    const event = Object.assign(new Event(type, { cancelable: true }), {
      key: " ",
      ...fields,
    });
    port.dispatchEvent(event);
    return event;
  }
  return { port, seen, state, key, watching };
}

Deno.test("watchTalkKey() opens the microphone for as long as Space is held", () => {
  const { key, seen } = held();
  assert(key("keydown").defaultPrevented);
  assert(key("keydown", { repeat: true }).defaultPrevented);
  assertEquals(seen, [true]);
  assert(key("keyup").defaultPrevented);
  assertEquals(seen, [true, false]);
});

Deno.test("watchTalkKey() knows the space bar by its place, whatever it writes", () => {
  const { key, seen } = held();
  key("keydown", { key: "\u3000", code: "Space" });
  key("keyup", { key: "\u3000", code: "Space" });
  assertEquals(seen, [true, false]);
});

Deno.test("watchTalkKey() leaves Space alone where it has another meaning", () => {
  const { key, seen, state } = held();
  state.taken = true;
  assertFalse(key("keydown").defaultPrevented);
  assertFalse(key("keyup").defaultPrevented);
  state.taken = false;
  assertFalse(key("keydown", { ctrlKey: true }).defaultPrevented);
  assertFalse(key("keydown", { key: "a" }).defaultPrevented);
  state.muted = false;
  assertFalse(key("keydown").defaultPrevented);
  assertEquals(seen, []);
});

Deno.test("watchTalkKey() does not begin in the middle of a press", () => {
  const { key, seen } = held();
  key("keydown", { repeat: true });
  assertEquals(seen, []);
});

Deno.test("watchTalkKey() closes the microphone when the key may be up unseen", () => {
  for (const type of ["blur", "visibilitychange", "pagehide"]) {
    const { key, port, seen } = held();
    key("keydown");
    port.dispatchEvent(new Event(type));
    assertEquals(seen, [true, false], type);
    key("keyup");
    assertEquals(seen, [true, false], type);
  }
  const { key, seen, watching } = held();
  key("keydown");
  watching[Symbol.dispose]();
  assertEquals(seen, [true, false]);
  key("keydown");
  assertEquals(seen, [true, false]);
});
