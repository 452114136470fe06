/**
 * A server's WebSocket frames (RFC 6455 § 5): never masked, never fragmented.
 *
 * @module
 */

const FIN = 0x80;
const encoder = new TextEncoder();

/** A frame with any payload. */
function frame(opcode: number, payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const header = headerOf(opcode, payload.length);
  const bytes = new Uint8Array(header.length + payload.length);
  bytes.set(header);
  bytes.set(payload, header.length);
  return bytes;
}

function headerOf(opcode: number, length: number): number[] {
  if (length < 126) return [FIN | opcode, length];
  if (length < 65_536) {
    return [FIN | opcode, 126, length >> 8, length & 255];
  }
  const long = [24, 16, 8, 0].map((shift) => length >>> shift & 255);
  return [FIN | opcode, 127, 0, 0, 0, 0, ...long];
}

/** A text message. */
export function textFrame(text: string): Uint8Array<ArrayBuffer> {
  // Nearly all text here is ASCII, and then needs no second copy.
  const header = headerOf(1, text.length);
  const bytes = new Uint8Array(header.length + text.length);
  const { read, written } = encoder.encodeInto(
    text,
    bytes.subarray(header.length),
  );
  if (read < text.length || written < text.length) {
    return frame(1, encoder.encode(text));
  }
  bytes.set(header);
  return bytes;
}

/** The answer to a ping. */
export function pongFrame(payload: Uint8Array): Uint8Array<ArrayBuffer> {
  return frame(10, payload);
}

/** The end; `null` where the other side gave no code either. */
export function closeFrame(code: number | null): Uint8Array<ArrayBuffer> {
  const payload = code === null ? [] : [code >> 8, code & 255];
  return frame(8, new Uint8Array(payload));
}
