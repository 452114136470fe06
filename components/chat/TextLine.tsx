import { useState } from "preact/hooks";
import { affordable } from "../../call/messages/render_cost.ts";
import { MAX_SHOWN_COST } from "./chat_window.ts";
import { textParts } from "./links.ts";

/** What somebody wrote; of what takes long to lay out, the beginning comes first. */
export function TextLine({ text, own }: { text: string; own: boolean }) {
  const [whole, setWhole] = useState(false);
  const { end } = affordable(text, MAX_SHOWN_COST);
  const shown = whole ? text : text.slice(0, end);
  return (
    <>
      <p
        dir="auto"
        class={`max-w-xs whitespace-pre-wrap break-words rounded-2xl px-4 py-2 ${
          own ? "bg-leaf text-white" : "bg-paper text-ink"
        }`}
      >
        <Text text={shown} />
        {shown !== text && "…"}
      </p>
      {shown !== text && (
        <button
          type="button"
          class="button-quiet mt-1"
          onClick={() => setWhole(true)}
        >
          Show all of it
        </button>
      )}
    </>
  );
}

/** Text, whatever is in it, and addresses that can be followed. */
function Text({ text }: { text: string }) {
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
