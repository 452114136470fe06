/** Choices that can be made again: a seed gives the same ones. @module */

/** Where choices come from: `SEALING_SEED`, or chance. */
export function chooseSeed(): number {
  const given = Deno.env.get("SEALING_SEED");
  const seed = given === undefined
    ? crypto.getRandomValues(new Uint32Array(1))[0] ?? 0
    : Number(given);
  console.log(`SEALING_SEED=${seed}`);
  return seed;
}

/** Marsaglia's xorshift with 32 bits: even enough for choices. */
export class Choices {
  #state: number;

  constructor(seed: number) {
    // Zero would stay zero; neighbouring seeds should differ at once.
    this.#state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) | 1;
  }

  /** A whole number in [0, limit). */
  below(limit: number): number {
    this.#state ^= this.#state << 13;
    this.#state ^= this.#state >>> 17;
    this.#state ^= this.#state << 5;
    return Math.floor((this.#state >>> 0) / 2 ** 32 * limit);
  }

  /** One of the items; `undefined` of none. */
  of<T>(items: readonly T[]): T | undefined {
    return items[this.below(items.length)];
  }

  /** Some of 32 bits, for a nonce that an attacker tries. */
  bytes(lengthBytes: number): Uint8Array<ArrayBuffer> {
    return Uint8Array.from({ length: lengthBytes }, () => this.below(256));
  }
}
