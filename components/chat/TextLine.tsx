import { textParts } from "./links.ts";

/** What somebody wrote: text, whatever is in it, and addresses that can be followed. */
export function TextLine({ text }: { text: string }) {
  return (
    <>
      {textParts(text).map((part, index) =>
        part.type === "text" ? part.text : (
          <span key={index}>
            <a
              href={part.href}
              target="_blank"
              rel="noopener noreferrer"
              class="break-all underline"
            >
              {part.text}
            </a>
            {part.host !== null && ` (${part.host})`}
          </span>
        )
      )}
    </>
  );
}
