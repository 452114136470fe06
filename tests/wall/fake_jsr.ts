/** A registry like jsr.io with one package, for what must come over the network. */

const VERSION = "1.0.0";

/** A registry that listens; disposal ends it. */
export interface FakeJsr extends AsyncDisposable {
  /** Environment of a Deno that uses it. */
  readonly env: Record<string, string>;
  /** Paths of what was fetched so far. */
  readonly fetched: readonly string[];
}

/**
 * Serves a package of one module. Its address is new each time, so that no
 * cache holds it.
 *
 * @param name Such as `@scope/name`.
 */
export async function fakeJsr(name: string, source: string): Promise<FakeJsr> {
  const bytes = new TextEncoder().encode(source);
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  const checksum = `sha256-${new Uint8Array(digest).toHex()}`;
  const file = { size: bytes.length, checksum };
  const [scope, base] = name.slice(1).split("/");
  const files: Record<string, string> = {
    [`/${name}/meta.json`]: JSON.stringify({
      ...{ scope, name: base, latest: VERSION },
      versions: { [VERSION]: {} },
    }),
    [`/${name}/${VERSION}_meta.json`]: JSON.stringify({
      manifest: { "/mod.ts": file },
      exports: { ".": "./mod.ts" },
    }),
    [`/${name}/${VERSION}/mod.ts`]: source,
  };
  const fetched: string[] = [];
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    (req) => {
      const { pathname } = new URL(req.url);
      fetched.push(pathname);
      const text = files[pathname];
      return new Response(text ?? null, { status: text ? 200 : 404 });
    },
  );
  return {
    env: { JSR_URL: `http://127.0.0.1:${server.addr.port}` },
    fetched,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}
