/**
 * How many pair secrets are kept: apart from what makes them, which a lobby does
 * not load.
 *
 * @module
 */

/**
 * Secrets of one pair that are kept, newest first: the connection may break
 * after one side has made the new one and before the other has.
 */
export const MAX_PAIR_SECRETS = 2;
