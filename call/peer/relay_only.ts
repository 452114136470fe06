/**
 * What may be said of one's own addresses when none shall be known: candidates of
 * relays, and of those not where they were reached from. The browser's own
 * policy does the same; this holds for what it had gathered before, too.
 *
 * @module
 */

import type { Negotiated } from "../messages/peer_message.ts";

/** The candidate without any address of ours; `null` if it is one (RFC 8839 § 5.1). */
export function relayCandidate(candidate: string): string | null {
  if (!/ typ relay\b/.test(candidate)) return null;
  return candidate
    .replace(/ raddr \S+/, " raddr 0.0.0.0")
    .replace(/ rport \d+/, " rport 0");
}

/** The description without any address of ours. */
export function relayDescription(sdp: string): string {
  return sdp.split("\r\n").flatMap((line) => {
    // The address of the default candidate stands here, too (RFC 8839 § 4.2.1.2).
    if (line.startsWith("c=")) return ["c=IN IP4 0.0.0.0"];
    if (line.startsWith("a=rtcp:")) return ["a=rtcp:9 IN IP4 0.0.0.0"];
    if (!line.startsWith("a=candidate:")) return [line];
    const relay = relayCandidate(line.slice("a=".length));
    return relay === null ? [] : [`a=${relay}`];
  }).join("\r\n");
}

/** What may be said of {@linkcode Negotiated}; candidates are sorted where they are gathered. */
export function withoutAddresses(message: Negotiated): Negotiated {
  if (message.type !== "description") return message;
  const { description } = message;
  const sdp = relayDescription(description.sdp);
  return { ...message, description: { ...description, sdp } };
}
