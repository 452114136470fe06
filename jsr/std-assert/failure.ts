/** What a failed assertion throws. */
export class AssertionError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "AssertionError";
  }
}

/** Throws an {@linkcode AssertionError}. */
export function fail(what: string, msg?: string): never {
  throw new AssertionError(msg === undefined ? what : `${what}: ${msg}`);
}
