/**
 * Stand-in for `jsr:@std/assert`: the assertions that Duet's tests use.
 *
 * @module
 */
export { assertRejects, assertThrows } from "./errors.ts";
export { assertEquals, assertNotEquals, assertObjectMatch } from "./equals.ts";
export { AssertionError } from "./failure.ts";
import { fail } from "./failure.ts";
import { inspect } from "node:util";

/** Asserts that a value is truthy. */
export function assert(expr: unknown, msg = ""): asserts expr {
  if (!expr) fail(msg || "Expected a truthy value");
}

/** Asserts that a value is falsy. */
export function assertFalse(expr: unknown, msg = ""): asserts expr is false {
  if (expr) fail(msg || "Expected a falsy value");
}

/** Asserts that a text matches an expression. */
export function assertMatch(
  actual: string,
  expected: RegExp,
  msg?: string,
): void {
  if (actual.search(expected) < 0) {
    fail(`${inspect(actual)} does not match ${expected}`, msg);
  }
}

/** Asserts that a text has another within. */
export function assertStringIncludes(
  actual: string,
  expected: string,
  msg?: string,
): void {
  if (!actual.includes(expected)) {
    fail(`${inspect(actual)} does not contain ${inspect(expected)}`, msg);
  }
}

/** Asserts `instanceof`. */
export function assertInstanceOf<T>(
  actual: unknown,
  expectedType: abstract new (...args: never[]) => T,
  msg?: string,
): asserts actual is T {
  if (!(actual instanceof expectedType)) {
    fail(`${inspect(actual)} is no ${expectedType.name}`, msg);
  }
}

/** Asserts `actual > expected`. */
export function assertGreater<T>(actual: T, expected: T, msg?: string): void {
  if (!(actual > expected)) fail(`${actual} is not above ${expected}`, msg);
}

/** Asserts `actual < expected`. */
export function assertLess<T>(actual: T, expected: T, msg?: string): void {
  if (!(actual < expected)) fail(`${actual} is not below ${expected}`, msg);
}
