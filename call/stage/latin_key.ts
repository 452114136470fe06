/** What a key is called on a Latin layout, for shortcuts on any other. @module */

/** The slice of a `KeyboardEvent` that names the key. */
export type KeyName = Pick<KeyboardEvent, "key" | "code">;

/**
 * The character of a key in lower case, or its name. Where the layout's script
 * is not Latin, the letter that the same key has on the US layout (UI Events,
 * `code`); on a Latin layout `key` alone counts, since AZERTY and Dvorak have
 * their letters elsewhere.
 */
export function latinKey({ key, code }: KeyName): string {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  const foreign = /[\p{L}\p{M}]/u.test(key) && !/\p{Script=Latin}/u.test(key);
  if (letter !== undefined && foreign) return letter.toLowerCase();
  return [...key].length === 1 ? key.toLowerCase() : key;
}
