/**
 * A network of its own for one test, made of the kernel's namespaces: two
 * peers, and a hub that routes between them and has the app's server.
 *
 * ```
 * peer a  eth0 ──── link-a  hub  link-b ──── eth0  peer b
 *         10.71.n.2  10.71.0.1  10.72.0.1   10.72.n.2      (n counts moves)
 *                     10.70.0.1: the server
 * ```
 *
 * Nothing leads from here to the machine's own network. Needs root, `ip` and
 * `nft`.
 *
 * @module
 */
import {
  removeLeftovers,
  removeNamespace,
  run,
  signalAll,
} from "./namespace.ts";

/** One of the two people's machines. */
export type Side = "a" | "b";
/** A machine of the lab. */
export type Place = Side | "hub";

/** The address that the hub has for everybody. */
export const HUB_ADDRESS = "10.70.0.1";

/** A running network; disposal removes it. */
export interface Lab extends AsyncDisposable {
  /** The command line that runs another one on that machine. */
  inside(place: Place): [program: string, ...args: string[]];
  /** The machine's address at this time. */
  address(side: Side): string;
  /** Loses every packet from and to that side; nothing on the machine tells. */
  cutLink(side: Side): Promise<void>;
  restoreLink(side: Side): Promise<void>;
  /** Takes the machine's interface down, which the machine notices. */
  lowerInterface(side: Side): Promise<void>;
  raiseInterface(side: Side): Promise<void>;
  /** Replaces the machine's address, as moving from Wi-Fi to mobile does. */
  changeAddress(side: Side): Promise<void>;
  /** Halts every process on the machine, as closing a laptop's lid does. */
  sleep(side: Side): Promise<void>;
  wake(side: Side): Promise<void>;
}

const SIDES: readonly Side[] = ["a", "b"];
const NET: Record<Side, string> = { a: "10.71", b: "10.72" };

/** Drops what crosses a link in the set, before anything else sees it. */
const CUTS = `table inet lab {
  set cut { type ifname; }
  chain inward {
    type filter hook prerouting priority raw;
    iifname @cut drop
  }
  chain outward {
    type filter hook postrouting priority raw;
    oifname @cut drop
  }
}`;

let labs = 0;

/** Sets a network up, after removing what an earlier crash has left. */
export async function openLab(): Promise<Lab> {
  await removeLeftovers();
  const count = ++labs;
  const name = (place: Place) => `duet-${Deno.pid}-${count}-${place}`;
  const moves: Record<Side, number> = { a: 0, b: 0 };
  const address = (side: Side) => `${NET[side]}.${moves[side]}.2`;

  const ip = async (place: Place, ...args: string[]) => {
    await run(["ip", "-n", name(place), ...args]);
  };
  const nft = async (...args: string[]) => {
    await run([...inside("hub"), "nft", ...args]);
  };
  // The route goes with the interface or the address it was made for.
  const route = (side: Side) =>
    ip(side, "route", "add", "default", "via", `${NET[side]}.0.1`);

  async function addPlace(place: Place): Promise<void> {
    await run(["ip", "netns", "add", name(place)]);
    await ip(place, "link", "set", "lo", "up");
    // One address a machine, so that a test knows which one a call uses.
    const net = "/proc/sys/net";
    await run([
      ...inside(place),
      "sh",
      "-c",
      `echo 1 > ${net}/ipv6/conf/all/disable_ipv6; echo 1 > ${net}/ipv4/ip_forward`,
    ]);
  }

  async function addLink(side: Side): Promise<void> {
    const link = ["type", "veth", "peer", "name", `link-${side}`];
    await ip(side, "link", "add", "eth0", ...link, "netns", name("hub"));
    const gateway = `${NET[side]}.0.1/16`;
    await ip("hub", "addr", "add", gateway, "dev", `link-${side}`);
    await ip("hub", "link", "set", "dev", `link-${side}`, "up");
    await ip(side, "addr", "add", `${address(side)}/16`, "dev", "eth0");
    await lab.raiseInterface(side);
  }

  function inside(place: Place): [string, ...string[]] {
    return ["ip", "netns", "exec", name(place)];
  }

  const lab: Lab = {
    inside,
    address,
    cutLink: (side) =>
      nft("add", "element", "inet", "lab", "cut", `{ link-${side} }`),
    restoreLink: (side) =>
      nft("delete", "element", "inet", "lab", "cut", `{ link-${side} }`),
    lowerInterface: (side) => ip(side, "link", "set", "dev", "eth0", "down"),
    async raiseInterface(side) {
      await ip(side, "link", "set", "dev", "eth0", "up");
      await route(side);
    },
    async changeAddress(side) {
      await ip(side, "addr", "flush", "dev", "eth0");
      moves[side]++;
      await ip(side, "addr", "add", `${address(side)}/16`, "dev", "eth0");
      await route(side);
    },
    async sleep(side) {
      // Whoever is halted starts no more children: the second time finds those
      // that were born during the first.
      await signalAll(name(side), "SIGSTOP");
      await signalAll(name(side), "SIGSTOP");
    },
    wake: (side) => signalAll(name(side), "SIGCONT"),
    async [Symbol.asyncDispose]() {
      for (const place of [...SIDES, "hub"] as const) {
        await removeNamespace(name(place));
      }
    },
  };

  await using cleanup = new AsyncDisposableStack();
  cleanup.use(lab);
  await addPlace("hub");
  await ip("hub", "addr", "add", `${HUB_ADDRESS}/32`, "dev", "lo");
  await nft(CUTS);
  for (const side of SIDES) {
    await addPlace(side);
    await addLink(side);
  }
  cleanup.move();
  return lab;
}
