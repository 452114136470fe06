import { useSignal } from "@preact/signals";
import { deferred } from "../base/deferred.tsx";
import { INVITE } from "../words/invite.ts";
import { mailAddress, shareData } from "./invitation.ts";
import { LinkField } from "./LinkField.tsx";
import { Changing } from "../base/Changing.tsx";

/** The encoder comes with the click: few need it. */
export const QrDialog = deferred(
  () => import("./QrDialog.tsx"),
  ({ QrDialog }) => QrDialog,
);

/** Whether this system has a way of its own to pass links on. */
function canShare(url: string): boolean {
  const { share }: Partial<Navigator> = navigator;
  if (share === undefined) return false;
  return navigator.canShare?.(shareData(url)) ?? true;
}

/** Ways to send the link beside copying it. All of them begin on this device. */
export function InviteWays({ url }: { url: string }) {
  const outcome = useSignal<"shared" | "unshared" | null>(null);
  const scanning = useSignal(false);

  async function share(): Promise<void> {
    try {
      await navigator.share(shareData(url));
      outcome.value = "shared";
    } catch (error) {
      // Somebody who closes the sheet knows that they did.
      const closed = error instanceof DOMException &&
        error.name === "AbortError";
      outcome.value = closed ? null : "unshared";
    }
  }

  return (
    <div class="grid gap-2">
      <div class="flex flex-wrap gap-2">
        {canShare(url) && (
          <button type="button" class="button-quiet flex-1" onClick={share}>
            Share…
          </button>
        )}
        <button
          type="button"
          class="button-quiet flex-1"
          aria-haspopup="dialog"
          onClick={() => scanning.value = true}
        >
          QR code
        </button>
        <a class="button-quiet flex-1" href={mailAddress(url)}>Mail</a>
      </div>
      <p role="status" class={outcome.value === null ? "sr-only" : "text-sm"}>
        <Changing text={outcome.value !== null && INVITE[outcome.value]} />
      </p>
      {outcome.value === "unshared" && <LinkField url={url} />}
      {scanning.value && (
        <QrDialog
          url={url}
          onClose={() => scanning.value = false}
        />
      )}
    </div>
  );
}
