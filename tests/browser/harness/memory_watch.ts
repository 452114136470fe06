/**
 * A program that serves the app and can look into its memory. It is the parent
 * of the server, because Linux lets a process look into those below it alone,
 * and a process of its own, because Deno asks for all permissions for that.
 *
 * It is told with every line of its input what to look for, and answers with a
 * line each; `watched_server.ts` is the other end.
 *
 * @module
 */
import { Search } from "./canaries.ts";
import { SERVE_ARGS } from "./app_server.ts";
import { APP_ROOT } from "./scratch.ts";

/** What the program says, a line each. */
export type Said =
  | { readonly type: "output"; readonly text: string }
  | {
    readonly type: "looked";
    /** How often each word was found. */
    readonly counts: readonly number[];
    /** How much was looked through. */
    readonly bytes: number;
  };

const CHUNK_BYTES = 16 * 1024 * 1024;

function say(said: Said): void {
  console.log(JSON.stringify(said));
}

/** What is written to is private and holds what the program has made. */
function writableMaps(pid: number): [start: number, end: number][] {
  const lines = Deno.readTextFileSync(`/proc/${pid}/maps`).split("\n");
  return lines.flatMap((line) => {
    const [, start, end] = /^([0-9a-f]+)-([0-9a-f]+) .w/.exec(line) ?? [];
    return start === undefined || end === undefined
      ? []
      : [[Number.parseInt(start, 16), Number.parseInt(end, 16)]];
  });
}

/** Looks through all that a process may write to. */
function lookInto(pid: number, words: readonly Uint8Array[]): Said {
  const search = new Search(words);
  const overlap = Math.max(search.longest, 4096);
  const buffer = new Uint8Array(CHUNK_BYTES + overlap);
  using memory = Deno.openSync(`/proc/${pid}/mem`);
  let bytes = 0;
  for (const [start, end] of writableMaps(pid)) {
    for (let at = start; at < end; at += CHUNK_BYTES) {
      const wanted = buffer.subarray(0, Math.min(buffer.length, end - at));
      const read = readAt(memory, at, wanted);
      search.look(wanted.subarray(0, read), CHUNK_BYTES);
      bytes += Math.min(read, CHUNK_BYTES);
    }
  }
  return { type: "looked", counts: search.counts, bytes };
}

/** Reads until the end, or until what cannot be read. */
function readAt(file: Deno.FsFile, at: number, into: Uint8Array): number {
  file.seekSync(at, Deno.SeekMode.Start);
  let length = 0;
  while (length < into.length) {
    try {
      const read = file.readSync(into.subarray(length));
      if (read === null || read === 0) break;
      length += read;
    } catch {
      // Reserved and never used.
      break;
    }
  }
  return length;
}

async function passOn(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
): Promise<void> {
  for await (const text of stream.pipeThrough(new TextDecoderStream())) {
    say({ type: "output", text });
  }
}

if (import.meta.main) {
  const server = new Deno.Command(Deno.execPath(), {
    args: [...SERVE_ARGS],
    cwd: APP_ROOT,
    env: { PORT: "0", HOST: "127.0.0.1", NO_COLOR: "1" },
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const passed = [passOn(server.stdout), passOn(server.stderr)];
  const orders = Deno.stdin.readable.pipeThrough(new TextDecoderStream());
  let text = "";
  for await (const part of orders) {
    text += part;
    const lines = text.split("\n");
    text = lines.pop() ?? "";
    for (const line of lines) {
      const words: string[] = JSON.parse(line);
      // Nothing is to move while it is looked at.
      server.kill("SIGSTOP");
      const looked = lookInto(
        server.pid,
        words.map((word) => Uint8Array.fromBase64(word)),
      );
      server.kill("SIGCONT");
      say(looked);
    }
  }
  server.kill("SIGKILL");
  await server.status;
  await Promise.all(passed);
}
