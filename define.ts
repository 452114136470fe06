/**
 * What the app's middlewares hand to its routes.
 *
 * @module
 */
import { createDefine } from "fresh";
import type { Signalling } from "./signalling/signalling.ts";

/** Set by the root middleware, the same for every request. */
export interface State {
  /** The process's one signalling server. */
  signalling: Signalling;
}

/** Types handlers and pages with {@linkcode State}. */
export const define = createDefine<State>();
