/** A server in a process of its own, whose memory can be looked at. */
import { RawClient } from "../signalling/raw_client.ts";

const ROOT = new URL("../../", import.meta.url).pathname;

/** A running server; disposal ends it, and fails if it has ended before. */
export class WallProcess implements AsyncDisposable {
  readonly port: number;
  readonly #process: Deno.ChildProcess;
  /** All that it has written. */
  readonly output: { text: string };

  private constructor(
    process: Deno.ChildProcess,
    port: number,
    output: { text: string },
  ) {
    this.#process = process;
    this.port = port;
    this.output = output;
  }

  static async start(env: Record<string, string> = {}): Promise<WallProcess> {
    const process = new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "--no-lock",
        "--v8-flags=--expose-gc",
        "--allow-net",
        "--allow-env",
        `${ROOT}tests/wall/wall_server.ts`,
      ],
      cwd: ROOT,
      env: { PORT: "0", HOST: "0.0.0.0", NO_COLOR: "1", ...env },
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    const output = { text: "" };
    const { promise, resolve } = Promise.withResolvers<number>();
    const collect = (stream: ReadableStream<Uint8Array>) =>
      stream.pipeTo(
        new WritableStream({
          write(chunk) {
            output.text += new TextDecoder().decode(chunk);
            const port = /^(\d+)\n/.exec(output.text)?.[1];
            if (port !== undefined) resolve(Number(port));
          },
        }),
      );
    collect(process.stdout);
    collect(process.stderr);
    const ended = process.status.then(({ code }) => {
      throw new Error(`The server ended with ${code}: ${output.text}`);
    });
    ended.catch(() => {});
    const port = await Promise.race([promise, ended]);
    return new WallProcess(process, port, output);
  }

  get host(): string {
    return `127.0.0.1:${this.port}`;
  }

  /** Resident memory, in MiB. */
  async rssMiB(): Promise<number> {
    return (await this.#ask()).rssBytes / 2 ** 20;
  }

  /** Connections that it has, this question's own apart. */
  async connections(): Promise<number> {
    return (await this.#ask()).connections - 1;
  }

  async #ask(): Promise<{ rssBytes: number; connections: number }> {
    using raw = await RawClient.request(this.port, "/", {
      Connection: "close",
      Upgrade: null,
    });
    let text = "";
    for (let more = await raw.read(); more !== ""; more = await raw.read()) {
      text += more;
    }
    return JSON.parse(text.slice(text.indexOf("{")));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#process.kill("SIGTERM");
    const { code } = await this.#process.status;
    if (code !== 0) throw new Error(`ended with ${code}: ${this.output.text}`);
  }
}
