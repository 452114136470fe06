/** The link of a call, wrapped for those who carry it. @module */
import { INVITATION } from "../words/invite.ts";

/**
 * An address that opens a mail with the link in it (RFC 6068). All of the link
 * is escaped: a bare `#` would end the address, and the secret with it.
 */
export function mailAddress(url: string): string {
  const { subject, text, whole } = INVITATION;
  const lines = [text, "", url];
  if (url.includes("#")) lines.push("", whole);
  const body = lines.join("\r\n");
  return `mailto:?subject=${encodeURIComponent(subject)}` +
    `&body=${encodeURIComponent(body)}`;
}

/** What the system's own share sheet gets. The title says nothing of the room. */
export function shareData(url: string): Required<Omit<ShareData, "files">> {
  return { title: INVITATION.subject, text: INVITATION.text, url };
}
