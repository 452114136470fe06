/**
 * The app on the lab's hub, built and served by a process of its own.
 *
 * @module
 */
import { build } from "../../browser/harness/app_build.ts";
import { SERVE_ARGS } from "../../browser/harness/app_server.ts";
import { APP_ROOT } from "../../browser/harness/scratch.ts";
import { HUB_ADDRESS } from "./lab.ts";

const PORT = 8000;

/** Where the app is for everybody in a lab. */
export const ORIGIN = `http://${HUB_ADDRESS}:${PORT}`;

/** A network with a hub in it. */
export interface HasHub {
  inside(place: "hub"): [program: string, ...args: string[]];
}

/** A server that can be switched off and on; disposal ends it. */
export interface HubServer extends AsyncDisposable {
  /** Ends it as a power cut would; resolves when it is gone. */
  kill(): Promise<void>;
  /** Serves again; resolves when it is ready. */
  start(): Promise<void>;
}

/** Builds the app if need be, and serves it on the hub with these settings. */
export async function serveOnHub(
  lab: HasHub,
  settings: Readonly<Record<string, string>> = {},
): Promise<HubServer> {
  await build();
  let process: Deno.ChildProcess | null = null;
  const server: HubServer = {
    async kill() {
      if (process === null) return;
      // Whatever runs as the server is `ip` no more: it has become Deno.
      process.kill("SIGKILL");
      await process.status;
      process = null;
    },
    async start() {
      process = spawn(lab, settings);
      await saysReady(process);
    },
    [Symbol.asyncDispose]: () => server.kill(),
  };
  await server.start();
  return server;
}

function spawn(
  lab: HasHub,
  settings: Readonly<Record<string, string>>,
): Deno.ChildProcess {
  const [program, ...args] = lab.inside("hub");
  return new Deno.Command(program, {
    args: [...args, Deno.execPath(), ...SERVE_ARGS],
    cwd: APP_ROOT,
    env: { PORT: String(PORT), HOST: "0.0.0.0", NO_COLOR: "1", ...settings },
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
}

/** Waits for the line that says so; what comes after it is let go. */
async function saysReady(process: Deno.ChildProcess): Promise<void> {
  const words = process.stdout.pipeThrough(new TextDecoderStream());
  let said = "";
  for await (const word of words.values({ preventCancel: true })) {
    said += word;
    if (!said.includes("Duet is ready")) continue;
    // Never awaited: it ends with the process.
    words.pipeTo(new WritableStream()).catch(() => {});
    return;
  }
  throw new Error(`The server ended and had said: ${said}`);
}
