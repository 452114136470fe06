/**
 * A path that loses what is large: small packets pass, so that ICE, sound and
 * the data channel's short messages live, and the picture does not arrive.
 *
 * @module
 */
import type { Lab, Side } from "./lab.ts";
import { run } from "./namespace.ts";

/** Datagrams of more than so many bytes are large. */
const LARGE_BYTES = 300;

/** Loses large datagrams from that side; the other direction works. */
export async function loseLarge(lab: Lab, side: Side): Promise<void> {
  await nft(
    lab,
    `table inet large {
      chain inward {
        type filter hook prerouting priority raw;
        iifname "link-${side}" meta l4proto udp meta length > ${LARGE_BYTES} drop
      }
    }`,
  );
}

/** Loses nothing any more. */
export async function passLarge(lab: Lab): Promise<void> {
  await nft(lab, "delete table inet large");
}

async function nft(lab: Lab, rules: string): Promise<void> {
  await run([...lab.inside("hub"), "nft", rules]);
}
