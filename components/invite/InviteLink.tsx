import type { ComponentChildren } from "preact";
import { Icon } from "../base/Icon.tsx";
import { useCopy } from "../base/use_copy.ts";
import { LinkField } from "./LinkField.tsx";
import { Changing } from "../base/Changing.tsx";

/** Copies the link of this call; shows it where the clipboard is closed. */
export function InviteLink(
  { url, children }: {
    url: string;
    /** Other ways, beside it. */
    children?: ComponentChildren;
  },
) {
  const { result, copy } = useCopy();
  return (
    <div class="grid gap-2">
      <div class="flex flex-wrap gap-2">
        <button
          type="button"
          class="button-quiet flex-1 basis-52"
          onClick={() => copy(url)}
        >
          <Icon name={result === "copied" ? "check" : "copy"} />
          Copy invite link
        </button>
        {children}
      </div>
      <p role="status" class={result === "copied" ? "text-sm" : "sr-only"}>
        <Changing
          text={result === "copied" &&
            "Copied. Send it to the person you want to talk to."}
        />
      </p>
      {result === "shown" && <LinkField url={url} />}
    </div>
  );
}
