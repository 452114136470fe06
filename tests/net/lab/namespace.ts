/**
 * The kernel's network namespaces and what runs in them, by way of `ip`.
 *
 * @module
 */

/** Removes `duet-<pid>-…` of test runs that are no more, with all that still runs there. */
export async function removeLeftovers(): Promise<void> {
  for (const name of await namespaces()) {
    const owner = /^duet-(\d+)-/.exec(name)?.[1];
    if (owner !== undefined && !await runs(owner)) await removeNamespace(name);
  }
}

async function namespaces(): Promise<string[]> {
  const list = await run(["ip", "netns", "list"]);
  return list.split("\n").map((line) => line.split(" ")[0] ?? "");
}

/** Ends what still runs in a namespace, and removes it. */
export async function removeNamespace(name: string): Promise<void> {
  if (!(await namespaces()).includes(name)) return;
  await signalAll(name, "SIGKILL");
  await run(["ip", "netns", "del", name]);
}

/** Sends a signal to every process of a namespace. */
export async function signalAll(
  name: string,
  signal: Deno.Signal,
): Promise<void> {
  const pids = await run(["ip", "netns", "pids", name]);
  for (const pid of pids.split("\n").filter(Boolean)) {
    try {
      Deno.kill(Number(pid), signal);
    } catch (error) {
      // It has ended meanwhile.
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
}

async function runs(pid: string): Promise<boolean> {
  const { success } = await new Deno.Command("sh", {
    args: ["-c", `kill -0 ${pid}`],
    stderr: "null",
  }).output();
  return success;
}

/**
 * Runs a command and returns what it printed.
 *
 * @throws {Error} with what it complained about
 */
export async function run(
  command: readonly [string, ...string[]],
): Promise<string> {
  const [program, ...args] = command;
  const { success, stdout, stderr } = await new Deno.Command(program, { args })
    .output();
  const decoder = new TextDecoder();
  if (success) return decoder.decode(stdout);
  throw new Error(`${command.join(" ")}: ${decoder.decode(stderr)}`);
}
