/**
 * Text that changes while the element around it stays: each text has an element
 * of its own. Translators put elements in the place of texts, and a text that
 * is changed afterwards is no longer in the page.
 */
export function Changing(
  { text }: { text: string | false | null | undefined },
) {
  return text ? <span key={text}>{text}</span> : null;
}
