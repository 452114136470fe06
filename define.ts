/**
 * What the app's middlewares hand to its routes.
 *
 * @module
 */
import { createDefine } from "fresh";
import type { Theme } from "./look/theme.ts";
import type { Signalling } from "./signalling/signalling.ts";

/** Set by the root middleware. */
export interface State {
  /** The process's one signalling server. */
  signalling: Signalling;
  /** Light or dark, as the person has chosen; error pages may not know. */
  theme?: Theme;
}

/** Types handlers and pages with {@linkcode State}. */
export const define = createDefine<State>();
