/**
 * Owner of a connection check: tries one step after the other and reports what
 * is found. Loaded only when there is something to check.
 *
 * @module
 */
import type { IceServer } from "../../signalling/protocol.ts";
import { answerWithin } from "../../signalling/clock.ts";
import { CheckRoom, type SeatFinding } from "./check_room.ts";
import {
  type Advice,
  type DevicePermission,
  type Findings,
  lobbyAdvice,
  NO_FINDINGS,
  type Outcome,
  relayFailure,
  type RelayFinding,
  relayTransport,
  type StepFailure,
  stunAnswered,
} from "./connection_check.ts";
import { echo, gatherReflexive, type LoopbackFinding } from "./loopback.ts";
import { devicesHere, hasPeerConnection } from "../abilities.ts";
import { toRtcIceServer, usableServers } from "../peer/server_list.ts";
import { askServer } from "./server_question.ts";
import { within } from "./within.ts";

/** What to try. */
export interface ProbeOptions {
  /**
   * `lobby`: what is cheap, and relays only where they decide; `report`: all.
   */
  readonly depth: "lobby" | "report";
  /** Whether relays decide in any case. @default false */
  readonly relayOnly?: boolean;
  /** Gives the check up, and lets go of all that it holds. */
  readonly signal: AbortSignal;
  /** Hears of every step as soon as it is done. */
  readonly onProgress?: (findings: Findings) => void;
}

/** A browser asks an unreachable STUN server for about ten seconds. */
const STUN_WITHIN_MS = 4_000;
const LOOPBACK_WITHIN_MS = 5_000;
/** Ten round trips, over TLS, from the other side of the world. */
const RELAY_WITHIN_MS = 8_000;
/** Who was turned away for being one too many may be in a moment later. */
const SECOND_TRY_AFTER_MS = 1_500;

/** Runs one check; never rejects. */
export function probeConnection(options: ProbeOptions): Promise<Findings> {
  return new Probe(options).run();
}

/**
 * Tries what is cheap, and says what would keep a call from working; `null`
 * when nothing would.
 *
 * @param relayOnly Whether no call begins without a relay.
 */
export async function probeFromLobby(
  signal: AbortSignal,
  relayOnly: boolean,
): Promise<Advice | null> {
  return lobbyAdvice(
    await probeConnection({ depth: "lobby", relayOnly, signal }),
  );
}

class Probe {
  readonly #options: ProbeOptions;
  readonly #room = new CheckRoom();
  #findings: Findings = NO_FINDINGS;

  constructor(options: ProbeOptions) {
    this.#options = options;
  }

  async run(): Promise<Findings> {
    const { signal } = this.#options;
    const leave = () => this.#room.leave();
    signal.addEventListener("abort", leave);
    try {
      await this.#steps();
    } finally {
      signal.removeEventListener("abort", leave);
      leave();
    }
    return this.#findings;
  }

  async #steps(): Promise<void> {
    const { depth, signal } = this.#options;
    const able = pageHere();
    const report = depth === "report";
    this.#found({ page: able });
    if (report) {
      const [microphone, camera] = await Promise.all([
        permission("microphone"),
        permission("camera"),
      ]);
      this.#found({ microphone, camera });
    }
    const server = await askServer(signal);
    this.#found({ server });
    // The hash that opens a room exists on secure pages only.
    if (able === "insecure") return;
    const loopback = report && able === "able" ? this.#webrtc() : null;
    if (server.kind === "passed" && !signal.aborted) await this.#seats(able);
    await loopback;
  }

  async #seats(able: Findings["page"]): Promise<void> {
    const { depth, relayOnly = false, signal } = this.#options;
    const seat = await this.#firstSeat();
    this.#found({ signalling: seatOutcome(seat) });
    if (!seat.ok || able !== "able" || signal.aborted) return;
    // All at once where somebody waits for it.
    if (depth === "report") {
      await Promise.all([this.#stun(seat.ice), this.#relays()]);
      return;
    }
    await this.#stun(seat.ice);
    const reflected = this.#findings.stun.kind === "passed";
    if ((relayOnly || !reflected) && !signal.aborted) await this.#relays();
  }

  async #firstSeat(): Promise<SeatFinding> {
    const seat = await this.#room.takeSeat();
    if (seat.ok || seat.reason !== "blocked") return seat;
    this.#room.leave();
    await new Promise((resolve) => setTimeout(resolve, SECOND_TRY_AFTER_MS));
    return this.#options.signal.aborted ? seat : await this.#room.takeSeat();
  }

  async #webrtc(): Promise<void> {
    const found = await echo([], "all", this.#within(LOOPBACK_WITHIN_MS));
    this.#found({ webrtc: echoed(found, "no-bytes") });
  }

  async #stun(ice: readonly IceServer[]): Promise<void> {
    const servers = ice.filter(({ urls }) => urls.some(isStun));
    if (servers.length === 0) return this.#found({ stun: { kind: "absent" } });
    const startedMs = performance.now();
    const evidence = await gatherReflexive(
      usableServers(servers.map(toRtcIceServer)),
      this.#within(STUN_WITHIN_MS),
    );
    const tookMs = performance.now() - startedMs;
    const urls = servers.flatMap(({ urls }) => urls);
    this.#found({
      stun: stunAnswered(evidence)
        ? {
          kind: "passed",
          tookMs,
          addresses: [...urls, ...evidence.reflexive],
        }
        : { kind: "failed", reason: "unreached", addresses: urls },
    });
  }

  async #relays(): Promise<void> {
    const seat = await this.#room.takeSeat();
    // Nothing more is said through them.
    this.#room.leave();
    if (this.#options.signal.aborted) return;
    if (!seat.ok) {
      // With the first one taken just now, what is in the way is a limit.
      this.#found({ signalling: failure("limited") });
      return;
    }
    const servers = seat.ice.flatMap(({ urls, ...credentials }) =>
      urls.filter((url) => !isStun(url))
        .map((url) => ({ ...credentials, urls: [url] }))
    );
    const relays: RelayFinding[] = servers.map(({ urls: [url = ""] }) => ({
      transport: relayTransport(url),
      outcome: NO_FINDINGS.stun,
    }));
    this.#found({ relays: [...relays] });
    await Promise.all(servers.map(async (server, index) => {
      const outcome = await this.#relay(server);
      const [url = ""] = server.urls;
      relays[index] = { transport: relayTransport(url), outcome };
      this.#found({ relays: [...relays] });
    }));
  }

  async #relay(server: IceServer): Promise<Outcome> {
    const found = await echo(
      [toRtcIceServer(server)],
      "relay",
      this.#within(RELAY_WITHIN_MS),
    );
    const { addresses, errors } = found;
    const reason = relayFailure({ candidates: addresses.length, errors });
    return echoed(
      { ...found, addresses: [...server.urls, ...addresses] },
      reason,
    );
  }

  #within(ms: number): AbortSignal {
    return within(this.#options.signal, ms);
  }

  #found(part: Partial<Findings>): void {
    this.#findings = { ...this.#findings, ...part };
    if (!this.#options.signal.aborted) {
      this.#options.onProgress?.(this.#findings);
    }
  }
}

function isStun(url: string): boolean {
  return /^stuns?:/i.test(url);
}

function pageHere(): Findings["page"] {
  if (!globalThis.isSecureContext) return "insecure";
  return hasPeerConnection() && devicesHere() !== null ? "able" : "unsupported";
}

/** Far more than any browser takes that answers, in milliseconds. */
const PERMISSION_WITHIN_MS = 1_000;

async function permission(name: string): Promise<DevicePermission> {
  const query = { name: name as PermissionName };
  // Some browsers have no such question for devices, and some never answer.
  const answer = await answerWithin(
    PERMISSION_WITHIN_MS,
    () => navigator.permissions.query(query),
  );
  return answer?.state ?? "unknown";
}

function failure(reason: StepFailure): Outcome {
  return { kind: "failed", reason, addresses: [] };
}

function seatOutcome(seat: SeatFinding): Outcome {
  return seat.ok
    ? { kind: "passed", tookMs: seat.roundTripMs, addresses: [] }
    : failure(seat.reason);
}

function echoed(
  { roundTripMs, addresses }: LoopbackFinding,
  reason: StepFailure,
): Outcome {
  return roundTripMs === null
    ? { kind: "failed", reason, addresses }
    : { kind: "passed", tookMs: roundTripMs, addresses };
}
