/** A registry like jsr.io, for what must come over the network. */

/** Asked for what is not here. */
const UPSTREAM = Deno.env.get("JSR_URL") ?? "https://jsr.io";

/** A published package. */
export interface FakePackage {
  /** Such as `@scope/name`. */
  readonly name: string;
  readonly version: string;
  readonly exports: Readonly<Record<string, string>>;
  /** Sources by path, such as `/mod.ts`. */
  readonly files: Readonly<Record<string, string>>;
}

/** A registry that listens; disposal ends it. */
export interface FakeJsr extends AsyncDisposable {
  /** Environment of a Deno that uses it. */
  readonly env: Record<string, string>;
  /** Paths of what was fetched so far. */
  readonly fetched: readonly string[];
}

/**
 * Serves packages, and others from the registry that is used otherwise. Its address is new
 * each time, so that no cache holds them.
 */
export async function fakeJsr(
  packages: readonly FakePackage[],
): Promise<FakeJsr> {
  const files = new Map<string, string>();
  for (const each of packages) {
    for (const [path, text] of await published(each)) files.set(path, text);
  }
  const fetched: string[] = [];
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    (req) => {
      const { pathname } = new URL(req.url);
      fetched.push(pathname);
      const text = files.get(pathname);
      return text === undefined
        ? fetch(new URL(pathname, UPSTREAM))
        : new Response(text);
    },
  );
  return {
    env: { JSR_URL: `http://127.0.0.1:${server.addr.port}` },
    fetched,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

/** What a registry answers about a package, by path. */
async function published(
  { name, version, exports, files }: FakePackage,
): Promise<[path: string, text: string][]> {
  const manifest = Object.fromEntries(
    await Promise.all(Object.entries(files).map(describe)),
  );
  const [scope, base] = name.slice(1).split("/");
  const versions = { [version]: {} };
  const sources = Object.entries(files)
    .map(([path, text]): [string, string] => [
      `/${name}/${version}${path}`,
      text,
    ]);
  return [
    [
      `/${name}/meta.json`,
      JSON.stringify({ scope, name: base, latest: version, versions }),
    ],
    [`/${name}/${version}_meta.json`, JSON.stringify({ manifest, exports })],
    ...sources,
  ];
}

async function describe([path, text]: [string, string]) {
  const bytes = new TextEncoder().encode(text);
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  const checksum = `sha256-${new Uint8Array(digest).toHex()}`;
  return [path, { size: bytes.length, checksum }];
}
