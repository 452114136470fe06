/**
 * The app in a process whose memory and output can be looked through.
 *
 * @module
 */
import { build } from "./app_build.ts";
import { type Canary, foundAmong } from "./canaries.ts";
import type { Said } from "./memory_watch.ts";
import { HERE } from "./scratch.ts";

/** What was found in the memory of the server. */
export interface Looked {
  /** What each canary is that was found. */
  readonly found: readonly string[];
  /** How much was looked through. */
  readonly bytes: number;
}

/** A running server; disposal ends it. */
export interface WatchedServer extends AsyncDisposable {
  readonly origin: string;
  /** All that it has written so far. */
  output(): string;
  /** Looks for canaries in all memory that the server may write to. */
  lookIntoMemory(canaries: readonly Canary[]): Promise<Looked>;
}

/** Builds the app if need be, and serves it. */
export async function serveWatched(): Promise<WatchedServer> {
  await build();
  const process = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", "harness/memory_watch.ts"],
    cwd: HERE,
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const orders = process.stdin.getWriter();
  const said = lines(process.stdout);
  let output = "";

  /** What it says next that is no output. */
  async function next(until: (text: string) => boolean): Promise<Said> {
    for (;;) {
      const { value, done } = await said.next();
      if (done) throw new Error(`The server has ended:\n${output}`);
      const each: Said = JSON.parse(value);
      if (each.type === "output") output += each.text;
      if (each.type === "looked" || until(output)) return each;
    }
  }

  const READY = /ready on (http:\S+?)\/?\s/;
  await next((text) => READY.test(text));
  const origin = READY.exec(output)?.[1];
  if (origin === undefined) throw new Error("It does not say where it is");
  return {
    origin,
    output: () => output,
    async lookIntoMemory(canaries) {
      const words = canaries.flatMap(({ spellings }) => spellings)
        .map((bytes) => bytes.toBase64());
      const line = `${JSON.stringify(words)}\n`;
      await orders.write(new TextEncoder().encode(line));
      const looked = await next(() => false);
      if (looked.type !== "looked") throw new Error("It did not look");
      const { counts, bytes } = looked;
      return { found: foundAmong(canaries, counts), bytes };
    },
    async [Symbol.asyncDispose]() {
      await orders.close();
      for await (const line of said) void line;
      await process.status;
    },
  };
}

async function* lines(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
): AsyncGenerator<string, void, undefined> {
  let text = "";
  for await (const part of stream.pipeThrough(new TextDecoderStream())) {
    text += part;
    const whole = text.split("\n");
    text = whole.pop() ?? "";
    yield* whole;
  }
}
