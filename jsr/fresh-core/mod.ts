/**
 * Stand-in for `jsr:@fresh/core`: the part of Fresh 2.3.3 that Duet uses.
 *
 * @module
 */
export { App } from "./server/app.ts";
export { csp } from "./server/csp.ts";
export { createDefine } from "./server/define.ts";
export { HttpError } from "./server/error.ts";
export { staticFiles } from "./server/static_files.ts";
export { page } from "./server/types.ts";
