/**
 * Puppeteer's messages over a process's stdin and stdout, one a line.
 *
 * @module
 */
import type { ConnectionTransport } from "puppeteer-core";

/** Speaks with whatever the process passes the lines on to. */
export class ProcessTransport implements ConnectionTransport {
  onmessage?: (message: string) => void;
  onclose?: () => void;
  readonly #input: WritableStreamDefaultWriter<Uint8Array>;
  readonly #encoder = new TextEncoder();

  constructor(process: Deno.ChildProcess) {
    this.#input = process.stdin.getWriter();
    this.#listen(process.stdout);
  }

  send(message: string): void {
    // What cannot be written any more has nobody to answer it: `onclose` comes.
    this.#input.write(this.#encoder.encode(`${message}\n`)).catch(() => {});
  }

  close(): void {
    this.#input.close().catch(() => {});
  }

  async #listen(
    output: ReadableStream<Uint8Array<ArrayBuffer>>,
  ): Promise<void> {
    let rest = "";
    for await (const text of output.pipeThrough(new TextDecoderStream())) {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) this.onmessage?.(line);
    }
    this.onclose?.();
  }
}
