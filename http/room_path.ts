/** The room that a path names. @module */
import { parseRoomName } from "../call/link/room_name.ts";

/** Why a path names no room; what people read stands in `components/words/pages.ts`. */
export type RoomPathReason =
  | "room-unnamed"
  | "room-unreadable"
  | "room-without-letters"
  | "room-too-long";

/** What a path says of its room. */
export type RoomPath =
  | {
    readonly ok: true;
    readonly room: string;
    /** Whether the path is the one address of the room. */
    readonly isCanonical: boolean;
  }
  | { readonly ok: false; readonly reason: RoomPathReason };

/** What was escaped already is escaped again on the way by some mail gateways. */
const MAX_DECODINGS = 3;

/** Reads the last segment of a path as the name of a room. */
export function readRoomPath(pathname: string): RoomPath {
  const segment = pathname.split("/").at(-1) ?? "";
  if (segment === "") return { ok: false, reason: "room-unnamed" };
  const typed = decode(segment);
  if (typed === null) return { ok: false, reason: "room-unreadable" };
  const room = parseRoomName(typed);
  if (room !== null) {
    return {
      ok: true,
      room,
      isCanonical: segment === encodeURIComponent(room),
    };
  }
  const hasLetters = /[\p{L}\p{N}\p{S}]/u.test(typed);
  const reason = hasLetters ? "room-too-long" : "room-without-letters";
  return { ok: false, reason };
}

function decode(escaped: string): string | null {
  let text = escaped;
  try {
    for (let i = 0; i < MAX_DECODINGS && /%[0-9a-f]{2}/i.test(text); i++) {
      text = decodeURIComponent(text);
    }
    return text;
  } catch {
    return null;
  }
}
