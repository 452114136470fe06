/**
 * Everything that these tests write lives in one ignored folder beside them,
 * so that they need no other write permission and leave nothing behind.
 *
 * @module
 */
import { fileURLToPath } from "node:url";

/** The folder of this test tier, absolute. */
export const HERE: string = fileURLToPath(new URL("../", import.meta.url));

/** The app's folder, absolute. */
export const APP_ROOT: string = fileURLToPath(
  new URL("../../../", import.meta.url),
);

const SCRATCH = `${HERE}.tmp`;

/** Path of `name` in the folder that stays between runs; its parent exists. */
export function keptPath(name: string): string {
  Deno.mkdirSync(SCRATCH, { recursive: true });
  return `${SCRATCH}/${name}`;
}

/** A new folder that is removed on disposal. */
export function scratchFolder(prefix: string): Disposable & { path: string } {
  Deno.mkdirSync(SCRATCH, { recursive: true });
  const path = Deno.makeTempDirSync({ dir: SCRATCH, prefix });
  return {
    path,
    [Symbol.dispose]() {
      try {
        Deno.removeSync(path, { recursive: true });
      } catch (error) {
        // A browser's last child may have written once more meanwhile.
        if (!isNotEmpty(error)) throw error;
        Deno.removeSync(path, { recursive: true });
      }
    },
  };
}

function isNotEmpty(error: unknown): boolean {
  return error instanceof Error && "code" in error &&
    error.code === "ENOTEMPTY";
}
