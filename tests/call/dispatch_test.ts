import { assertEquals } from "@std/assert";
import { effect } from "@preact/signals";
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
    () => {},
  );
  dispatch({ add: 1 });
  assertEquals(log, ["1a at 1", "1b at 1", "10a at 11", "10b at 11"]);
  assertEquals(state.value, 11);
});

Deno.test("dispatch() reports a command that throws, and runs those after it", () => {
  const log: number[] = [];
  const failed: number[] = [];
  const { state, dispatch } = createDispatcher(
    0,
    (sum: number, { add }: Event) => [sum + add, [add, -add]],
    (command: number) => {
      if (command === 1) throw new RangeError("a broken owner");
      log.push(command);
    },
    (command) => failed.push(command),
  );
  dispatch({ add: 1 });
  dispatch({ add: 2 });
  assertEquals(state.value, 3);
  assertEquals(log, [-1, 2, -2]);
  assertEquals(failed, [1]);
});

Deno.test("dispatch() runs the commands of a state whose effects throw", () => {
  const log: number[] = [];
  const { state, dispatch } = createDispatcher(
    0,
    (sum: number, { add }: Event) => [sum + add, [add]],
    (command: number) => void log.push(command),
    () => {},
  );
  effect(() => {
    if (state.value > 0) throw new RangeError("a broken reader");
  });
  dispatch({ add: 1 });
  dispatch({ add: 2 });
  assertEquals(log, [1, 2]);
});
