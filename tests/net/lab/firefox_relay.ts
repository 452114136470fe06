/**
 * Runs Firefox with the profile in the first argument, and passes WebDriver
 * BiDi messages on, one a line, from stdin and to stdout. For a namespace whose
 * ports are out of reach; ends with Firefox, or with stdin.
 *
 * @module
 */
const [profile = ""] = Deno.args;

const firefox = new Deno.Command("firefox-esr", {
  args: [
    "--headless",
    "--no-remote",
    "--profile",
    profile,
    "--remote-debugging-port=0",
  ],
  stdin: "null",
  stdout: "null",
  stderr: "piped",
}).spawn();

/** Where Firefox says that it listens; what it says after that is let go. */
async function endpoint(): Promise<string> {
  const words = firefox.stderr.pipeThrough(new TextDecoderStream());
  let said = "";
  for await (const word of words.values({ preventCancel: true })) {
    said += word;
    const found = /WebDriver BiDi listening on (ws:\S+)\s/.exec(said)?.[1];
    if (found === undefined) continue;
    words.pipeTo(new WritableStream()).catch(() => {});
    return found;
  }
  throw new Error(`Firefox ended and had said: ${said}`);
}

const socket = new WebSocket(`${await endpoint()}/session`);
await new Promise((resolve, reject) => {
  socket.onopen = resolve;
  socket.onerror = reject;
});

const output = Deno.stdout.writable.getWriter();
const encoder = new TextEncoder();
socket.onmessage = ({ data }) => output.write(encoder.encode(`${data}\n`));
const done = Promise.withResolvers<void>();
socket.onclose = () => done.resolve();

async function listen(): Promise<void> {
  let rest = "";
  const words = Deno.stdin.readable.pipeThrough(new TextDecoderStream());
  for await (const word of words) {
    const lines = (rest + word).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) socket.send(line);
  }
  done.resolve();
}
listen();
await done.promise;
try {
  firefox.kill();
} catch (error) {
  // It has ended by itself.
  if (!(error instanceof TypeError)) throw error;
}
await firefox.status;
Deno.exit();
