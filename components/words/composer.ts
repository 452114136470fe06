/** What is said of a message that cannot be sent as it is. @module */

/** From here on it is said how much more fits, in bytes. */
const NEARLY_FULL_BYTES = 400;

/**
 * What the field says; `null` says nothing.
 *
 * @param leftBytes How much more fits into the message.
 * @param full Whether too many messages wait to be delivered.
 */
export function composerWords(
  leftBytes: number,
  full: boolean,
): string | null {
  if (full) {
    return "Too many messages are waiting to be delivered. Your text stays here: send it when they have arrived.";
  }
  if (leftBytes >= NEARLY_FULL_BYTES) return null;
  if (leftBytes >= 0) return "This message is nearly as long as can be.";
  return "This message is too long. Shorten it, or send it in parts.";
}
