/**
 * Builds the app as it is built for production.
 *
 * @module
 */
import { APP_ROOT } from "./scratch.ts";

let built: Promise<void> | null = null;

/** Builds once for each test file; later calls share that build. */
export function build(): Promise<void> {
  return built ??= rebuild();
}

/** Builds the app. */
export async function rebuild(): Promise<void> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["task", "build"],
    cwd: APP_ROOT,
    stdout: "piped",
    stderr: "piped",
  }).output();
  if (success) return;
  const decoder = new TextDecoder();
  throw new Error(
    `The app does not build:\n${decoder.decode(stdout)}${
      decoder.decode(stderr)
    }`,
  );
}
