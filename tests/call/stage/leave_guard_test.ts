import { assert, assertFalse } from "@std/assert";
import { guardLeaving } from "../../../call/stage/leave_guard.ts";

function asks(port: EventTarget): boolean {
  const event = new Event("beforeunload", { cancelable: true });
  port.dispatchEvent(event);
  return event.defaultPrevented;
}

Deno.test("guardLeaving() asks until it is disposed of", () => {
  const port = new EventTarget();
  const guard = guardLeaving(port as Window);
  assert(asks(port));
  guard[Symbol.dispose]();
  assertFalse(asks(port));
});

Deno.test("guardLeaving() does not ask after the keys of a reload", () => {
  for (
    const keys of [
      { key: "F5", code: "F5" },
      { key: "BrowserRefresh", code: "BrowserRefresh" },
      { key: "r", code: "KeyR", ctrlKey: true },
      { key: "R", code: "KeyR", metaKey: true },
      // Dvorak, Russian, Greek, Hebrew, Korean, Thai.
      { key: "r", code: "KeyO", ctrlKey: true },
      { key: "к", code: "KeyR", ctrlKey: true },
      { key: "ρ", code: "KeyR", ctrlKey: true },
      { key: "ר", code: "KeyR", metaKey: true },
      { key: "ㄱ", code: "KeyR", ctrlKey: true },
      { key: "พ", code: "KeyR", ctrlKey: true },
    ]
  ) {
    const port = new EventTarget();
    guardLeaving(port as Window);
    port.dispatchEvent(Object.assign(new Event("keydown"), keys));
    assertFalse(asks(port));
  }
  for (
    const keys of [
      { key: "r", code: "KeyR" },
      { key: "к", code: "KeyR" },
      // Where Dvorak has P.
      { key: "p", code: "KeyR", ctrlKey: true },
    ]
  ) {
    const port = new EventTarget();
    guardLeaving(port as Window);
    port.dispatchEvent(Object.assign(new Event("keydown"), keys));
    assert(asks(port));
  }
});
