/** The app as it is in production, built in a folder of its own. */

import { SERVE_ARGS } from "../browser/harness/app_server.ts";

const ROOT = new URL("../../", import.meta.url).pathname;
const PARTS = [
  ...["call", "components", "http", "islands", "jsr", "look", "routes"],
  ...["sealing", "signalling", "static", "deno.json", "deno.lock"],
  ...["define.ts", "dev.ts", "main.ts", "serve.ts"],
  ...["stylesheet.ts", "browsers.ts", "twind.config.ts"],
];

async function copy(from: string, to: string): Promise<void> {
  const { isDirectory } = await Deno.stat(from);
  if (!isDirectory) return await Deno.copyFile(from, to);
  await Deno.mkdir(to, { recursive: true });
  for await (const { name } of Deno.readDir(from)) {
    await copy(`${from}/${name}`, `${to}/${name}`);
  }
}

async function addImports(
  path: string,
  imports: Record<string, string>,
): Promise<void> {
  const config = JSON.parse(await Deno.readTextFile(path));
  Object.assign(config.imports, imports);
  await Deno.writeTextFile(path, JSON.stringify(config));
}

/** A served build; disposal ends it. */
export class ServedBuild implements AsyncDisposable {
  readonly port: number;
  readonly #folder: string;
  readonly #process: Deno.ChildProcess;
  readonly #output: Promise<string>;

  private constructor(
    folder: string,
    process: Deno.ChildProcess,
    port: number,
    output: Promise<string>,
  ) {
    this.#folder = folder;
    this.#process = process;
    this.port = port;
    this.#output = output;
  }

  /**
   * @param options.env Environment of the build and the server.
   * @param options.imports Added to the import map.
   */
  static async start(
    { env = {}, imports = {} }: {
      env?: Record<string, string>;
      imports?: Record<string, string>;
    } = {},
  ): Promise<ServedBuild> {
    const folder = await Deno.makeTempDir({ prefix: "duet-" });
    for (const part of PARTS) {
      await copy(ROOT + part, `${folder}/${part}`).catch((error) => {
        if (!(error instanceof Deno.errors.NotFound)) throw error;
      });
    }
    await Deno.symlink(`${ROOT}node_modules`, `${folder}/node_modules`);
    await addImports(`${folder}/deno.json`, imports);
    const built = await new Deno.Command(Deno.execPath(), {
      args: ["task", "build"],
      cwd: folder,
      env,
    }).output();
    if (!built.success) {
      throw new Error(new TextDecoder().decode(built.stderr));
    }
    const process = new Deno.Command(Deno.execPath(), {
      args: [...SERVE_ARGS],
      cwd: folder,
      env: { PORT: "0", HOST: "127.0.0.1", NO_COLOR: "1", ...env },
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    const listen = async (stream: ReadableStream<Uint8Array>) => {
      let text = "";
      for await (const chunk of stream) {
        text += new TextDecoder().decode(chunk);
        const port = /ready on \S+:(\d+)\//.exec(text)?.[1];
        if (port !== undefined) resolve(Number(port));
      }
      return text;
    };
    const output = Promise.all([listen(process.stdout), listen(process.stderr)])
      .then((texts) => texts.join("\n"));
    output.then((text) => reject(new Error(`It has ended: ${text}`)));
    return new ServedBuild(folder, process, await promise, output);
  }

  /** Ends it as an operator would; resolves to all that it has written. */
  async end(): Promise<string> {
    try {
      this.#process.kill("SIGTERM");
    } catch (error) {
      // It has ended already.
      if (!(error instanceof TypeError)) throw error;
    }
    await this.#process.status;
    return await this.#output;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.end();
    await Deno.remove(this.#folder, { recursive: true });
  }
}
