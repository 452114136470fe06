import { useState } from "preact/hooks";
import { Icon } from "./Icon.tsx";

/** Copies the link of this call; shows it where the clipboard is closed. */
export function InviteLink({ url }: { url: string }) {
  const [result, setResult] = useState<"copied" | "shown" | null>(null);
  async function copy() {
    try {
      await navigator.clipboard.writeText(url);
      setResult("copied");
    } catch {
      setResult("shown");
    }
  }
  return (
    <div class="grid gap-2">
      <button type="button" class="button-quiet" onClick={copy}>
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
