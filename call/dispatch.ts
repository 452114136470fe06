/** Runs a pure state machine: events in, state out, commands done. @module */
import { type ReadonlySignal, signal, untracked } from "@preact/signals";

/** What a machine answers to an event: the next state, and what to do about it. */
export type Step<State, Command> = readonly [State, readonly Command[]];

/** A machine at work. */
export interface Dispatcher<State, Event> {
  readonly state: ReadonlySignal<State>;
  dispatch(event: Event): void;
}

/**
 * Starts a machine in `initial`. Events are handled first in, first out: one
 * that is dispatched by a command waits until all commands of the event before
 * have run. The state is written before its commands run. Nothing is awaited.
 *
 * @param onFailed A command threw; those after it run all the same.
 */
export function createDispatcher<State, Event, Command>(
  initial: State,
  transition: (state: State, event: Event) => Step<State, Command>,
  run: (command: Command) => void,
  onFailed: (command: Command, error: unknown) => void,
): Dispatcher<State, Event> {
  const state = signal(initial);
  const queue: Event[] = [];
  let busy = false;

  function drain(): void {
    for (let event = queue.shift(); event; event = queue.shift()) {
      const [next, commands] = transition(state.value, event);
      show(next);
      for (const command of commands) {
        try {
          run(command);
        } catch (error) {
          onFailed(command, error);
        }
      }
    }
  }

  /** Effects run at once; one that throws must not keep commands from running. */
  function show(next: State): void {
    try {
      state.value = next;
    } catch (error) {
      console.error(error);
    }
  }

  return {
    state,
    dispatch(event) {
      queue.push(event);
      if (busy) return;
      busy = true;
      try {
        // A component that dispatches must not come to depend on the state.
        untracked(drain);
      } finally {
        busy = false;
      }
    },
  };
}
