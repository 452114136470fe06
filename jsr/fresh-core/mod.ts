/**
 * Stand-in for `jsr:@fresh/core`: the part of Fresh 2.3.3 that Duet uses.
 *
 * @module
 */
export { App, type ListenOptions } from "./server/app.ts";
export type { Context } from "./server/context.ts";
export { csp, type CSPOptions } from "./server/csp.ts";
export { createDefine, type Define } from "./server/define.ts";
export { HttpError } from "./server/error.ts";
export { staticFiles } from "./server/static_files.ts";
export {
  type FreshConfig,
  type HandlerByMethod,
  type HandlerFn,
  type Method,
  type Middleware,
  page,
  type PageProps,
  type PageResponse,
  type ResolvedFreshConfig,
  type RouteConfig,
  type RouteHandler,
} from "./server/types.ts";
export type {
  WebSocketHandlers,
  WebSocketUpgradeOptions,
} from "./server/websocket.ts";
