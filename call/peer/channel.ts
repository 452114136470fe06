/**
 * Owner of one data channel between two connections. Both sides make it under
 * the same number, so that it is there without negotiation (RFC 8831 § 6.1).
 *
 * @module
 */

/** Which channel. */
export interface ChannelName {
  readonly label: string;
  /** The number of its streams; no two channels of a connection share one. */
  readonly id: number;
}

/** What a channel reports. */
export interface ChannelHandlers {
  onOpen(): void;
  onClose(): void;
  /** What came in: text, or bytes. */
  onData(data: unknown): void;
  /** It has sent most of what it was given. */
  onDrained?(): void;
}

/** Below this, a channel has room again, in bytes. */
const LOW_BYTES = 64 * 1024;

/** One way for messages, in order, none lost while the connection is there. */
export class Channel {
  readonly #channel: RTCDataChannel;

  constructor(
    pc: Pick<RTCPeerConnection, "createDataChannel">,
    { label, id }: ChannelName,
    handlers: ChannelHandlers,
  ) {
    const channel = pc.createDataChannel(label, { negotiated: true, id });
    channel.binaryType = "arraybuffer";
    channel.bufferedAmountLowThreshold = LOW_BYTES;
    channel.onopen = () => handlers.onOpen();
    channel.onclose = () => handlers.onClose();
    channel.onmessage = ({ data }) => handlers.onData(data);
    channel.onbufferedamountlow = () => handlers.onDrained?.();
    this.#channel = channel;
  }

  get isOpen(): boolean {
    return this.#channel.readyState === "open";
  }

  /** What it was given and has not sent, in bytes. */
  get backlog(): number {
    return this.#channel.bufferedAmount;
  }

  /** @returns Whether it was open to take it. */
  send(data: string | Uint8Array<ArrayBuffer>): boolean {
    if (!this.isOpen) return false;
    // Two calls, because the method is two (webrtc-pc § 6.2).
    if (typeof data === "string") this.#channel.send(data);
    else this.#channel.send(data);
    return true;
  }

  /** Reports nothing any more. */
  close(): void {
    const channel = this.#channel;
    channel.onopen = channel.onclose = channel.onmessage = null;
    channel.onbufferedamountlow = null;
  }
}
