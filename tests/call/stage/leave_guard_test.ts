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
      { key: "F5" },
      { key: "r", ctrlKey: true },
      { key: "R", metaKey: true },
    ]
  ) {
    const port = new EventTarget();
    guardLeaving(port as Window);
    port.dispatchEvent(Object.assign(new Event("keydown"), keys));
    assertFalse(asks(port));
  }
  const port = new EventTarget();
  guardLeaving(port as Window);
  port.dispatchEvent(Object.assign(new Event("keydown"), { key: "r" }));
  assert(asks(port));
});
