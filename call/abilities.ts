/**
 * What this browser has for a call. Judged by value, never by `in`: an extension
 * that forbids calls leaves the name, and sets it to `undefined`.
 *
 * @module
 */

/** Whether it can connect to another page. */
export function hasPeerConnection(): boolean {
  return typeof globalThis.RTCPeerConnection === "function";
}

/** Its cameras, microphones and screens; `null` where there are none to ask for. */
export function devicesHere(): MediaDevices | null {
  return (navigator as Partial<Navigator>).mediaDevices ?? null;
}

/** Whether it can share its screen; phones cannot. */
export function canShareScreen(): boolean {
  const devices: Partial<MediaDevices> | null = devicesHere();
  return devices?.getDisplayMedia !== undefined;
}
