import { assert, assertEquals, assertFalse } from "@std/assert";
import { watchStirring } from "../../../call/stage/stirring.ts";

/** An event as a browser makes it, with the fields that count here. */
function event(type: string, fields: Record<string, unknown>): Event {
  return Object.assign(new Event(type, { cancelable: true }), fields);
}

function watched() {
  const port = new EventTarget();
  const seen: string[] = [];
  const state = { resting: false };
  const watching = watchStirring(port as Window, {
    onStir: () => seen.push("stir"),
    onKeyboard: (on) => seen.push(on ? "keyboard" : "pointer"),
    isResting: (target) => state.resting && target === port,
  });
  function happens(type: string, fields: Record<string, unknown>): Event {
    const happening = event(type, fields);
    port.dispatchEvent(happening);
    return happening;
  }
  return { seen, state, happens, watching };
}

const MOUSE = { pointerType: "mouse", width: 1, height: 1 };
const FINGER = { pointerType: "touch", width: 24, height: 30 };
const SCREEN_READER = { pointerType: "touch", width: 0, height: 0 };

Deno.test("watchStirring() takes a pointer's move for one only where it moves", () => {
  const { seen, happens } = watched();
  happens("pointermove", { screenX: 5, screenY: 5 });
  happens("pointermove", { screenX: 5, screenY: 5 });
  assertEquals(seen, ["pointer", "stir"]);
});

Deno.test("watchStirring() knows who walks by keyboard, and who only types", () => {
  const { seen, happens } = watched();
  happens("keydown", { key: "Tab" });
  happens("keydown", { key: "m" });
  assertEquals(seen, ["keyboard", "stir", "stir"]);
});

Deno.test("the finger that brings the controls back presses none of them", () => {
  const { state, happens } = watched();
  state.resting = true;
  happens("pointerdown", FINGER);
  state.resting = false;
  assert(happens("click", { detail: 1 }).defaultPrevented);
  happens("pointerdown", FINGER);
  assertFalse(happens("click", { detail: 1 }).defaultPrevented);
});

Deno.test("a mouse and a screen reader press what they mean, at rest too", () => {
  const { state, seen, happens } = watched();
  state.resting = true;
  for (const pointer of [MOUSE, SCREEN_READER]) {
    happens("pointerdown", pointer);
    assertFalse(happens("click", { detail: 1 }).defaultPrevented);
  }
  seen.length = 0;
  assertFalse(happens("click", { detail: 0 }).defaultPrevented);
  assertEquals(seen, ["keyboard", "stir"]);
});

Deno.test("watchStirring() hears nothing once it is disposed of", () => {
  const { seen, happens, watching } = watched();
  watching[Symbol.dispose]();
  happens("keydown", { key: "Tab" });
  assertEquals(seen, []);
});
