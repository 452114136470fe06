/** What the address of a call says: which room, and how it is opened. @module */
import { nameCheck, type RoomSource } from "../../sealing/key_schedule.ts";
import { formatFragment, parseFragment } from "../../sealing/link.ts";
import { madeWords } from "./room_name.ts";
import type { Obstacle } from "../machine/state.ts";

export { SECRET_BYTES } from "../../sealing/link.ts";

/** A link that opens a call. */
export interface CallLink {
  readonly source: RoomSource;
  /** What follows the `#`; empty for a named room. */
  readonly fragment: string;
  /** Whether a program on the way has sent the secret to the server. */
  readonly mangled: boolean;
}

/** The pieces of an address. */
export interface AddressPieces {
  /** The room's name in its canonical form. */
  readonly room: string;
  /** What follows the `#`, wherever it was found. */
  readonly fragment: string;
  readonly mangled: boolean;
}

/** Reads the pieces of an address; a link that lost something opens nothing. */
export async function readLink(
  { room, fragment, mangled }: AddressPieces,
): Promise<CallLink | Obstacle> {
  const link = parseFragment(fragment);
  const words = madeWords(room);
  switch (link.kind) {
    case "unusable":
      return `link-${link.reason}`;
    case "named":
      // Only private links have such names: its secret is missing.
      if (words !== null) return "link-truncated";
      return { source: { kind: "named", name: room }, fragment: "", mangled };
    case "private": {
      const { secret, rest } = link;
      if (words !== null) {
        const name = `${words}-${await nameCheck(secret, words)}`;
        if (name !== room) return "link-damaged";
      } else if (rest === "glued") return "link-damaged";
      const source = { kind: "private", secret } as const;
      return { source, fragment: formatFragment(secret), mangled };
    }
  }
}

/** The name and the fragment of a new private link. */
export async function newPrivateLink(
  words: string,
  secret: Uint8Array<ArrayBuffer>,
): Promise<Pick<AddressPieces, "room" | "fragment">> {
  const room = `${words}-${await nameCheck(secret, words)}`;
  return { room, fragment: formatFragment(secret) };
}
