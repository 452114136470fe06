/** Which camera looks the other way, on devices that have several. @module */
import type { Device } from "./media_snapshot.ts";

/**
 * The camera that looks the other way; `null` where none does. Phones list
 * several on one side, of which the plainest is the main one: Android numbers
 * it lowest, and others give it the shortest name.
 */
export function otherSide(
  devices: readonly Device[],
  currentId: string | null,
): Device | null {
  const facing = devices.find(({ id }) => id === currentId)?.facing ?? null;
  if (facing === null) return null;
  const plainness = ({ label }: Device) =>
    [Number(/camera2? (\d+)/.exec(label)?.[1] ?? 0), label.length] as const;
  const [best = null] = devices
    .filter((each) => each.facing !== null && each.facing !== facing)
    .sort((one, other) => {
      const [a, b] = [plainness(one), plainness(other)];
      return a[0] - b[0] || a[1] - b[1];
    });
  return best;
}
