/**
 * Where rooms live, as the endpoint sees it: in this process, or shared by
 * several.
 *
 * Calls for one member take effect in the order in which they were made. Calls
 * for a member that the hub does not know (any more) do nothing, so a socket
 * may end at any moment. A rejected promise says that the hub itself is broken.
 *
 * @module
 */
import type { Release, Signal } from "./protocol.ts";
import type { Claim } from "./seat.ts";

/** The hub's way to one socket. None of this throws. */
export interface Member {
  /** Unique among all processes. */
  readonly id: string;
  /** Sends a message. */
  deliver(text: string): void;
  /** Pings; the next message, whatever it is, is reported with `answer`. */
  probe(): void;
  /** Closes the socket; the hub has forgotten the member already. */
  close(code: number): void;
}

/** Rooms, and who is in them. */
export interface RoomHub {
  /**
   * Asks for a seat. The answer, at once or later, is delivered. Whoever has
   * looked until now is told nothing more as one who looks.
   */
  join(key: string, member: Member, claim: Claim): Promise<void>;
  /** Asks who is there, without a seat. The answers are delivered. */
  look(key: string, member: Member): Promise<void>;
  /** Shows lookers this card of the member. */
  card(member: Member, card: string): Promise<void>;
  /** Locks the member's room, or unlocks it. */
  lock(member: Member, locked: boolean): Promise<void>;
  /** Frees the seat of the member's peer, if their socket has been lost for long. */
  release(member: Member, release: Release): Promise<void>;
  /** Forwards `text`, the original of `signal`, to the member's peer. */
  send(member: Member, signal: Signal, text: string): Promise<void>;
  /** The member has been heard after a probe. */
  answer(member: Member): Promise<void>;
  /** The person is done: frees the seat and closes the socket. */
  leave(member: Member): Promise<void>;
  /** The socket is lost: the seat is held for a while. */
  disconnect(member: Member): Promise<void>;
  /** Forgets everything without telling anyone, and stops all timers. */
  close(): void;
}
