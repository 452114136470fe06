import { assertEquals } from "@std/assert";
import { type CallState, INITIAL_STATE } from "../../../call/machine/state.ts";
import { transition } from "../../../call/machine/transition.ts";

function connected(leads: boolean): CallState {
  return {
    ...INITIAL_STATE,
    call: "connected",
    signalling: "open",
    connection: 3,
    peer: {
      id: "bob",
      self: "ann",
      page: "page",
      leads,
      presence: "here",
      held: false,
      holds: false,
      waited: false,
    },
  };
}

Deno.test("transition() keeps a connection on which something goes one way only", () => {
  for (const leads of [true, false]) {
    const before = connected(leads);
    const [state, commands] = transition(before, {
      type: "connection-one-way",
      connection: 3,
    });
    assertEquals(state, before);
    assertEquals(commands, [{ type: leads ? "restart-ice" : "ask-restart" }]);
  }
});
