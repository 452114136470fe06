import { Dialog } from "../base/Dialog.tsx";
import { INVITE } from "../words/invite.ts";
import { QrCode } from "./QrCode.tsx";

/** The link for a camera: made here, and sent nowhere. */
export function QrDialog({ url, onClose }: { url: string; onClose(): void }) {
  return (
    <Dialog title="QR code" onClose={onClose}>
      <QrCode text={url} label="QR code of the invite link" />
      <p class="text-soft">{INVITE.scan}</p>
    </Dialog>
  );
}
