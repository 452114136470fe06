import { Icon } from "../base/Icon.tsx";
import { useCopy } from "../base/use_copy.ts";

/** Copies the link of this call; shows it where the clipboard is closed. */
export function InviteLink({ url }: { url: string }) {
  const { result, copy } = useCopy();
  return (
    <div class="grid gap-2">
      <button type="button" class="button-quiet" onClick={() => copy(url)}>
        <Icon name={result === "copied" ? "check" : "copy"} />
        Copy invite link
      </button>
      <p role="status" class="text-sm opacity-80">
        {result === "copied" &&
          "Copied. Send it to the person you want to talk to."}
      </p>
      {result === "shown" && (
        <input
          class="field"
          aria-label="Invite link"
          readOnly
          value={url}
          onFocus={({ currentTarget }) => currentTarget.select()}
        />
      )}
    </div>
  );
}
