/**
 * What goes over the channel "files": chunks of files, their digests, and how
 * far the other side has come. Binary, because text would cost a third more.
 *
 * @module
 */
import { type Bytes, concat } from "../../sealing/bytes.ts";

/** A file is read, checked and kept in blocks of so many bytes. */
export const BLOCK_BYTES = 256 * 1024;
/**
 * A block is sent in chunks of so many bytes: small enough that words of the
 * call never wait long behind one (RFC 8831 § 6.6).
 */
export const CHUNK_BYTES = 16 * 1024;
/** SHA-256. */
export const DIGEST_BYTES = 32;

const KINDS = { chunk: 1, digest: 2, end: 3, progress: 4 } as const;
const HEAD_BYTES = 9;

/** One message of the channel "files". `stream` is the number that an accept gave. */
export type Frame =
  | {
    readonly kind: "chunk";
    readonly stream: number;
    /** Counts the file's chunks from 0. */
    readonly index: number;
    readonly bytes: Bytes;
  }
  | {
    /** Follows the chunks of a block. */
    readonly kind: "digest";
    readonly stream: number;
    /** Counts the file's blocks from 0. */
    readonly index: number;
    readonly digest: Bytes;
  }
  /** All has been sent; the digest is that of all digests. */
  | { readonly kind: "end"; readonly stream: number; readonly digest: Bytes }
  | {
    readonly kind: "progress";
    readonly stream: number;
    /** How much of the file has come in, in bytes. */
    readonly received: number;
    /** How much of it is kept where it stays, in bytes. */
    readonly stored: number;
  };

/** The message's bytes. */
export function encodeFrame(frame: Frame): Bytes {
  const head = new Uint8Array(HEAD_BYTES);
  const view = new DataView(head.buffer);
  view.setUint8(0, KINDS[frame.kind]);
  view.setUint32(1, frame.stream);
  switch (frame.kind) {
    case "chunk":
      view.setUint32(5, frame.index);
      return concat(head, frame.bytes);
    case "digest":
      view.setUint32(5, frame.index);
      return concat(head, frame.digest);
    case "end":
      return concat(head, frame.digest);
    case "progress": {
      const counts = new DataView(new ArrayBuffer(16));
      counts.setFloat64(0, frame.received);
      counts.setFloat64(8, frame.stored);
      return concat(head, new Uint8Array(counts.buffer));
    }
  }
}

/** Parses what came in; `null` for anything that is no frame. Never throws. */
export function parseFrame(data: unknown): Frame | null {
  if (!(data instanceof ArrayBuffer) || data.byteLength < HEAD_BYTES) {
    return null;
  }
  const view = new DataView(data);
  const stream = view.getUint32(1);
  const index = view.getUint32(5);
  const rest = new Uint8Array(data, HEAD_BYTES);
  switch (view.getUint8(0)) {
    case KINDS.chunk:
      return rest.length > 0 && rest.length <= CHUNK_BYTES
        ? { kind: "chunk", stream, index, bytes: rest }
        : null;
    case KINDS.digest:
      return rest.length === DIGEST_BYTES
        ? { kind: "digest", stream, index, digest: rest }
        : null;
    case KINDS.end:
      return rest.length === DIGEST_BYTES
        ? { kind: "end", stream, digest: rest }
        : null;
    case KINDS.progress: {
      if (rest.length !== 16) return null;
      const received = view.getFloat64(HEAD_BYTES);
      const stored = view.getFloat64(HEAD_BYTES + 8);
      return Number.isSafeInteger(received) && Number.isSafeInteger(stored) &&
          0 <= stored && stored <= received
        ? { kind: "progress", stream, received, stored }
        : null;
    }
    default:
      return null;
  }
}
