/**
 * Owner of the page's address: reads the link, puts right what a mail program
 * has done to it, and hides its secret when asked.
 *
 * @module
 */
import type { AddressPieces } from "./call_link.ts";
import { LINK_PREFIX } from "../storage/session_sweep.ts";
import { removeItem, type StoragePort } from "../storage/storage_area.ts";

/** The slice of the browser that is used. */
export interface AddressPorts {
  readonly location: Pick<Location, "pathname" | "hash">;
  readonly history: Pick<History, "replaceState" | "state">;
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

/** Read as a link that has lost its end (`sealing/link.ts`). */
const LOST = "1";

function key(room: string): string {
  return `${LINK_PREFIX}${room}`;
}

/** The fragment of a link that was hidden in this tab. */
function hidden({ storage, history }: AddressPorts, room: string): string {
  try {
    const stored = JSON.parse(storage().getItem(key(room)) ?? "null");
    const fragment: unknown = Object(stored).fragment;
    if (typeof fragment === "string") return fragment;
  } catch {
    // As if nothing was kept.
  }
  // Not a named room that happens to have this name.
  return Object(history.state).hiddenLinkOf === room ? LOST : "";
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
 * Puts the fragment that was read into the address bar, without what a program
 * has added to it: who copies the address copies the link.
 */
export function showFragment(
  { location, history }: Omit<AddressPorts, "storage">,
  room: string,
  fragment: string,
): void {
  const shown = location.hash.slice(1);
  if (shown === "" || shown === fragment) return;
  history.replaceState(history.state, "", `${pathOf(room)}#${fragment}`);
}

/**
 * Takes the secret out of the address bar and this entry of the history; this
 * tab keeps it for a reload.
 *
 * @returns Whether it could: a tab without storage would lose the call.
 */
export function hideLink(
  ports: Omit<AddressPorts, "location">,
  room: string,
  fragment: string,
  nowMs: number,
): boolean {
  if (!keepLink(ports, room, fragment, nowMs)) return false;
  ports.history.replaceState({ hiddenLinkOf: room }, "", pathOf(room));
  return true;
}

/**
 * Keeps the fragment of a hidden link in this tab.
 *
 * @param aliveAtMs When the tab was last in the call, in Unix milliseconds.
 * @returns Whether storage is allowed.
 */
export function keepLink(
  { storage }: Pick<AddressPorts, "storage">,
  room: string,
  fragment: string,
  aliveAtMs: number,
): boolean {
  try {
    storage().setItem(key(room), JSON.stringify({ fragment, aliveAtMs }));
    return true;
  } catch {
    return false;
  }
}

/** Forgets the fragment of a hidden link. */
export function forgetLink(
  { storage }: Pick<AddressPorts, "storage">,
  room: string,
): void {
  removeItem(storage, key(room));
}
