/**
 * Stand-in for `jsr:@std/http`: the status codes.
 *
 * @module
 */
export * from "./status.ts";
