/**
 * Long texts made short (RFC 1951): a session description would not fit into a
 * message, and is five times as long as it need be. Nothing in it is chosen by
 * somebody who could learn from its length.
 *
 * @module
 */
import {
  type Bytes,
  concat,
  decodeBase64Url,
  encodeBase64Url,
} from "./bytes.ts";

/** Texts beyond this many characters are deflated. */
export const DEFLATE_ABOVE_CHARS = 2048;

/** No text begins so that is not deflated: those are JSON. */
const MARK = "z";

/**
 * Written directly: the stream of a `Blob` takes ten times as long, on the way
 * to the first picture.
 */
function pipe(
  bytes: Bytes,
  through: CompressionStream | DecompressionStream,
): ReadableStreamDefaultReader<Uint8Array> {
  const writer = through.writable.getWriter();
  // Whoever reads gets the error too.
  writer.write(bytes).catch(() => {});
  writer.close().catch(() => {});
  return through.readable.getReader();
}

/** All that comes; `null` when it is more than `maxBytes`, or broken. */
async function readAll(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  maxBytes: number,
): Promise<Bytes | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      length += value.length;
      if (length > maxBytes) {
        // What a few bytes can grow to is not waited for.
        await reader.cancel();
        return null;
      }
      chunks.push(value);
    }
  } catch {
    return null;
  }
  return concat(...chunks);
}

/** The text, or something shorter from which {@linkcode inflate} makes it. */
export async function deflate(text: string): Promise<string> {
  if (text.length <= DEFLATE_ABOVE_CHARS) return text;
  const bytes = new TextEncoder().encode(text);
  const reader = pipe(bytes, new CompressionStream("deflate-raw"));
  const short = await readAll(reader, bytes.length);
  return short === null ? text : MARK + encodeBase64Url(short);
}

/** What was deflated; `null` when it would be longer than `maxBytes` or is broken. */
export async function inflate(
  data: string,
  maxBytes: number,
): Promise<string | null> {
  if (!data.startsWith(MARK)) return data;
  const short = decodeBase64Url(data.slice(MARK.length));
  if (short === null) return null;
  const reader = pipe(short, new DecompressionStream("deflate-raw"));
  const bytes = await readAll(reader, maxBytes);
  return bytes && new TextDecoder().decode(bytes);
}
