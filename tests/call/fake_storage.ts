/** A tab's storage. */
export class FakeStorage {
  readonly #items = new Map<string, string>();
  /** Keys of all writes, in order. */
  readonly writes: string[] = [];
  /** How many characters fit; what is longer throws. */
  quota = Infinity;

  get length(): number {
    return this.#items.size;
  }
  key(index: number): string | null {
    return [...this.#items.keys()][index] ?? null;
  }
  getItem(key: string): string | null {
    return this.#items.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    const used = [...this.#items].reduce(
      (sum, [other, text]) => other === key ? sum : sum + text.length,
      0,
    );
    if (used + value.length > this.quota) {
      throw new DOMException("full", "QuotaExceededError");
    }
    this.#items.set(key, value);
    this.writes.push(key);
  }
  removeItem(key: string): void {
    this.#items.delete(key);
  }
}
