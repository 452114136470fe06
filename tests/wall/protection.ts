import { assert, assertEquals, assertMatch } from "@std/assert";

/** A key that opens no room. */
export const KEY = "k".repeat(43);

const EXACT: Record<string, string> = {
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
  "cross-origin-resource-policy": "same-origin",
};

const DIRECTIVES = [
  "default-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
];

/** Fails unless all that protects a page is there. */
export function assertProtected(headers: Headers): void {
  for (const [name, value] of Object.entries(EXACT)) {
    assertEquals(headers.get(name), value, name);
  }
  assert(headers.get("permissions-policy")?.includes("camera=(self)"));
  const policy = headers.get("content-security-policy") ?? "";
  const directives = policy.split("; ");
  for (const directive of DIRECTIVES) {
    assert(directives.includes(directive), `${policy} lacks ${directive}`);
  }
  const scripts = directives.find((text) => text.startsWith("script-src "));
  assertMatch(
    scripts ?? "",
    /^script-src ('none'|'nonce-[A-Za-z0-9+/=_-]{22,}' 'strict-dynamic')$/,
  );
  assert(!policy.includes("unsafe"), policy);
}

/** Fails if a cache or a search engine may keep it. */
export function assertConcealed(headers: Headers): void {
  assertEquals(headers.get("cache-control"), "no-store");
  assertMatch(headers.get("x-robots-tag") ?? "", /noindex/);
}

/** The headers of an answer as it came over the wire. */
export function parseHead(text: string): { status: number; headers: Headers } {
  const [first = "", ...lines] = text.split("\r\n\r\n")[0]?.split("\r\n") ?? [];
  const headers = new Headers();
  for (const line of lines) {
    const colon = line.indexOf(":");
    headers.append(line.slice(0, colon), line.slice(colon + 1).trim());
  }
  return { status: Number(first.split(" ")[1]), headers };
}
