/**
 * Candidates of a restart before those of the time before. Chromium sets a new
 * pair aside, without a single check, while the old one has been silent for less
 * than 2.5 s and is of equal or higher priority, and takes another second to
 * change over: a call whose path is gone for certain would wait 3.7 s for one
 * that works (read from its log). A pair of higher priority is checked and taken
 * at once.
 *
 * @module
 */

/** Local preferences are 16 bits wide (RFC 8445 § 5.1.2.1). */
const MAX_LOCAL_PREFERENCE = 0xffff;

/**
 * Taken off the preference of types above relay: a host's 126 becomes 109. It is
 * then below the 110 of peer-reflexive candidates, as which a new path is known
 * if its first check overtakes its candidate (RFC 8445 § 7.3.1.3).
 */
const BELOW_PEER_REFLEXIVE = 17;

/** `candidate:<foundation> <component> <protocol> <priority> …` (RFC 8839 § 5.1). */
const CANDIDATE = /^(candidate:\S+ \d+ \S+ )(\d+)( .*)$/s;

/**
 * The candidate with a priority that grows with each restart. The order of the
 * types stays: a relay never comes before a direct path.
 *
 * @param candidate As `RTCIceCandidate.candidate` says it.
 * @param restarts How many there were before it was gathered.
 */
export function preferLater(candidate: string, restarts: number): string {
  return candidate.replace(
    CANDIDATE,
    (_, before: string, digits: string, after: string) => {
      const priority = Number(digits);
      const component = priority & 0xff;
      const preference = (priority >>> 8) & 0xffff;
      const type = priority >>> 24;
      const lowered = type > BELOW_PEER_REFLEXIVE
        ? type - BELOW_PEER_REFLEXIVE
        : type;
      const raised = Math.min(preference + restarts, MAX_LOCAL_PREFERENCE);
      const later = ((lowered << 24) | (raised << 8) | component) >>> 0;
      return `${before}${later}${after}`;
    },
  );
}
