import { assert, assertEquals } from "@std/assert";

/**
 * Layers from the bottom up; a file imports its own layer or one below. The
 * first pattern that fits a path says its layer.
 */
const LAYERS: readonly (readonly [layer: number, pattern: RegExp])[] = [
  [0, /^signalling\/protocol\.ts$/],
  // Pure: told the time, and whatever else they know.
  [1, /^call\/(machine|messages)\//],
  [1, /^call\/(dispose_symbol|with_resolvers)\.ts$/],
  [1, /^call\/check\/connection_check\.ts$/],
  [
    1,
    /^call\/files\/(assembly|file_line|file_name|file_word|frame|layout|pace|picture(_\w+)?|sending|speed)\.ts$/,
  ],
  [1, /^call\/link\/(call_link|room_name)\.ts$/],
  [
    1,
    /^call\/media\/(camera_sides|device_choice|device_failures|errands|media_snapshot|platform|processing|processing_choice|screen_snapshot|speech|whole_picture)\.ts$/,
  ],
  [
    1,
    /^call\/peer\/(candidate_priority|peer_allowance|relay_only|vitals)\.ts$/,
  ],
  [1, /^call\/signalling\/backoff\.ts$/],
  [1, /^call\/stage\/(corners|latin_key|rest|shortcuts)\.ts$/],
  [1, /^call\/topics\/topic\.ts$/],
  [
    1,
    /^signalling\/(address|clock|handout|ice|knock|limits|lock|lookers|room|rooms|seats?|token_bucket)\.ts$/,
  ],
  [1, /^http\//],
  // Tokens of the look.
  [1, /^look\//],
  // All but what draws keys and nonces.
  [1, /^sealing\/(?!identity\.ts$)/],
  // What puts the rest of its folder together.
  [3, /^call\/check\/check_model\.ts$/],
  [
    3,
    /^call\/files\/(board|receiving_side|sending_side|start|transfers)\.ts$/,
  ],
  [
    3,
    /^call\/stage\/(?!(full_screen|leave_guard|media_session|pauses|picture_in_picture|playback|push_to_talk|stirring|view_memory|wake_lock)\.ts$)/,
  ],
  [3, /^call\/topics\//],
  [2, /^call\/(abilities|load_code)\.ts$/],
  [3, /^call\/[^/]+$/],
  // Owners of one resource each.
  [2, /^(call|sealing|signalling)\//],
  [4, /^components\//],
  // States to look at, in development.
  [4, /^gallery\//],
  [5, /^(define|main|serve)\.ts$/],
  [5, /^(islands|routes)\//],
];

/** What pure code has no business with. */
const EFFECTS =
  /\b(Deno|document|window|navigator|localStorage|fetch|WebSocket|RTCPeerConnection|setTimeout|setInterval|Date\.now|performance|Math\.random|getRandomValues)\b/;
/** `clock.ts` is where time comes in; it is a port for all others. */
const MAY_HAVE_EFFECTS = /^signalling\/clock\.ts$/;

const ROOT = new URL("../", import.meta.url);
const ROOTS = [
  "main.ts",
  "serve.ts",
  "islands/Call.tsx",
  "islands/Check.tsx",
  "islands/Gallery.tsx",
  "islands/Start.tsx",
  "islands/Theme.tsx",
  "routes/_app.tsx",
  "routes/_error.tsx",
  "routes/[...path].tsx",
  "routes/check.tsx",
  "routes/gallery/[state].tsx",
  "routes/gallery/error.tsx",
  "routes/gallery/index.tsx",
  "routes/index.tsx",
  "routes/healthz.ts",
  "routes/room/index.tsx",
  "routes/room/[name].tsx",
  "routes/api/signal/[key].ts",
];

interface Module {
  specifier: string;
  dependencies?: {
    code?: { specifier: string };
    type?: { specifier: string };
  }[];
}

/** Every file of ours, and the files of ours that it imports. */
async function importGraph(): Promise<Map<string, string[]>> {
  const graph = new Map<string, string[]>();
  const ours = (specifier: string | undefined) => {
    const path = specifier?.startsWith(ROOT.href)
      ? decodeURIComponent(specifier.slice(ROOT.href.length))
      : "";
    return /^(jsr|node_modules|_fresh)\b/.test(path) ? "" : path;
  };
  await Promise.all(ROOTS.map(async (root) => {
    const { stdout } = await new Deno.Command(Deno.execPath(), {
      args: ["info", "--json", root],
      cwd: ROOT,
      stderr: "null",
    }).output();
    const { modules } = JSON.parse(new TextDecoder().decode(stdout));
    for (const { specifier, dependencies = [] } of modules as Module[]) {
      const from = ours(specifier);
      if (from === "") continue;
      const to = dependencies
        .map(({ code, type }) => ours((code ?? type)?.specifier))
        .filter((path) => path !== "");
      graph.set(from, to);
    }
  }));
  return graph;
}

const GRAPH = await importGraph();

function layerOf(path: string): number {
  const found = LAYERS.find(([, pattern]) => pattern.test(path));
  assert(found, `${path} has no layer: give it one in LAYERS`);
  return found[0];
}

Deno.test("imports point down, or sideways within a layer", () => {
  assert(GRAPH.size > 40, "the graph was read");
  const upwards: string[] = [];
  for (const [from, targets] of GRAPH) {
    for (const to of targets) {
      if (layerOf(to) > layerOf(from)) upwards.push(`${from} → ${to}`);
    }
  }
  assertEquals(upwards, []);
});

Deno.test("the browser's half takes nothing of the server but protocol, clock and rates", () => {
  const strays: string[] = [];
  for (const [from, targets] of GRAPH) {
    if (!/^(call|components|islands)\//.test(from)) continue;
    for (const to of targets) {
      if (/^signalling\/(?!protocol\.ts|clock\.ts|token_bucket\.ts)/.test(to)) {
        strays.push(`${from} → ${to}`);
      }
    }
  }
  assertEquals(strays, []);
});

Deno.test("the server's half takes nothing of the browser's", () => {
  for (const [from, targets] of GRAPH) {
    if (!from.startsWith("signalling/")) continue;
    for (const to of targets) {
      assert(to.startsWith("signalling/"), `${from} → ${to}`);
    }
  }
});

Deno.test("no import leads back to where it came from", () => {
  const done = new Set<string>();
  const visit = (path: string, trail: string[]): void => {
    const cycle = trail.indexOf(path);
    assert(cycle < 0, [...trail.slice(cycle), path].join(" → "));
    if (done.has(path)) return;
    for (const next of GRAPH.get(path) ?? []) visit(next, [...trail, path]);
    done.add(path);
  };
  for (const path of GRAPH.keys()) visit(path, []);
});

Deno.test("no folder of the call's imports leads back to it", () => {
  const folderOf = (path: string) => /^call\/[^/]+(?=\/)/.exec(path)?.[0];
  const reached = new Map<string, Set<string>>();
  for (const [from, targets] of GRAPH) {
    const folder = folderOf(from);
    if (!folder) continue;
    const others = reached.get(folder) ?? new Set();
    for (const to of targets.map(folderOf)) {
      if (to && to !== folder) others.add(to);
    }
    reached.set(folder, others);
  }
  assert(reached.size > 5, "the folders were found");
  const visit = (folder: string, trail: string[]): void => {
    assert(!trail.includes(folder), [...trail, folder].join(" → "));
    for (const next of reached.get(folder) ?? []) {
      visit(next, [...trail, folder]);
    }
  };
  for (const folder of reached.keys()) visit(folder, []);
});

Deno.test("pure files know no clock, no browser and no chance", async () => {
  for (const path of GRAPH.keys()) {
    if (layerOf(path) > 1 || MAY_HAVE_EFFECTS.test(path)) continue;
    const source = await Deno.readTextFile(new URL(path, ROOT));
    const code = source
      .replace(/\/\*[^]*?\*\//g, "")
      .replace(/\/\/.*/g, "")
      .replace(/"(?:[^"\\\n]|\\.)*"/g, '""');
    const found = code.match(EFFECTS);
    assert(!found, `${path} uses ${found?.[0]}`);
  }
});

Deno.test("the time of day is read from the clock port alone", async () => {
  const strays: string[] = [];
  for (const path of GRAPH.keys()) {
    if (MAY_HAVE_EFFECTS.test(path) || path.startsWith("gallery/")) continue;
    const source = await Deno.readTextFile(new URL(path, ROOT));
    if (/\bDate\.now\b|\btimeOrigin\b/.test(source)) {
      strays.push(path);
    }
  }
  assertEquals(strays, []);
});

Deno.test("no file has more than 400 lines", async () => {
  for (const path of GRAPH.keys()) {
    const source = await Deno.readTextFile(new URL(path, ROOT));
    const lines = source.split("\n").length;
    assert(lines <= 400, `${path} has ${lines} lines`);
  }
});
