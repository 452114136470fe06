/**
 * A client's WebSocket frames (RFC 6455 § 5), read as they come. A message that
 * is too large is refused when its header says so, before a byte of it is kept.
 *
 * @module
 */

/** Why a connection must be failed; each has its close code. */
export type FrameProblem = "protocol" | "not-utf8" | "too-big";

/** RFC 6455 § 7.4.1. */
export const PROBLEM_CODE: Readonly<Record<FrameProblem, number>> = {
  "protocol": 1002,
  "not-utf8": 1007,
  "too-big": 1009,
};

/** Who is told what has come. */
export interface FrameSink {
  /** A whole message: text, or its bytes. */
  message(data: string | Uint8Array): void;
  ping(payload: Uint8Array): void;
  /** The last that comes; without a code the client has none. */
  close(code: number | null): void;
}

const MAX_CONTROL_BYTES = 125;
/** Most messages fit; larger ones borrow more while they last. */
const USUAL_BYTES = 2048;

const Opcode = {
  continuation: 0,
  text: 1,
  binary: 2,
  close: 8,
  ping: 9,
  pong: 10,
} as const;

interface FrameHeader {
  readonly fin: boolean;
  readonly opcode: number;
  /** Bytes before the payload, the mask included. */
  readonly headerBytes: number;
  readonly payloadBytes: number;
}

interface Message {
  readonly text: boolean;
  readonly parts: Uint8Array[];
  bytes: number;
}

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Reads one connection. Holds at most one message and one frame of it. */
export class FrameReader {
  readonly #maxMessageBytes: number;
  #buffer: Uint8Array<ArrayBuffer>;
  /** Unread bytes lie from here … */
  #start = 0;
  /** … to here. */
  #end = 0;
  /** Of which fragments have come. */
  #message: Message | null = null;
  #over = false;

  /** @param rest What has come with the handshake. */
  constructor(maxMessageBytes: number, rest: Uint8Array = new Uint8Array()) {
    this.#maxMessageBytes = maxMessageBytes;
    this.#buffer = new Uint8Array(Math.max(USUAL_BYTES, rest.length));
    this.#buffer.set(rest);
    this.#end = rest.length;
  }

  /** How much memory is held, for tests of the bound. */
  get heldBytes(): number {
    return this.#buffer.length + (this.#message?.bytes ?? 0);
  }

  /** Where the next bytes are to be written; never empty. */
  room(): Uint8Array<ArrayBuffer> {
    const header = this.#header();
    const wanted = header !== null && typeof header !== "string"
      ? header.headerBytes + header.payloadBytes
      : 0;
    this.#makeRoom(Math.max(wanted, USUAL_BYTES));
    return this.#buffer.subarray(this.#end);
  }

  /**
   * Reads on, now that `count` more bytes lie in {@linkcode room}.
   *
   * @returns What is wrong, and then nothing more is read.
   */
  read(count: number, sink: FrameSink): FrameProblem | null {
    this.#end += count;
    while (!this.#over) {
      const header = this.#header();
      if (header === null) return null;
      if (typeof header === "string") return this.#fail(header);
      const frameBytes = header.headerBytes + header.payloadBytes;
      if (this.#end - this.#start < frameBytes) return null;
      const problem = this.#frame(header, sink);
      if (problem !== null) return this.#fail(problem);
      this.#start += frameBytes;
    }
    return null;
  }

  #fail(problem: FrameProblem): FrameProblem {
    this.#over = true;
    return problem;
  }

  #makeRoom(bytes: number): void {
    const unread = this.#buffer.subarray(this.#start, this.#end);
    // A large message's memory is given back as soon as it has been read.
    const spare = unread.length === 0 && this.#buffer.length > bytes;
    if (!spare && this.#start + bytes <= this.#buffer.length) return;
    if (spare || bytes > this.#buffer.length) {
      this.#buffer = new Uint8Array(bytes);
      this.#buffer.set(unread);
    } else this.#buffer.copyWithin(0, this.#start, this.#end);
    this.#start = 0;
    this.#end = unread.length;
  }

  /** The header of the next frame; `null` while it has not all come. */
  #header(): FrameHeader | FrameProblem | null {
    const held = this.#end - this.#start;
    const first = this.#buffer[this.#start];
    const second = this.#buffer[this.#start + 1];
    if (held < 2 || first === undefined || second === undefined) return null;
    const opcode = first & 15;
    // Reserved bits belong to extensions, of which there are none; clients
    // must mask (§ 5.1).
    if ((first & 0x70) !== 0 || (second & 0x80) === 0) return "protocol";
    const short = second & 127;
    const lengthBytes = short < 126 ? 0 : short === 126 ? 2 : 8;
    if (held < 2 + lengthBytes) return null;
    const payloadBytes = lengthBytes === 0 ? short : this.#number(lengthBytes);
    // The shortest form is the only one (§ 5.2).
    if (lengthBytes > 0 && payloadBytes < (lengthBytes === 2 ? 126 : 65_536)) {
      return "protocol";
    }
    const header = {
      fin: (first & 0x80) !== 0,
      opcode,
      headerBytes: 2 + lengthBytes + 4,
      payloadBytes,
    };
    return this.#objection(header) ?? header;
  }

  /** What stands behind the first two bytes; beyond 2⁵³ it need not be exact. */
  #number(length: number): number {
    let value = 0;
    for (let i = 2; i < 2 + length; i++) {
      value = value * 256 + (this.#buffer[this.#start + i] ?? 0);
    }
    return value;
  }

  #objection({ fin, opcode, payloadBytes }: FrameHeader): FrameProblem | null {
    switch (opcode) {
      case Opcode.close:
      case Opcode.ping:
      case Opcode.pong:
        return fin && payloadBytes <= MAX_CONTROL_BYTES ? null : "protocol";
      case Opcode.continuation:
        if (this.#message === null) return "protocol";
        break;
      case Opcode.text:
      case Opcode.binary:
        if (this.#message !== null) return "protocol";
        break;
      default:
        return "protocol";
    }
    const bytes = (this.#message?.bytes ?? 0) + payloadBytes;
    return bytes > this.#maxMessageBytes ? "too-big" : null;
  }

  #frame(header: FrameHeader, sink: FrameSink): FrameProblem | null {
    const { fin, opcode, headerBytes, payloadBytes } = header;
    const begin = this.#start + headerBytes;
    const payload = this.#buffer.subarray(begin, begin + payloadBytes);
    unmask(payload, this.#buffer.subarray(begin - 4, begin));
    if (opcode === Opcode.close) return this.#close(payload, sink);
    if (opcode === Opcode.ping) sink.ping(payload.slice());
    if (opcode > Opcode.binary) return null;
    if (fin && this.#message === null) {
      return tell(opcode === Opcode.text, payload, sink);
    }
    const message = this.#message ??= {
      text: opcode === Opcode.text,
      parts: [],
      bytes: 0,
    };
    if (payloadBytes > 0) message.parts.push(payload.slice());
    message.bytes += payloadBytes;
    if (!fin) return null;
    this.#message = null;
    return tell(message.text, joined(message), sink);
  }

  /** § 5.5.1 and § 7.4. */
  #close(payload: Uint8Array, sink: FrameSink): FrameProblem | null {
    this.#over = true;
    const [high, low] = payload;
    if (high === undefined) {
      sink.close(null);
      return null;
    }
    const code = high * 256 + (low ?? 0);
    const known = code >= 3000 && code < 5000 ||
      code >= 1000 && code <= 1014 && ![1004, 1005, 1006].includes(code);
    if (low === undefined || !known) return "protocol";
    if (decode(payload.subarray(2)) === null) return "not-utf8";
    sink.close(code);
    return null;
  }
}

/** § 5.3, four bytes a turn. */
function unmask(payload: Uint8Array, mask: Uint8Array): void {
  const [a = 0, b = 0, c = 0, d = 0] = mask;
  const whole = payload.length & ~3;
  for (let i = 0; i < whole; i += 4) {
    payload[i]! ^= a;
    payload[i + 1]! ^= b;
    payload[i + 2]! ^= c;
    payload[i + 3]! ^= d;
  }
  for (let i = whole; i < payload.length; i++) payload[i]! ^= mask[i & 3] ?? 0;
}

function tell(
  text: boolean,
  payload: Uint8Array,
  sink: FrameSink,
): FrameProblem | null {
  const data = text ? decode(payload) : payload.slice();
  if (data === null) return "not-utf8";
  sink.message(data);
  return null;
}

function joined({ parts, bytes }: Message): Uint8Array {
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function decode(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}
