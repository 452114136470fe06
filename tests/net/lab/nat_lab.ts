/**
 * A network of its own for one test, with a router before each of the two
 * people, as at home or in an office:
 *
 * ```
 * peer a ──── nat a ──── hub ──── nat b ──── peer b
 *    10.71.0.2   45.81.0.2 │ 45.82.0.2   10.72.0.2
 *                10.70.0.1: the app, 45.70.0.1: the TURN server
 * ```
 *
 * What is public here has public addresses, so that a TURN server which relays
 * to public ones only does as it does elsewhere. Nothing leads from here to the
 * machine's own network. Needs root, `ip` and `nft`.
 *
 * @module
 */
import { HUB_ADDRESS, type Side } from "./lab.ts";
import { removeLeftovers, removeNamespace, run } from "./namespace.ts";

/** What stands between a person and everybody else. */
export type Network =
  /** Nothing: their addresses are known and reachable. */
  | "open"
  /** A mapping for all destinations, which lets in who has been written to. */
  | "cone"
  /** Another port for each destination, which no STUN server can foretell. */
  | "symmetric"
  /** A cone, and no UDP at all. */
  | "no-udp"
  /** A cone, and nothing but TCP to the app and to port 443. */
  | "https-only"
  /** Reachable, by IPv6 alone. */
  | "ipv6"
  /** Reachable, by IPv4 and by IPv6. */
  | "dual-stack";

/** A machine of the lab. */
export type NatPlace = Side | "hub" | "nat-a" | "nat-b";

/** The public addresses of the TURN server. */
export const TURN_ADDRESS = { v4: "45.70.0.1", v6: "2a45:70::1" } as const;
/** The hub's address for those who have IPv6 alone. */
const HUB_ADDRESS_V6 = "fd00:70::1";
/** Where the app is for them. */
export const ORIGIN_V6 = `http://[${HUB_ADDRESS_V6}]:8000`;

const SIDES: readonly Side[] = ["a", "b"];
/** The third byte of IPv4, or the second word of IPv6, of each side's networks. */
const NUMBER: Record<Side, number> = { a: 1, b: 2 };

/** A running network; disposal removes it. */
export interface NatLab extends AsyncDisposable {
  /** The command line that runs another one on that machine. */
  inside(place: NatPlace): [program: string, ...args: string[]];
  /** Every address that a person's machine or router has. */
  addresses(side: Side): string[];
  /** Loses what the two networks send each other; the hub still gets it. */
  keepApart(): Promise<void>;
  letTogether(): Promise<void>;
}

/** The router's rules: what it maps, what it lets in, what it lets out. */
function rulesOf(network: Network): string {
  const reachable = ["open", "ipv6", "dual-stack"].includes(network);
  if (reachable) return "";
  const how = network === "symmetric" ? "fully-random" : "";
  const lost = network === "no-udp"
    ? `iifname "lan" ip protocol udp drop`
    : network === "https-only"
    ? `iifname "lan" tcp dport != { 443, 8000 } drop;
      iifname "lan" ip protocol != tcp drop`
    : "";
  // What nobody asked for must vanish without a word: were it taken in for the
  // router itself, its mapping would be in the way of the person's own.
  return `table ip nat {
    chain outward {
      type nat hook postrouting priority srcnat;
      oifname "wan" masquerade ${how}
    }
    chain own {
      type filter hook input priority filter;
      iifname "wan" ct state new drop
    }
    chain through {
      type filter hook forward priority filter;
      iifname "wan" ct state new drop
      ${lost}
    }
  }`;
}

let labs = 0;

/** Sets a network up, after removing what an earlier crash has left. */
export async function openNatLab(
  networks: Record<Side, Network>,
): Promise<NatLab> {
  await removeLeftovers();
  const count = ++labs;
  const name = (place: NatPlace) => `duet-${Deno.pid}-n${count}-${place}`;
  const inside = (place: NatPlace): [string, ...string[]] => [
    ...(["ip", "netns", "exec"] as const),
    name(place),
  ];
  const sh = (place: NatPlace, script: string) =>
    run([...inside(place), "sh", "-ec", script]);

  async function addPlace(place: NatPlace): Promise<void> {
    await run(["ip", "netns", "add", name(place)]);
    await sh(
      place,
      `ip link set lo up
      cd /proc/sys/net
      echo 1 > ipv4/ip_forward
      echo 1 > ipv6/conf/all/forwarding
      # Or an address may not be used in its first second.
      echo 0 > ipv6/conf/all/accept_dad
      echo 0 > ipv6/conf/default/accept_dad`,
    );
  }

  async function addSide(side: Side): Promise<void> {
    const network = networks[side], n = NUMBER[side];
    const v4 = network !== "ipv6";
    const v6 = network === "ipv6" || network === "dual-stack";
    const router = `nat-${side}` as const;
    await addPlace(side);
    await addPlace(router);
    const hub = name("hub");
    await sh(
      router,
      `ip link add lan type veth peer name eth0 netns ${name(side)}
      ip link add wan type veth peer name link-${side} netns ${hub}
      ip addr add 10.7${n}.0.1/16 dev lan
      ip addr add 45.8${n}.0.2/16 dev wan
      ip addr add fd7${n}::1/64 dev lan nodad
      ip addr add fd8${n}::2/64 dev wan nodad
      ip link set lan up
      ip link set wan up`,
    );
    await sh(
      "hub",
      `ip addr add 45.8${n}.0.1/16 dev link-${side}
      ip addr add fd8${n}::1/64 dev link-${side} nodad
      ip link set link-${side} up
      ip -6 route add fd7${n}::/64 via fd8${n}::2
      ${
        rulesOf(network)
          ? ""
          : `ip route add 10.7${n}.0.0/16 via 45.8${n}.0.2`
      }`,
    );
    await sh(
      router,
      `ip route add default via 45.8${n}.0.1
      ip -6 route add default via fd8${n}::1`,
    );
    await run([...inside(router), "nft", rulesOf(network) || "list tables"]);
    await sh(
      side,
      `${v6 ? "" : "echo 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6"}
      ip link set eth0 up
      ${v4 ? `ip addr add 10.7${n}.0.2/16 dev eth0` : ""}
      ${v4 ? `ip route add default via 10.7${n}.0.1` : ""}
      ${v6 ? `ip addr add fd7${n}::2/64 dev eth0 nodad` : ""}
      ${v6 ? `ip -6 route add default via fd7${n}::1` : ""}`,
    );
  }

  const lab: NatLab = {
    inside,
    addresses: (side) => {
      const n = NUMBER[side];
      return [`10.7${n}.0.2`, `45.8${n}.0.2`, `fd7${n}::2`];
    },
    async keepApart() {
      await run([
        ...inside("hub"),
        "nft",
        `table inet apart {
          chain between {
            type filter hook forward priority filter;
            iifname "link-*" oifname "link-*" drop
          }
        }`,
      ]);
    },
    async letTogether() {
      await run([...inside("hub"), "nft", "delete table inet apart"]);
    },
    async [Symbol.asyncDispose]() {
      for (const place of ["a", "b", "nat-a", "nat-b", "hub"] as const) {
        await removeNamespace(name(place));
      }
    },
  };

  await using cleanup = new AsyncDisposableStack();
  cleanup.use(lab);
  await addPlace("hub");
  await sh(
    "hub",
    `ip addr add ${HUB_ADDRESS}/32 dev lo
    ip addr add ${TURN_ADDRESS.v4}/32 dev lo
    ip addr add ${HUB_ADDRESS_V6}/128 dev lo nodad
    ip addr add ${TURN_ADDRESS.v6}/128 dev lo nodad`,
  );
  for (const side of SIDES) await addSide(side);
  cleanup.move();
  return lab;
}
