/**
 * Internet addresses: who is asking, and whom we count.
 *
 * @module
 */

/** An address as a number. IPv4-mapped IPv6 addresses are IPv4. */
export interface Address {
  readonly version: 4 | 6;
  readonly value: bigint;
}

/** Addresses with the same first `prefix` bits. */
export interface AddressRange {
  readonly base: Address;
  readonly prefix: number;
}

const BITS = { 4: 32, 6: 128 } as const;
const MAPPED_PREFIX = 0xffffn;

/** Parses an address as a proxy may write it: with a port, a zone, brackets. */
export function parseAddress(text: string): Address | null {
  const trimmed = text.trim();
  const v4 = /^(\d{1,3}(?:\.\d{1,3}){3})(?::\d{1,5})?$/.exec(trimmed)?.[1];
  if (v4 !== undefined) return parseV4(v4);
  const bracketed = /^\[([^\]]*)\](?::\d{1,5})?$/.exec(trimmed)?.[1];
  return parseV6((bracketed ?? trimmed).replace(/%.*$/, ""));
}

function parseV4(text: string): Address | null {
  let value = 0n;
  for (const part of text.split(".")) {
    if (Number(part) > 255) return null;
    value = value << 8n | BigInt(part);
  }
  return { version: 4, value };
}

function parseV6(text: string): Address | null {
  // The URL parser knows every way of writing one, and leaves one.
  const url = text.includes(":") ? URL.parse(`http://[${text}]/`) : null;
  if (url === null) return null;
  const [head = "", tail] = url.hostname.slice(1, -1).split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = Array(8 - before.length - after.length).fill("0");
  const value = [...before, ...zeros, ...after].reduce(
    (value, part) => value << 16n | BigInt(`0x${part}`),
    0n,
  );
  return value >> 32n === MAPPED_PREFIX
    ? { version: 4, value: value & 0xffffffffn }
    : { version: 6, value };
}

/** Parses `address` or `address/prefix`. */
export function parseRange(text: string): AddressRange | null {
  const [, host = "", bits] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const base = parseAddress(host);
  if (base === null) return null;
  const prefix = bits === undefined ? BITS[base.version] : Number(bits);
  return prefix > BITS[base.version] ? null : { base, prefix };
}

function inRange(address: Address, { base, prefix }: AddressRange): boolean {
  const rest = BigInt(BITS[base.version] - prefix);
  return address.version === base.version &&
    address.value >> rest === base.value >> rest;
}

/**
 * What an address is counted under: itself, or its /64 of IPv6, because that
 * is what a household gets.
 */
export function countedAs({ version, value }: Address): string {
  return version === 4 ? `4:${value}` : `6:${value >> 64n}`;
}

/**
 * Whom to count for a request: the socket's other end, or, if that is one of
 * our proxies, whoever the proxies say it came from. The header's last entry
 * that is not a proxy of ours is the last one that nobody can make up.
 */
export function clientAddress(
  remote: string | null,
  forwardedFor: string | null,
  proxies: readonly AddressRange[],
): string {
  let client = remote === null ? null : parseAddress(remote);
  const hops = forwardedFor?.split(",") ?? [];
  while (client !== null && isProxy(client, proxies)) {
    const before = parseAddress(hops.pop() ?? "");
    if (before === null) break;
    client = before;
  }
  return client === null ? "unknown" : countedAs(client);
}

/** Whether a socket's other end is one of our proxies. */
export function isFrom(
  remote: string,
  proxies: readonly AddressRange[],
): boolean {
  const address = parseAddress(remote);
  return address !== null && isProxy(address, proxies);
}

function isProxy(address: Address, proxies: readonly AddressRange[]): boolean {
  return proxies.some((range) => inRange(address, range));
}
