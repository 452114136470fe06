/**
 * How much JavaScript a page costs: what the built server really sends for
 * the scripts, module preloads and static imports of its HTML.
 *
 * @module
 */
import { serveApp } from "../tests/browser/harness/app_server.ts";
import { table } from "./statistics.ts";

const STATIC_IMPORT =
  /\b(?:import|export)\b[^"'();]*?["']([^"']+)["']|\bimport["']([^"']+)["']/g;
const SCRIPT = /<script\b([^>]*)>([^]*?)<\/script>/g;
const PRELOAD = /<link\b[^>]*rel="modulepreload"[^>]*>/g;
const LINK_HEADER = /<([^>]+)>;\s*rel="?modulepreload"?/g;

/** JavaScript of one page, in bytes. */
export interface Shipped {
  files: number;
  rawBytes: number;
  gzipBytes: number;
}

/** What a page loads before anybody does anything. */
export async function shipped(page: URL): Promise<Shipped> {
  const response = await fetch(page);
  const html = await response.text();
  if (!response.ok) throw new Error(`${page} answers ${response.status}`);
  const sources: string[] = [];
  const found = new Set<string>();
  const want = (address: string | undefined, base: URL) => {
    if (address) found.add(new URL(address, base).href);
  };
  for (const [, attributes = "", code = ""] of html.matchAll(SCRIPT)) {
    if (/type="(?!module)/.test(attributes)) continue;
    want(/\bsrc="([^"]+)"/.exec(attributes)?.[1], page);
    if (code) sources.push(code);
    for (const address of imports(code)) want(address, page);
  }
  for (const [tag] of html.matchAll(PRELOAD)) {
    want(/\bhref="([^"]+)"/.exec(tag)?.[1], page);
  }
  const header = response.headers.get("link") ?? "";
  for (const [, address] of header.matchAll(LINK_HEADER)) want(address, page);
  // A set can grow while one walks it; what is added is walked too.
  for (const address of found) {
    const file = await fetch(address);
    const code = await file.text();
    if (!file.ok) throw new Error(`${address} answers ${file.status}`);
    sources.push(code);
    for (const next of imports(code)) want(next, new URL(address));
  }
  const sizes = await Promise.all(sources.map(gzipBytes));
  return {
    files: found.size,
    rawBytes: sum(sources.map((code) => new TextEncoder().encode(code).length)),
    gzipBytes: sum(sizes),
  };
}

function imports(code: string): string[] {
  return [...code.matchAll(STATIC_IMPORT)]
    .map(([, from, bare]) => from ?? bare ?? "")
    .filter((address) => /^[./]/.test(address));
}

/** How long a text is when compressed. */
export async function gzipBytes(text: string): Promise<number> {
  const stream = new Blob([text]).stream()
    .pipeThrough(new CompressionStream("gzip"));
  return (await new Response(stream).arrayBuffer()).byteLength;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Measures the landing page and a room's page; a Markdown table. */
export async function sizeTable(): Promise<string> {
  await using app = await serveApp();
  const rows: string[][] = [];
  for (const path of ["/", "/room/x"]) {
    const page = await shipped(new URL(path, app.origin));
    rows.push([
      `\`${path}\``,
      String(page.files),
      kilobytes(page.rawBytes),
      kilobytes(page.gzipBytes),
    ]);
  }
  return `JavaScript that a page loads, inline scripts included:\n\n` +
    table(["page", "files", "minified", "gzip"], rows);
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

if (import.meta.main) console.log(await sizeTable());
