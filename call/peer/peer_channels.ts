/**
 * Owner of the two data channels of a connection: one for words, which are small
 * and urgent, and one for files, which are neither.
 *
 * @module
 */
import type { Bytes } from "../../sealing/bytes.ts";
import type { Clock } from "../../signalling/clock.ts";
import { Channel } from "./channel.ts";
import type { PeerAllowance } from "./peer_allowance.ts";
import {
  parsePeerMessage,
  type PeerMessage,
} from "../messages/peer_message.ts";

/** What the channels report. */
export interface PeerChannelHandlers {
  /** The channel of words is open. */
  onOpen(): void;
  onClosed(): void;
  onMessage(message: PeerMessage): void;
  /**
   * What came over the channel of files.
   *
   * @returns Whether it was asked for.
   */
  onFrame(data: unknown): boolean;
  /** The channel of files takes more. */
  onFramesDrained(): void;
  /** They say more than any page does. */
  onFlooded(): void;
}

/** In characters, or in bytes. */
function sizeOf(data: unknown): number {
  if (typeof data === "string") return data.length;
  return data instanceof ArrayBuffer ? data.byteLength : 0;
}

/** Both channels of one connection. */
export class PeerChannels {
  readonly #words: Channel;
  readonly #frames: Channel;

  /** @param allowance Of the whole visit; its times are from `clock`. */
  constructor(
    pc: Pick<RTCPeerConnection, "createDataChannel">,
    allowance: PeerAllowance,
    clock: Pick<Clock, "now">,
    handlers: PeerChannelHandlers,
  ) {
    this.#words = new Channel(pc, { label: "duet", id: 0 }, {
      onOpen: () => handlers.onOpen(),
      onClose: () => handlers.onClosed(),
      onData(data) {
        // Before anything is made of it: parsing costs, too.
        if (!allowance.direct(sizeOf(data), clock.now())) {
          return handlers.onFlooded();
        }
        const message = parsePeerMessage(data);
        if (message !== null) handlers.onMessage(message);
      },
    });
    this.#frames = new Channel(pc, { label: "files", id: 1 }, {
      onOpen: () => handlers.onFramesDrained(),
      onClose() {},
      onData(data) {
        if (handlers.onFrame(data)) return;
        if (!allowance.stray(sizeOf(data), clock.now())) handlers.onFlooded();
      },
      onDrained: () => handlers.onFramesDrained(),
    });
  }

  /** Whether words are taken. */
  get isOpen(): boolean {
    return this.#words.isOpen;
  }

  /** @returns Whether the channel was open to take it. */
  say(message: PeerMessage): boolean {
    return this.#words.send(JSON.stringify(message));
  }

  /** @returns Whether the channel of files was open to take it. */
  sendFrame(frame: Bytes): boolean {
    return this.#frames.send(frame);
  }

  /** What the channel of files has not sent yet, in bytes. */
  get frameBacklog(): number {
    return this.#frames.backlog;
  }

  /** Reports nothing any more. */
  close(): void {
    this.#words.close();
    this.#frames.close();
  }
}
