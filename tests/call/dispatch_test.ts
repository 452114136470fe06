import { assertEquals, assertThrows } from "@std/assert";
import { createDispatcher } from "../../call/dispatch.ts";

type Event = { add: number };

Deno.test("dispatch() handles events first in, first out, also those of commands", () => {
  const log: string[] = [];
  const { state, dispatch } = createDispatcher(
    0,
    (sum: number, { add }: Event) => [sum + add, [`${add}a`, `${add}b`]],
    (command: string) => {
      log.push(`${command} at ${state.value}`);
      if (command === "1a") dispatch({ add: 10 });
    },
  );
  dispatch({ add: 1 });
  assertEquals(log, ["1a at 1", "1b at 1", "10a at 11", "10b at 11"]);
  assertEquals(state.value, 11);
});

Deno.test("dispatch() goes on after a command has thrown", () => {
  const { state, dispatch } = createDispatcher(
    0,
    (sum: number, { add }: Event) => [sum + add, [add]],
    (command: number) => {
      if (command === 1) throw new RangeError("a broken owner");
    },
  );
  assertThrows(() => dispatch({ add: 1 }), RangeError);
  dispatch({ add: 2 });
  assertEquals(state.value, 3);
});
