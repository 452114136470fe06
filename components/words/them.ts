/** The other person within a sentence. @module */

/** Their name, or words for it. */
export function themWords(name: string): string {
  return name || "the other person";
}
