/**
 * The server's settings, from the environment, parsed once.
 *
 * @module
 */
import * as v from "valibot";
import { type AddressRange, parseRange } from "./address.ts";
import type { IceConfig, TurnAuth } from "./ice.ts";
import type { LimitRules } from "./limits.ts";
import { MAX_DRAIN_MS, MAX_ICE_URLS, PING_INTERVAL_MS } from "./protocol.ts";

/** Everything that an operator can set. */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** The only origin whose pages may connect; `null`: that of the `Host` header. */
  readonly publicOrigin: string | null;
  /** Whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: readonly AddressRange[];
  readonly ice: IceConfig;
  readonly limits: LimitRules & {
    readonly messagesPerSecond: number;
    readonly messageBurst: number;
    readonly bufferedBytes: number;
  };
  /** TCP connections, whatever they are for; our proxies may have any number. */
  readonly connections: {
    readonly total: number;
    readonly perAddress: number;
  };
  /** For the head of a request, from its first byte on. */
  readonly headTimeoutMs: number;
  readonly leaseMs: number;
  readonly joinTimeoutMs: number;
  readonly lookTimeoutMs: number;
  readonly heartbeat: {
    readonly intervalMs: number;
    readonly timeoutMs: number;
  };
  /** The longest that pages wait before they come back after a drain. */
  readonly drainSpreadMs: number;
}

/** Wide enough for every use, narrow enough to catch a wrong unit. */
const DAY_MS = 86_400_000;
/** Of each kind: a page takes no more of both together. */
const MAX_URLS = MAX_ICE_URLS / 2;
const MAX_PROXIES = 100;

function integer(fallback: number, min: number, max: number) {
  return v.optional(
    v.pipe(
      v.string(),
      v.regex(/^\d+$/, "must be a whole number"),
      v.transform(Number),
      v.minValue(min, `must be at least ${min}`),
      v.maxValue(max, `must be at most ${max}`),
    ),
    String(fallback),
  );
}

/** Separated by commas; none by default. */
function list<T>(item: v.GenericSchema<string, T>, maxItems: number) {
  return v.optional(
    v.pipe(
      v.string(),
      v.transform((text) => text.split(",").map((part) => part.trim())),
      v.transform((parts) => parts.filter((part) => part !== "")),
      v.array(item),
      v.maxLength(maxItems, `must be at most ${maxItems} addresses`),
    ),
    "",
  );
}

/** One that browsers take: what they refuse, no page could use. */
function iceUrls(pattern: RegExp, example: string) {
  const url = v.pipe(
    v.string(),
    v.maxLength(200, "has an address that is too long"),
    v.regex(pattern, `must be addresses like ${example}, separated by commas`),
    v.check(
      (text) => isPort(pattern.exec(text)?.groups?.port),
      "has an address with a port that is not 1 to 65535",
    ),
    v.check(
      (text) => isHost(pattern.exec(text)?.groups?.host ?? ""),
      "has an address whose host is neither a name nor an IP address",
    ),
  );
  return list(url, MAX_URLS);
}

const HOST = String
  .raw`(?<host>[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::(?<port>\d{1,5}))?`;
const STUN_URL = new RegExp(`^stuns?:${HOST}$`);
const TURN_URL = new RegExp(
  String.raw`^turns?:${HOST}(?:\?transport=(?:udp|tcp))?$`,
);
/** A label: letters, digits and inner hyphens (RFC 1123 § 2.1). */
const LABEL = /^(?!-)[A-Za-z0-9-]{1,63}(?<!-)$/;

function isPort(port = "3478"): boolean {
  return Number(port) >= 1 && Number(port) <= 65_535;
}

function isHost(host: string): boolean {
  // As in the addresses of pages, what ends in a number is an IPv4 address.
  const parsed = URL.parse(`http://${host}`)?.hostname;
  if (parsed === undefined) return false;
  if (host.startsWith("[")) return true;
  const isName = host.replace(/\.$/, "").split(".")
    .every((label) => LABEL.test(label));
  return isName && (!/^[\d.]+$/.test(parsed) || parsed === host);
}

const Range = v.pipe(
  v.string(),
  v.transform(parseRange),
  v.custom<AddressRange>(
    (range) => range !== null,
    "must be addresses or ranges like 10.0.0.0/8, separated by commas",
  ),
);

const Origin = v.pipe(
  v.string(),
  v.check(
    (text) => /^https?:/.test(text) && URL.parse(text)?.origin === text,
    "must be an origin like https://call.example, without a path",
  ),
);

/** A word for the TURN server; with a kilobyte of it, messages would not fit. */
const Word = v.optional(v.pipe(
  v.string(),
  v.maxLength(512, "is too long"),
  v.regex(/^[\x20-\x7e]*$/, "must be printable ASCII"),
));

const Environment = v.object({
  PORT: integer(8000, 0, 65_535),
  HOST: v.optional(v.string(), "0.0.0.0"),
  PUBLIC_ORIGIN: v.optional(Origin),
  TRUSTED_PROXIES: list(Range, MAX_PROXIES),
  STUN_URLS: iceUrls(STUN_URL, "stun:stun.example:3478"),
  TURN_URLS: iceUrls(TURN_URL, "turn:turn.example:3478?transport=udp"),
  TURN_USERNAME: Word,
  TURN_CREDENTIAL: Word,
  TURN_SECRET: Word,
  /** Too short, and they expire on their way to the TURN server. */
  TURN_TTL_SECONDS: integer(3_600, 10, 3_600),
  MAX_CONNECTIONS: integer(12_000, 1, 1e6),
  MAX_CONNECTIONS_PER_ADDRESS: integer(200, 1, 1e6),
  MAX_SOCKETS: integer(10_000, 1, 1e6),
  // Twenty people behind one address: a seat each, and twice as many sockets for
  // looks, checks, and those that replace a silent one.
  MAX_SOCKETS_PER_ADDRESS: integer(60, 1, 1e6),
  // All of them within a minute: the lobby's check joins once or twice, then
  // they do.
  MAX_JOINS_PER_MINUTE: integer(60, 1, 1e6),
  // One for each who meets somebody, two for each of ten who check relays.
  MAX_TURN_PER_MINUTE: integer(40, 1, 1e6),
  MAX_LOOKS_PER_MINUTE: integer(60, 1, 1e6),
  MAX_IDLE_ADDRESSES: integer(10_000, 1, 1e6),
  MAX_MESSAGES_PER_SECOND: integer(30, 1, 1e6),
  MAX_MESSAGE_BURST: integer(60, 1, 1e6),
  MAX_BUFFERED_BYTES: integer(256 * 1024, 32 * 1024, 2 ** 30),
  HEAD_TIMEOUT_MS: integer(10_000, 1, DAY_MS),
  LEASE_MS: integer(30_000, 0, DAY_MS),
  JOIN_TIMEOUT_MS: integer(5_000, 1, DAY_MS),
  LOOK_TIMEOUT_MS: integer(120_000, 1, DAY_MS),
  HEARTBEAT_INTERVAL_MS: integer(
    10_000,
    PING_INTERVAL_MS.min,
    PING_INTERVAL_MS.max,
  ),
  HEARTBEAT_TIMEOUT_MS: integer(30_000, 1, DAY_MS),
  DRAIN_SPREAD_MS: integer(3_000, 0, MAX_DRAIN_MS),
});
type Environment = v.InferOutput<typeof Environment>;

/**
 * Reads the settings.
 *
 * @param get Looks up a variable.
 * @throws {TypeError} That names the first variable with a bad value.
 */
export function readConfig(
  get: (name: string) => string | undefined = (name) => Deno.env.get(name),
): Config {
  const names = Object.keys(Environment.entries);
  // An empty variable is how a shell or a container leaves one unset.
  const set = names.map((name) => [name, get(name)] as const)
    .filter(([, value]) => value !== undefined && value !== "");
  const result = v.safeParse(Environment, Object.fromEntries(set));
  if (!result.success) {
    const [issue] = result.issues;
    throw new TypeError(`${String(issue.path?.[0].key)} ${issue.message}`);
  }
  return compose(result.output);
}

function compose(env: Environment): Config {
  if (env.HEARTBEAT_TIMEOUT_MS <= env.HEARTBEAT_INTERVAL_MS) {
    throw new TypeError(
      "HEARTBEAT_TIMEOUT_MS must be more than HEARTBEAT_INTERVAL_MS",
    );
  }
  return {
    port: env.PORT,
    host: env.HOST,
    publicOrigin: env.PUBLIC_ORIGIN ?? null,
    trustedProxies: env.TRUSTED_PROXIES,
    ice: { stunUrls: env.STUN_URLS, turn: turn(env) },
    limits: {
      sockets: env.MAX_SOCKETS,
      socketsPerAddress: env.MAX_SOCKETS_PER_ADDRESS,
      joinsPerMinute: env.MAX_JOINS_PER_MINUTE,
      looksPerMinute: env.MAX_LOOKS_PER_MINUTE,
      turnPerMinute: env.MAX_TURN_PER_MINUTE,
      idleAddresses: env.MAX_IDLE_ADDRESSES,
      messagesPerSecond: env.MAX_MESSAGES_PER_SECOND,
      messageBurst: env.MAX_MESSAGE_BURST,
      bufferedBytes: env.MAX_BUFFERED_BYTES,
    },
    connections: {
      total: env.MAX_CONNECTIONS,
      perAddress: env.MAX_CONNECTIONS_PER_ADDRESS,
    },
    headTimeoutMs: env.HEAD_TIMEOUT_MS,
    leaseMs: env.LEASE_MS,
    joinTimeoutMs: env.JOIN_TIMEOUT_MS,
    lookTimeoutMs: env.LOOK_TIMEOUT_MS,
    heartbeat: {
      intervalMs: env.HEARTBEAT_INTERVAL_MS,
      timeoutMs: env.HEARTBEAT_TIMEOUT_MS,
    },
    drainSpreadMs: env.DRAIN_SPREAD_MS,
  };
}

function turn(env: Environment): IceConfig["turn"] {
  const auth = turnAuth(env);
  if (env.TURN_URLS.length > 0) {
    if (auth !== null) return { urls: env.TURN_URLS, auth };
    throw new TypeError(
      "TURN_URLS needs TURN_SECRET, or TURN_USERNAME and TURN_CREDENTIAL",
    );
  }
  if (auth === null) return null;
  throw new TypeError("TURN_URLS must be set when TURN credentials are");
}

function turnAuth(env: Environment): TurnAuth | null {
  const { TURN_USERNAME: username, TURN_CREDENTIAL: credential } = env;
  if ((username === undefined) !== (credential === undefined)) {
    throw new TypeError("TURN_USERNAME and TURN_CREDENTIAL go together");
  }
  if (env.TURN_SECRET !== undefined) {
    if (username !== undefined) {
      throw new TypeError("TURN_SECRET excludes TURN_USERNAME");
    }
    const ttlMs = env.TURN_TTL_SECONDS * 1000;
    return { type: "ephemeral", secret: env.TURN_SECRET, ttlMs };
  }
  return username === undefined || credential === undefined
    ? null
    : { type: "static", username, credential };
}
