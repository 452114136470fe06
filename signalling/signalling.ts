/**
 * The signalling server: requests become sockets, sockets come and go, and the
 * whole thing can go away without anyone losing a call.
 *
 * @module
 */
import { clientAddress } from "./address.ts";
import { type Clock, systemClock } from "./clock.ts";
import type { Config } from "./config.ts";
import { Connection, type EndReason } from "./connection.ts";
import { checkHandshake, type Refusal, refuse } from "./handshake.ts";
import { iceRenewMs, iceServers } from "./ice.ts";
import { Limits } from "./limits.ts";
import { MemoryHub } from "./memory_hub.ts";
import { SUBPROTOCOL } from "./protocol.ts";
import type { RoomHub } from "./room_hub.ts";
import { identify, newSecret } from "./secrets.ts";
import { Tally } from "./tally.ts";
import {
  listen,
  offeredUpgrade,
  type ServerSocket,
  type Upgrade,
} from "./upgrade.ts";

/** A request for a room's WebSocket. */
export interface SignalRequest {
  readonly req: Request;
  readonly remoteAddr: Deno.Addr;
  /** The room's key, from the path. */
  readonly key: string;
  readonly upgrade: Upgrade;
}

/** What the app sees of the signalling server. */
export interface Signalling {
  /** Answers a request for a room's WebSocket. Does not throw. */
  handle(request: SignalRequest): Response;
  /** What `/healthz` says. */
  health(): "ok" | "draining";
  /**
   * Lets everyone go: no new sockets, a word to all, all closed. Resolves when
   * they are, or have had time enough. Idempotent.
   */
  drain(): Promise<void>;
}

/** What the server takes from its surroundings. */
export interface Surroundings {
  /** From 0 up to 1. */
  random(): number;
  log(line: string): void;
  /** Where the rooms live. */
  hub?: RoomHub;
}

/** Sockets that do not answer the close frame are not waited for. */
const DRAIN_TIMEOUT_MS = 1_000;
/**
 * When a socket that we have closed stops counting, should its `close` event
 * never come. A peer can leave our close frame unanswered for as long as it
 * likes and still hold its buffers; a dead one is noticed by TCP long before.
 */
const LINGER_MS = 3_600_000;
/** Ends that need no line in the log. */
const ORDINARY: ReadonlySet<EndReason> = new Set([
  "closed",
  "closed-by-room",
  "looked",
  "drained",
]);

/** Starts a signalling server. Nothing happens until the first request. */
export function createSignalling(
  config: Config,
  clock: Clock = systemClock,
  surroundings: Surroundings = { random: Math.random, log: console.info },
): Signalling {
  return new SignallingServer(config, clock, surroundings);
}

interface OpenSocket {
  readonly connection: Connection;
  /** The socket is gone for good: stops counting it. */
  readonly forget: () => void;
}

class SignallingServer implements Signalling {
  readonly #config: Config;
  readonly #clock: Clock;
  readonly #surroundings: Surroundings;
  readonly #hub: RoomHub;
  readonly #limits: Limits;
  readonly #tally: Tally;
  readonly #sockets = new Set<OpenSocket>();
  #drained: Promise<void> | null = null;
  #allGone: () => void = () => {};

  constructor(config: Config, clock: Clock, surroundings: Surroundings) {
    this.#config = config;
    this.#clock = clock;
    this.#surroundings = surroundings;
    this.#limits = new Limits(config.limits);
    this.#tally = new Tally(clock, (line) => surroundings.log(line));
    this.#hub = surroundings.hub ?? new MemoryHub({
      newSecret,
      identify,
      // A TURN server judges by its own clock when credentials expire.
      ice: (audience, address) =>
        iceServers(config.ice, audience, clock.wallNow(), address),
      // Fixed credentials are the same for everybody, however often.
      admitRelay: (address, nowMs) =>
        config.ice.turn?.auth.type !== "ephemeral" ||
        this.#limits.turn(address, nowMs),
      iceRenewMs: iceRenewMs(config.ice),
      leaseMs: config.leaseMs,
      heartbeat: config.heartbeat,
    }, clock);
  }

  health(): "ok" | "draining" {
    return this.#drained === null ? "ok" : "draining";
  }

  handle({ req, remoteAddr, key, upgrade }: SignalRequest): Response {
    if (this.#drained !== null) return this.#refuse("draining");
    const { publicOrigin, trustedProxies } = this.#config;
    const refusal = checkHandshake(req, key, publicOrigin);
    if (refusal !== null) return this.#refuse(refusal);
    const address = clientAddress(
      "hostname" in remoteAddr ? remoteAddr.hostname : null,
      req.headers.get("x-forwarded-for"),
      trustedProxies,
    );
    const admission = this.#limits.open(address, this.#clock.now());
    if (!admission.ok) {
      return this.#refuse(
        admission.reason === "address" ? "too-many-sockets" : "busy",
      );
    }
    try {
      const { socket, response } = (offeredUpgrade(req) ?? upgrade)({
        protocol: SUBPROTOCOL,
        idleTimeout: this.#idleTimeoutSeconds,
      });
      this.#adopt(socket, key, address, admission.release);
      return response;
    } catch {
      admission.release();
      return this.#refuse("bad-handshake");
    }
  }

  drain(): Promise<void> {
    return this.#drained ??= this.#drain();
  }

  async #drain(): Promise<void> {
    // First, so that nobody hears of a peer who is only being sent away too.
    this.#hub.close();
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#allGone = resolve;
    for (const { connection } of this.#sockets) {
      const spreadMs = this.#surroundings.random() * this.#config.drainSpreadMs;
      connection.drain(Math.floor(spreadMs));
    }
    const cancel = this.#clock.after(DRAIN_TIMEOUT_MS, resolve);
    if (this.#sockets.size === 0) resolve();
    await promise;
    cancel();
    for (const { forget } of this.#sockets) forget();
    this.#tally.flush();
  }

  /**
   * Browsers answer these pings by themselves. Sooner than our own heartbeat,
   * because this ends the connection of a dead peer for good, where `close()`
   * would wait for an answer.
   */
  get #idleTimeoutSeconds(): number {
    const { timeoutMs } = this.#config.heartbeat;
    return Math.max(1, Math.floor(timeoutMs / 1500));
  }

  #adopt(
    socket: ServerSocket,
    key: string,
    address: string,
    release: () => void,
  ): void {
    const { heartbeat, joinTimeoutMs, lookTimeoutMs, limits } = this.#config;
    let opened = false;
    let cancelLinger = () => {};
    const connection = new Connection(socket, key, {
      joinTimeoutMs,
      lookTimeoutMs,
      heartbeatTimeoutMs: heartbeat.timeoutMs,
      ...limits,
    }, {
      hub: this.#hub,
      clock: this.#clock,
      address,
      admitJoin: () => this.#limits.join(address, this.#clock.now()),
      admitLook: () => this.#limits.look(address, this.#clock.now()),
      ended: (why) => {
        if (!ORDINARY.has(why)) this.#tally.count(why);
        // A request that was given up before its answer gets no event, ever.
        if (opened) cancelLinger = this.#clock.after(LINGER_MS, open.forget);
        else open.forget();
      },
    });
    const open: OpenSocket = {
      connection,
      forget: () => {
        cancelLinger();
        release();
        this.#sockets.delete(open);
        if (this.#sockets.size === 0) this.#allGone();
      },
    };
    this.#sockets.add(open);
    listen(socket, {
      opened: () => opened = true,
      message: (data) => connection.receive(data),
      oversized: () => connection.oversized(),
      failed: () => connection.lost(),
      closed: () => {
        connection.lost();
        open.forget();
      },
    });
  }

  #refuse(refusal: Refusal): Response {
    this.#tally.count(refusal);
    return refuse(refusal);
  }
}
