import { inspect } from "node:util";
import { fail } from "./failure.ts";

type ErrorClass<E extends Error> = abstract new (...args: never[]) => E;

/** Checks class and message of what was thrown. */
function check<E extends Error>(
  error: unknown,
  type: ErrorClass<E> | undefined,
  includes: string,
  msg?: string,
): unknown {
  if (type === undefined) return error;
  if (!(error instanceof type)) {
    fail(`Expected ${type.name}, but ${inspect(error)} was thrown`, msg);
  }
  if (!error.message.includes(includes)) {
    const said = inspect(error.message);
    fail(`Expected ${inspect(includes)} in the message ${said}`, msg);
  }
  return error;
}

/** Asserts that a function throws; returns the error. */
export function assertThrows(fn: () => unknown, msg?: string): unknown;
/** Asserts that a function throws an error of a class, with a text in its message. */
export function assertThrows<E extends Error = Error>(
  fn: () => unknown,
  ErrorClass: ErrorClass<E>,
  msgIncludes?: string,
  msg?: string,
): E;
export function assertThrows<E extends Error>(
  fn: () => unknown,
  first?: ErrorClass<E> | string,
  includes = "",
  msg?: string,
): unknown {
  const type = typeof first === "string" ? undefined : first;
  try {
    fn();
  } catch (error) {
    return check(error, type, includes, msg);
  }
  fail("Expected the function to throw", type ? msg : String(first ?? ""));
}

/** Asserts that a function's promise is rejected; resolves to the error. */
export function assertRejects(
  fn: () => PromiseLike<unknown>,
  msg?: string,
): Promise<unknown>;
/** Asserts that a promise is rejected with an error of a class, with a text in its message. */
export function assertRejects<E extends Error = Error>(
  fn: () => PromiseLike<unknown>,
  ErrorClass: ErrorClass<E>,
  msgIncludes?: string,
  msg?: string,
): Promise<E>;
export async function assertRejects<E extends Error>(
  fn: () => PromiseLike<unknown>,
  first?: ErrorClass<E> | string,
  includes = "",
  msg?: string,
): Promise<unknown> {
  const type = typeof first === "string" ? undefined : first;
  let promise: PromiseLike<unknown>;
  try {
    promise = fn();
  } catch {
    fail("Expected a rejected promise, but the function itself threw", msg);
  }
  try {
    await promise;
  } catch (error) {
    return check(error, type, includes, msg);
  }
  fail("Expected the promise to be rejected", type ? msg : String(first ?? ""));
}
