/**
 * The app as it is while it is being written.
 *
 * @module
 */

/** A running development server; disposal ends it. */
export interface DevServer extends AsyncDisposable {
  origin: string;
}

/** Serves the app in `root`; resolves when it listens. */
export async function serveDevelopment(root: string): Promise<DevServer> {
  const port = freePort();
  const process = new Deno.Command(Deno.execPath(), {
    args: ["task", "dev"],
    cwd: root,
    env: { PORT: String(port), NO_COLOR: "1" },
    stdout: "piped",
    stderr: "null",
  }).spawn();
  let output = "";
  const ready = Promise.withResolvers<void>();
  const drained = process.stdout.pipeThrough(new TextDecoderStream()).pipeTo(
    new WritableStream({
      write(text) {
        output += text;
        if (output.includes(`:${port}`)) ready.resolve();
      },
    }),
  );
  await ready.promise;
  return {
    origin: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      process.kill("SIGTERM");
      await process.status;
      await drained;
    },
  };
}

/** A port that nobody listens on now. */
function freePort(): number {
  using listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  return listener.addr.port;
}
