/**
 * How many relayed addresses a lab's TURN server has allocated.
 *
 * @module
 */
import { APP_ROOT } from "../../browser/harness/scratch.ts";
import { run } from "./namespace.ts";
import { type NatLab, TURN_ADDRESS } from "./nat_lab.ts";

/** Between two looks, in milliseconds. */
const LOOK_EVERY_MS = 50;

/** A number that the deployed `turnserver.conf` sets. */
export async function deployedSetting(name: string): Promise<number> {
  const text = await Deno.readTextFile(`${APP_ROOT}deploy/turnserver.conf`);
  const value = new RegExp(`^${name}=(\\d+)$`, "m").exec(text)?.[1];
  if (value === undefined) throw new Error(`${name} is not set`);
  return Number(value);
}

/** Allocations now: each has a UDP socket on a port of the relay's range. */
export async function relaysHeld(lab: NatLab): Promise<number> {
  const [min, max] = await Promise.all(
    ["min-port", "max-port"].map(deployedSetting),
  );
  const sockets = await run([...lab.inside("hub"), "ss", "-Huan"]);
  const ports = sockets.matchAll(/ (\S+):(\d+) +\S+:\S+ *$/gm);
  return [...ports].filter(([, address, port]) =>
    address === TURN_ADDRESS.v4 && Number(port) >= Number(min) &&
    Number(port) <= Number(max)
  ).length;
}

/** The highest number of allocations while `during` lasts, and the last one. */
export async function peakOfRelays(
  lab: NatLab,
  during: () => Promise<unknown>,
): Promise<{ peak: number; after: number }> {
  let peak = 0, over = false;
  const watching = (async () => {
    while (!over) {
      peak = Math.max(peak, await relaysHeld(lab));
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  })();
  try {
    await during();
  } finally {
    over = true;
    await watching;
  }
  const after = await relaysHeld(lab);
  return { peak: Math.max(peak, after), after };
}
