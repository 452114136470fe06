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
  | { readonly kind: "private"; readonly secret: Bytes }
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

/** Reads a fragment, with or without its `#`. Never throws. */
export function parseFragment(fragment: string): Link {
  const text = fragment.startsWith("#") ? fragment.slice(1) : fragment;
  if (text === "") return { kind: "named" };
  if (text === "1") return unusable("truncated");
  const [, version, encoded] = /^(0|[1-9]\d{0,8})\.(.*)$/s.exec(text) ?? [];
  if (version === undefined || encoded === undefined) {
    return unusable("damaged");
  }
  if (version !== "1") return unusable("other-version");
  if (!/^[A-Za-z0-9_-]*$/.test(encoded)) return unusable("damaged");
  if (encoded.length < SECRET_CHARS) return unusable("truncated");
  const secret = encoded.length === SECRET_CHARS
    ? decodeBase64Url(encoded)
    : null;
  return secret === null ? unusable("damaged") : { kind: "private", secret };
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
