/**
 * `deno task published` builds, serves and tests Duet on the published
 * `@fresh/core` and `@std` packages, in a copy whose configuration has no links.
 * It takes a machine that reaches jsr.io; `deno task published build serve` runs
 * those steps alone.
 *
 * @module
 */
import { copyProject, unlink } from "./published_config.ts";

/** What is run in the copy, in this order, by name. */
const STEPS: Readonly<Record<string, (root: string) => Promise<boolean>>> = {
  build: (root) => task(root, "build"),
  serve: canServe,
  unit: (root) => task(root, "test:unit"),
  browser: (root) => task(root, "test:browser"),
  features: (root) => task(root, "test:features"),
};

function deno(root: string, name: string): Deno.Command {
  return new Deno.Command(Deno.execPath(), {
    args: ["task", name],
    cwd: root,
    env: { PORT: "0", HOST: "127.0.0.1", NO_COLOR: "1" },
    stdout: name === "serve" ? "piped" : "inherit",
    stderr: "inherit",
  });
}

async function task(root: string, name: string): Promise<boolean> {
  return (await deno(root, name).spawn().status).success;
}

/** Serves the build, and asks for a page of each kind. */
async function canServe(root: string): Promise<boolean> {
  const process = deno(root, "serve").spawn();
  const lines = process.stdout.pipeThrough(new TextDecoderStream());
  let said = "";
  for await (const text of lines.values({ preventCancel: true })) {
    said += text;
    if (said.includes("ready on")) break;
  }
  const port = /ready on \S+:(\d+)\//.exec(said)?.[1];
  const statuses: number[] = [];
  for (const path of port ? ["/healthz", "/", "/room/x", "/room/%ff"] : []) {
    const response = await fetch(`http://127.0.0.1:${port}${path}`);
    await response.body?.cancel();
    statuses.push(response.status);
  }
  if (port) process.kill("SIGTERM");
  await Promise.all([process.status, lines.cancel()]);
  console.log(`served: ${statuses.join(", ") || "not at all"}`);
  return statuses.join() === "200,200,200,400";
}

/**
 * Runs steps in a copy of a project, and leaves nothing of it.
 *
 * @returns The names of those that failed.
 */
async function run(root: string, steps: readonly string[]): Promise<string[]> {
  const copy = await Deno.makeTempDir({ prefix: "duet-published-" });
  const failed: string[] = [];
  try {
    await copyProject(root, copy);
    await unlink(copy);
    for (const name of steps) {
      console.log(`\n— ${name}, on the published packages`);
      if (!await STEPS[name]?.(copy)) failed.push(name);
    }
  } finally {
    await Deno.remove(copy, { recursive: true });
  }
  return failed;
}

if (import.meta.main) {
  const root = new URL("..", import.meta.url).pathname;
  const wanted = Deno.args.length > 0 ? Deno.args : Object.keys(STEPS);
  const failed = await run(root, wanted);
  console.log(
    failed.length > 0 ? `failed: ${failed.join(", ")}` : "all passed",
  );
  Deno.exit(failed.length > 0 ? 1 : 0);
}
