/**
 * What a connection check says: its steps, their results, its advice. Apart
 * from the other words, because it is loaded only where it is shown; what both
 * imported would be one more file of every call's page.
 *
 * @module
 */
import {
  type Advice,
  adviseOn,
  type DevicePermission,
  type Findings,
  type Outcome,
  type RelayTransport,
  type StepFailure,
} from "../../call/check/connection_check.ts";

/** One sentence, or two, on the first thing that is wrong. */
export const ADVICE: Record<Advice, string> = {
  "insecure":
    "This address is not secure, so browsers make no calls here. Open it with https:// in front.",
  "unsupported":
    "This browser has no WebRTC, or it is switched off. Use a current Firefox, Chrome, Edge or Safari.",
  "server-unreached":
    "The server does not answer, so no call can begin. Check your network, then try again.",
  "server-restarting":
    "The server is being restarted. Check again in a minute.",
  "sockets-blocked":
    "The server answers, but no call can begin: something on the way stops WebSockets, or too many pages are open at your address. Close other calls, or try another network.",
  "joins-limited":
    "Too many calls were begun from your address just now. Check again in a minute.",
  "devices-denied":
    "This page may not use your camera or microphone. Allow it with the icon in the address bar.",
  "webrtc-blocked":
    "This browser did not even reach itself. An extension, a VPN or a policy may hold WebRTC back; switch it off for this page, or use another browser.",
  "network-closed":
    "Your network lets no call through, neither directly nor by a relay. Try another one, such as a phone’s hotspot.",
  "relays-refused":
    "The relay of this server refuses to work. Calls may fail behind strict networks; whoever runs the server should look at its TURN settings.",
  "relays-silent":
    "The relay of this server cannot be reached from here. Calls may fail behind strict networks; try another one, such as a phone’s hotspot.",
  "stun-silent":
    "The server that tells you your public address does not answer. Calls may work inside your own network only; try another one, such as a phone’s hotspot.",
  "relay-only-way":
    "Your network lets no direct connection out. Calls work all the same, by way of the relay.",
  "relays-partly":
    "Not every way to the relay works from here. Calls work by the others.",
  "nothing-configured":
    "This server has neither STUN nor TURN configured: calls work inside one network, and often fail between two.",
  "no-relay":
    "All that this server offers works. It has no relay, so calls between two strict networks may fail.",
  "all-well": "All that a call needs works.",
};

const TRANSPORTS: Record<RelayTransport, string> = {
  udp: "UDP",
  tcp: "TCP",
  tls: "TLS",
};

const REASONS: Record<StepFailure, string> = {
  unreached: "No answer",
  restarting: "Being restarted",
  blocked: "Did not open",
  limited: "Too many joins from this address",
  refused: "Refused to relay",
  "no-bytes": "Carried nothing",
};

const PERMISSIONS: Record<DevicePermission, string> = {
  granted: "Allowed",
  prompt: "Will be asked for",
  denied: "Not allowed",
  unknown: "This browser does not tell",
};

/** One line of the report. */
export interface CheckLine {
  readonly step: string;
  /** `neutral`: says nothing against a call; `open`: not tried, or not yet. */
  readonly mark: "well" | "wrong" | "neutral" | "open";
  readonly result: string;
  /** Whose owner may not want to show them. */
  readonly addresses: readonly string[];
}

/** The report, a line for each step; all of them at any time. */
export function checkLines(found: Findings): CheckLine[] {
  const relays = found.relays ?? [];
  return [
    line("Server", found.server, "Answered"),
    line("Signalling (WebSocket)", found.signalling, "Round trip"),
    devices("Microphone", found.microphone),
    devices("Camera", found.camera),
    line("WebRTC in this browser", found.webrtc, "Data came back"),
    line("Public address (STUN)", found.stun, "Answered"),
    ...relays.map(({ transport, outcome }) =>
      line(
        `Relay (TURN) over ${TRANSPORTS[transport]}`,
        outcome,
        "Data came back",
      )
    ),
    ...(relays.length > 0 ? [] : [
      line(
        "Relay (TURN)",
        found.relays === null ? { kind: "open" } : { kind: "absent" },
        "",
      ),
    ]),
  ];
}

function line(step: string, outcome: Outcome, passed: string): CheckLine {
  switch (outcome.kind) {
    case "open":
      return { step, mark: "open", result: "Not tried", addresses: [] };
    case "absent":
      return { step, mark: "neutral", result: "Not configured", addresses: [] };
    case "failed": {
      const { reason, addresses } = outcome;
      return { step, mark: "wrong", result: REASONS[reason], addresses };
    }
    case "passed": {
      const { addresses, tookMs } = outcome;
      const result = `${passed} in ${Math.max(1, Math.round(tookMs))} ms`;
      return { step, mark: "well", result, addresses };
    }
  }
}

function devices(step: string, permission: DevicePermission): CheckLine {
  const mark = permission === "granted"
    ? "well"
    : permission === "denied"
    ? "wrong"
    : "neutral";
  return { step, mark, result: PERMISSIONS[permission], addresses: [] };
}

/** What stands around the lines of a copied report. */
export interface ReportSurroundings {
  /** When it was made. */
  readonly at: Date;
  readonly userAgent: string;
  readonly withAddresses: boolean;
}

/** The report as plain text, for somebody who helps. */
export function reportText(
  found: Findings,
  around: ReportSurroundings,
): string {
  const lines = checkLines(found).map(({ step, result, addresses }) => {
    const shown = around.withAddresses && addresses.length > 0
      ? ` [${addresses.join(", ")}]`
      : "";
    return `- ${step}: ${result}${shown}`;
  });
  return [
    `Duet connection check, ${around.at.toISOString()}`,
    `Browser: ${browserName(around.userAgent)}`,
    ...lines,
    ADVICE[adviseOn(found)],
    "",
  ].join("\n");
}

/** Name and major version: four numbers with dots between look like an address. */
export function browserName(userAgent: string): string {
  const known = /(Firefox|FxiOS|Edg|CriOS|Chrome|Version)\/(\d+)/.exec(
    userAgent.replace(/Chrome\S* (?=.*Edg\/)/, ""),
  );
  const name = known?.[1] === "Version" ? "Safari" : known?.[1];
  return name ? `${name} ${known?.[2]}` : "unknown";
}
