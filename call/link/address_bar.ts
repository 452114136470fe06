/**
 * Owner of the page's address: reads the link, puts right what a mail program
 * has done to it, and hides its secret when asked.
 *
 * @module
 */
import type { AddressPieces } from "./call_link.ts";
import type { StoragePort } from "../storage/preferences.ts";

/** The slice of the browser that is used. */
export interface AddressPorts {
  readonly location: Pick<Location, "pathname" | "hash" | "origin">;
  readonly history: Pick<History, "replaceState">;
  readonly storage: StoragePort;
}

/** A path in which the `#` was escaped, once or more than once. */
const ESCAPED = /^(.*?)%(?:25)*23(.*)$/i;

function key(room: string): string {
  return `duet.link.1 ${room}`;
}

/** The fragment of a link that was hidden in this tab. */
function hidden({ storage }: AddressPorts, room: string): string {
  try {
    return storage().getItem(key(room)) ?? "";
  } catch {
    return "";
  }
}

/** Reads the address of a room, and mends it. */
export function readAddress(ports: AddressPorts, room: string): AddressPieces {
  const { location, history } = ports;
  const [, path, tail] = ESCAPED.exec(location.pathname) ?? [];
  if (path !== undefined && tail !== undefined) {
    // Out of sight of the server from now on; it has seen it once.
    history.replaceState(null, "", `${path}#${tail}`);
    return { room, fragment: tail, mangled: true };
  }
  const fragment = location.hash.slice(1) || hidden(ports, room);
  return { room, fragment, mangled: false };
}

/**
 * Takes the secret out of the address bar and this entry of the history; this
 * tab keeps it for a reload.
 *
 * @returns Whether it could: a tab without storage would lose the call.
 */
export function hideLink(
  { location, history, storage }: AddressPorts,
  room: string,
  fragment: string,
): boolean {
  try {
    storage().setItem(key(room), fragment);
  } catch {
    return false;
  }
  history.replaceState(null, "", location.pathname);
  return true;
}
