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
  readonly location: Pick<Location, "pathname" | "hash">;
  readonly history: Pick<History, "replaceState">;
  readonly storage: StoragePort;
}

/** What follows a `#` that was escaped, once or more than once; no slash that was added. */
const ESCAPED = /%(?:25)*23(.*?)\/*$/i;

/**
 * The room's address without its fragment. Made from the name, because the path
 * that was asked for can have any spelling: `//room/x`, taken as a reference, is
 * a page of the host `room`, which `replaceState` refuses.
 */
function pathOf(room: string): string {
  return `/room/${encodeURIComponent(room)}`;
}

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
  const tail = ESCAPED.exec(location.pathname)?.[1];
  if (tail !== undefined) {
    // Out of sight of the server from now on; it has seen it once.
    history.replaceState(null, "", `${pathOf(room)}#${tail}`);
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
  { history, storage }: Omit<AddressPorts, "location">,
  room: string,
  fragment: string,
): boolean {
  try {
    storage().setItem(key(room), fragment);
  } catch {
    return false;
  }
  history.replaceState(null, "", pathOf(room));
  return true;
}
