/** What a page wishes of whoever it meets. @module */

/** What must be known of a page before anything else is said to it. */
export interface Wishes {
  /** Neither of the two shall learn the other's address. */
  readonly relayOnly: boolean;
  /** Whoever comes waits, and says nothing of an address, until they are let in. */
  readonly asksFirst: boolean;
}

/** Whether two wish the same. */
export function sameWishes(a: Wishes, b: Wishes): boolean {
  return a.relayOnly === b.relayOnly && a.asksFirst === b.asksFirst;
}
