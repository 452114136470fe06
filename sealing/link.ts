/**
 * The fragment of a private link, `#1.<secret>`: it never leaves the browser
 * (RFC 3986 § 3.5), and people lose pieces of it.
 *
 * @module
 */
import { type Bytes, decodeBase64Url, encodeBase64Url } from "./bytes.ts";

/** Length of a link's secret. */
export const SECRET_BYTES = 16;

/** 16 bytes in base64url. */
const SECRET_CHARS = 22;

/** What the fragment of a room's URL says. */
export type Link =
  /** No secret: everyone who knows the name can enter. */
  | { readonly kind: "named" }
  | {
    readonly kind: "private";
    readonly secret: Bytes;
    /**
     * What came after the secret, and is no part of it: `none`; `added`, such as
     * the bracket or the full stop after an address; `glued`, which might also be
     * a piece of another secret.
     */
    readonly rest: "none" | "added" | "glued";
  }
  | {
    readonly kind: "unusable";
    /**
     * `truncated`: the beginning of a link. `other-version`: made by a newer
     * or older Duet. `damaged`: anything else.
     */
    readonly reason: "truncated" | "damaged" | "other-version";
  };

function unusable(
  reason: Extract<Link, { kind: "unusable" }>["reason"],
): Link {
  return { kind: "unusable", reason };
}

/**
 * Reads a fragment, with or without its `#`, and with what programs have put
 * around it or escaped in it. Never throws.
 */
export function parseFragment(fragment: string): Link {
  const text = unescaped(fragment).replace(/^[\s\p{Cf}]*#?[\s\p{Cf}]*/u, "");
  if (text === "") return { kind: "named" };
  if (/^1[^\p{L}\p{N}]*$/u.test(text)) return unusable("truncated");
  const [, version, encoded = "", rest = ""] =
    /^(0|[1-9]\d{0,8})\.([A-Za-z0-9_-]*)(.*)$/s.exec(text) ?? [];
  if (version === undefined) return unusable("damaged");
  if (version !== "1") return unusable("other-version");
  if (encoded.length < SECRET_CHARS) {
    return unusable(/[A-Za-z0-9]/.test(rest) ? "damaged" : "truncated");
  }
  const secret = decodeBase64Url(encoded.slice(0, SECRET_CHARS));
  if (secret === null) return unusable("damaged");
  const glued = encoded.length > SECRET_CHARS;
  return {
    kind: "private",
    secret,
    rest: glued ? "glued" : rest === "" ? "none" : "added",
  };
}

/** A link needs no escapes; a program may have made some. */
function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * The fragment for a secret, without `#`.
 *
 * @throws {RangeError} When the secret has not {@linkcode SECRET_BYTES} bytes.
 */
export function formatFragment(secret: Uint8Array): string {
  if (secret.length !== SECRET_BYTES) {
    throw new RangeError(`A secret has ${SECRET_BYTES} bytes`);
  }
  return `1.${encodeBase64Url(secret)}`;
}
