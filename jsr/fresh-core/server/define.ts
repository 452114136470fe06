import type { FunctionComponent } from "preact";
import type { HandlerByMethod, PageProps } from "./types.ts";

/** Functions that return their argument and give it its type. */
interface Define<State> {
  /** For a route's `handler`. */
  handlers<
    Data,
    Handlers extends HandlerByMethod<Data, State> = HandlerByMethod<
      Data,
      State
    >,
  >(handlers: Handlers): typeof handlers;
  /** For a route's component; `page<typeof handler>` gives `data` its type. */
  page<
    // Upstream's bound: nothing narrower takes every handler's data.
    // deno-lint-ignore no-explicit-any
    Handler extends HandlerByMethod<any, State> = never,
    Data = Handler extends HandlerByMethod<infer D, State> ? D : never,
  >(render: FunctionComponent<PageProps<Data, State>>): typeof render;
}

/** Makes the helpers for an app whose requests carry `State`. */
export function createDefine<State>(): Define<State> {
  return {
    handlers: (handlers) => handlers,
    page: (render) => render,
  };
}
