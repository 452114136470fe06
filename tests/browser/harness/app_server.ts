/**
 * The app as it is in production: built, and served by a process of its own.
 *
 * @module
 */
import { build } from "./app_build.ts";
import { APP_ROOT } from "./scratch.ts";

/** A running server; disposal kills it. */
export interface AppServer extends AsyncDisposable {
  origin: string;
  port: number;
  pid: number;
  /** Ends the process as a power cut would; resolves when it is gone. */
  kill(): Promise<void>;
}

/** Command-line arguments of Deno with which the app serves itself. */
export const SERVE_ARGS: readonly string[] = [
  "run",
  "--cached-only",
  "--node-modules-dir=none",
  "-P=serve",
  "serve.ts",
];

/** Builds the app if need be, and serves it on `port`, or a free one. */
export async function serveApp(
  port?: number,
  settings?: Readonly<Record<string, string>>,
): Promise<AppServer> {
  await build();
  return await serveBuild(port, settings);
}

/** Serves what is built; resolves when the server says that it is ready. */
export async function serveBuild(
  wanted = 0,
  settings: Readonly<Record<string, string>> = {},
): Promise<AppServer> {
  const process = new Deno.Command(Deno.execPath(), {
    args: [...SERVE_ARGS],
    cwd: APP_ROOT,
    env: {
      // 0 is any free one: the server says which.
      PORT: String(wanted),
      HOST: "127.0.0.1",
      NO_COLOR: "1",
      // Everybody in these tests has the same address.
      MAX_JOINS_PER_MINUTE: "10000",
      MAX_SOCKETS_PER_ADDRESS: "100",
      ...settings,
    },
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const output = new Output();
  const drained = Promise.all([
    process.stdout.pipeTo(output.sink()),
    process.stderr.pipeTo(output.sink()),
  ]);
  const ended = process.status.then(({ code }) => {
    throw new Error(`The server ended with ${code}:\n${output.text}`);
  });
  // Ends later than the race does, by being killed.
  ended.catch(() => {});
  const port = Number(
    await Promise.race([output.find(/ready on http:\S+:(\d+)\/\s/), ended]),
  );
  const server: AppServer = {
    origin: `http://127.0.0.1:${port}`,
    port,
    pid: process.pid,
    async kill() {
      try {
        process.kill("SIGKILL");
      } catch (error) {
        // It has ended by itself.
        if (!(error instanceof TypeError)) throw error;
      }
      await process.status;
      await drained;
    },
    [Symbol.asyncDispose]: () => server.kill(),
  };
  return server;
}

/** Text that grows, and whoever waits for a part of it. */
class Output {
  text = "";
  #onGrowth: (() => void)[] = [];

  sink(): WritableStream<Uint8Array> {
    const decoder = new TextDecoder();
    return new WritableStream({
      write: (chunk) => {
        this.text += decoder.decode(chunk, { stream: true });
        for (const check of this.#onGrowth) check();
      },
    });
  }

  /** The first group of the first match. */
  find(pattern: RegExp): Promise<string> {
    return new Promise((resolve) => {
      this.#onGrowth.push(() => {
        const found = pattern.exec(this.text)?.[1];
        if (found !== undefined) resolve(found);
      });
    });
  }
}
