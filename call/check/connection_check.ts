/**
 * What a connection check finds, and what follows from it: one piece of advice
 * for the first thing that is wrong. Pure; the probing is done elsewhere.
 *
 * @module
 */

/** Why a step has failed. */
export type StepFailure =
  /** Nothing answered. */
  | "unreached"
  /** The server is going away, and is back in a moment. */
  | "restarting"
  /** Pages come through, sockets do not. */
  | "blocked"
  /** Too many joins from this address; says nothing about the network. */
  | "limited"
  /** The TURN server does not take the credentials, or refuses to relay. */
  | "refused"
  /** A path was offered, and no byte came through it. */
  | "no-bytes";

/** How one step ended. */
export type Outcome =
  /** Not tried, or not done yet. */
  | { readonly kind: "open" }
  | {
    readonly kind: "passed";
    /** What the step is about: a round trip, or the time until it was done. */
    readonly tookMs: number;
    /** What one may not want to show to anybody: own addresses, and servers'. */
    readonly addresses: readonly string[];
  }
  | {
    readonly kind: "failed";
    readonly reason: StepFailure;
    readonly addresses: readonly string[];
  }
  /** The server has nothing of the kind configured. */
  | { readonly kind: "absent" };

/** How a TURN server is spoken to. */
export type RelayTransport = "udp" | "tcp" | "tls";

/** One TURN address. */
export interface RelayFinding {
  readonly transport: RelayTransport;
  readonly outcome: Outcome;
}

/** What the browser answers without asking anybody. */
export type DevicePermission = "granted" | "prompt" | "denied" | "unknown";

/** All that is found out; grows while the check goes on. */
export interface Findings {
  /** Whether this browser, at this address, can make calls at all. */
  readonly page: "able" | "insecure" | "unsupported";
  readonly microphone: DevicePermission;
  readonly camera: DevicePermission;
  /** The server answers a plain request. */
  readonly server: Outcome;
  /** It answers over a WebSocket, and gives a seat. */
  readonly signalling: Outcome;
  /** Two peer connections of this page reach each other. */
  readonly webrtc: Outcome;
  readonly stun: Outcome;
  /** One for each TURN address; `null` while nobody has asked for them. */
  readonly relays: readonly RelayFinding[] | null;
}

/** Nothing has been tried. */
export const OPEN: Outcome = { kind: "open" };

/** Before the first step. */
export const NO_FINDINGS: Findings = {
  page: "able",
  microphone: "unknown",
  camera: "unknown",
  server: OPEN,
  signalling: OPEN,
  webrtc: OPEN,
  stun: OPEN,
  relays: null,
};

/** What to tell the person; the first thing that is wrong. */
export type Advice =
  | "insecure"
  | "unsupported"
  | "server-unreached"
  | "server-restarting"
  | "sockets-blocked"
  | "joins-limited"
  | "devices-denied"
  | "webrtc-blocked"
  | "network-closed"
  | "relays-refused"
  | "relays-silent"
  | "stun-silent"
  | "relay-only-way"
  | "relays-partly"
  | "nothing-configured"
  | "no-relay"
  | "all-well";

/**
 * How much it matters: a problem keeps calls from working, a note is for
 * whoever wants to know more.
 */
export const WEIGHT: Record<Advice, "problem" | "note" | "well"> = {
  "insecure": "problem",
  "unsupported": "problem",
  "server-unreached": "problem",
  "server-restarting": "note",
  "sockets-blocked": "problem",
  "joins-limited": "note",
  "devices-denied": "problem",
  "webrtc-blocked": "problem",
  "network-closed": "problem",
  "relays-refused": "problem",
  "relays-silent": "problem",
  "stun-silent": "problem",
  "relay-only-way": "note",
  "relays-partly": "note",
  "nothing-configured": "note",
  "no-relay": "note",
  "all-well": "well",
};

/** The advice for these findings. Steps that are still open advise nothing. */
export function adviseOn(found: Findings): Advice {
  return onPage(found) ?? onServer(found) ?? onDevices(found) ??
    onPaths(found) ?? "all-well";
}

function onPage({ page }: Findings): Advice | null {
  return page === "able" ? null : page;
}

function onServer({ server, signalling }: Findings): Advice | null {
  const broken = [server, signalling].find(({ kind }) => kind === "failed");
  if (broken?.kind !== "failed") return null;
  if (broken.reason === "restarting") return "server-restarting";
  if (broken.reason === "limited") return "joins-limited";
  return broken === server ? "server-unreached" : "sockets-blocked";
}

function onDevices({ microphone, camera }: Findings): Advice | null {
  return microphone === "denied" || camera === "denied"
    ? "devices-denied"
    : null;
}

function onPaths({ webrtc, stun, relays }: Findings): Advice | null {
  const outcomes = (relays ?? []).map(({ outcome }) => outcome);
  const relayed = outcomes.some(({ kind }) => kind === "passed");
  const failed = outcomes.filter(({ kind }) => kind === "failed");
  const stunFailed = stun.kind === "failed";
  // A page can be hidden from itself and still reach others through a relay.
  if (webrtc.kind === "failed" && !relayed) return "webrtc-blocked";
  if (relayed) {
    if (stunFailed) return "relay-only-way";
    return failed.length > 0 ? "relays-partly" : null;
  }
  if (failed.length > 0) return onRelays(failed, stunFailed);
  if (stunFailed) return "stun-silent";
  if (relays === null || outcomes.length > 0) return null;
  return stun.kind === "absent" ? "nothing-configured" : "no-relay";
}

/** None of them carries anything. */
function onRelays(failed: readonly Outcome[], stunFailed: boolean): Advice {
  const refused = failed.some((outcome) =>
    outcome.kind === "failed" && outcome.reason === "refused"
  );
  if (refused) return "relays-refused";
  return stunFailed ? "network-closed" : "relays-silent";
}

/**
 * What to say to somebody who has not asked: what keeps calls from working,
 * and what the lobby does not show already.
 */
export function lobbyAdvice(found: Findings): Advice | null {
  // It has words of its own on devices.
  const advice = adviseOn({
    ...found,
    microphone: "unknown",
    camera: "unknown",
  });
  return WEIGHT[advice] === "problem" ? advice : null;
}

/** How a TURN address is spoken to: RFC 7065 § 3.1, with the browsers' default. */
export function relayTransport(url: string): RelayTransport {
  if (/^turns:/i.test(url)) return "tls";
  return /[?&]transport=tcp\b/i.test(url) ? "tcp" : "udp";
}

/** What gathering with STUN servers alone has brought. */
export interface StunEvidence {
  /** Server-reflexive addresses. */
  readonly reflexive: readonly string[];
  /** Whether gathering was done before patience was. */
  readonly complete: boolean;
  /** Codes of `icecandidateerror`; `null` in browsers that have no such event. */
  readonly errors: readonly number[] | null;
}

/**
 * Whether a STUN server has answered. Where there is no address translation
 * its answer is the address that one has anyway, and makes no candidate: what
 * tells it from silence is that gathering ends soon and without an error.
 */
export function stunAnswered(
  { reflexive, complete, errors }: StunEvidence,
): boolean {
  return reflexive.length > 0 || (complete && errors?.length === 0);
}

/** ICE's own code for a server that was not reached (webrtc-pc § 4.8.2). */
const NOT_REACHED = 701;

/** Why a relay has carried nothing. */
export function relayFailure(
  { candidates, errors }: {
    /** How many relay candidates there were. */
    readonly candidates: number;
    /** Codes of `icecandidateerror`: STUN's, or 701. */
    readonly errors: readonly number[];
  },
): StepFailure {
  if (candidates > 0) return "no-bytes";
  const refused = errors.some((code) => code >= 300 && code < NOT_REACHED);
  return refused ? "refused" : "unreached";
}
