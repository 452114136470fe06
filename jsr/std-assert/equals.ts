import { deepStrictEqual } from "node:assert";
import { inspect, isDeepStrictEqual } from "node:util";
import { fail } from "./failure.ts";

/** Asserts that two values are equal in depth. */
export function assertEquals<T>(actual: T, expected: T, msg?: string): void {
  if (isDeepStrictEqual(actual, expected)) return;
  try {
    deepStrictEqual(actual, expected);
  } catch (error) {
    fail(error instanceof Error ? error.message : String(error), msg);
  }
}

/** Asserts that two values differ. */
export function assertNotEquals<T>(actual: T, expected: T, msg?: string): void {
  if (isDeepStrictEqual(actual, expected)) {
    fail(`Expected anything but ${inspect(expected)}`, msg);
  }
}

/** Asserts that an object has what another has, in depth; it may have more. */
export function assertObjectMatch(
  actual: object,
  expected: object,
  msg?: string,
): void {
  assertEquals(shadow(actual, expected), expected, msg);
}

/** The parts of `actual` that `expected` names. */
function shadow(actual: unknown, expected: unknown): unknown {
  if (!isPlain(expected) || !isPlain(actual)) return actual;
  const isArray = Array.isArray(expected);
  if (isArray !== Array.isArray(actual)) return actual;
  const entries = Reflect.ownKeys(expected)
    .filter((key) => key !== "length" && key in actual)
    .map((key) =>
      [
        key,
        shadow(Reflect.get(actual, key), Reflect.get(expected, key)),
      ] as const
    );
  if (!isArray) return Object.fromEntries(entries);
  return Object.assign([], Object.fromEntries(entries));
}

function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return Array.isArray(value) || prototype === Object.prototype ||
    prototype === null;
}
