/**
 * A room that lets nobody else in. Those who were inside when it was locked can
 * always come back, by their resume secret, until they leave: ids are hashes of
 * these secrets.
 *
 * @module
 */

/** Whether a room is locked, and for whom not. */
export class Lock {
  #insiders: Set<string> | null = null;

  /** Whether nobody else is let in. */
  get closed(): boolean {
    return this.#insiders !== null;
  }

  /** Locks the room for all but these. */
  close(insiders: Iterable<string>): void {
    this.#insiders = new Set(insiders);
  }

  /** Lets everyone in again. */
  open(): void {
    this.#insiders = null;
  }

  /** Whether whoever has this id may come in. */
  admits(id: string | null): boolean {
    return this.#insiders === null || id !== null && this.#insiders.has(id);
  }

  /** An insider has come back, under another id. */
  rename(from: string | null, to: string): void {
    if (from === null || !this.#insiders?.delete(from)) return;
    this.#insiders.add(to);
  }

  /** An insider is done here. */
  forget(id: string): void {
    this.#insiders?.delete(id);
  }
}
