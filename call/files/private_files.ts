/**
 * The origin's private file system as a place for received files
 * (<https://fs.spec.whatwg.org/>). A file lies there in parts, each written once
 * and whole: what is there after a reload is what was stored, and a part is
 * safe as soon as it is closed, which one growing file would not be.
 *
 * @module
 */
import type { Bytes } from "../../sealing/bytes.ts";
import type { FileStorage, FileStore } from "./store.ts";

/** The folder of all calls in this browser. */
const ROOT = "duet-files";
/** A folder that nobody holds is removed when it has been quiet for so long, in milliseconds. */
export const LEFT_OVER_AFTER_MS = 120_000;
/** Some of what the browser grants stays free, in bytes. */
const SPARE_BYTES = 16 * 1024 * 1024;

type Directory = FileSystemDirectoryHandle;

/** What is used of the browser. */
export interface PrivateFilePorts {
  readonly storage: Pick<StorageManager, "getDirectory" | "estimate">;
  readonly locks: Pick<LockManager, "request">;
  /** Unix time in milliseconds. */
  now(): number;
}

/** Parts are named by where they begin, so that their names are in order. */
function partName(at: number): string {
  return String(at).padStart(16, "0");
}

async function partsOf(folder: Directory): Promise<File[]> {
  const files = new Map<number, File>();
  for await (const handle of folder.values()) {
    if (handle.kind !== "file" || !/^\d{16}$/.test(handle.name)) continue;
    files.set(Number(handle.name), await handle.getFile());
  }
  const parts: File[] = [];
  // Behind a gap, or a part that was not finished, nothing counts.
  for (let at = 0, part = files.get(0); part?.size; part = files.get(at)) {
    parts.push(part);
    at += part.size;
  }
  return parts;
}

class PrivateStore implements FileStore {
  readonly #parent: Directory;
  readonly #folder: Directory;
  #stored: number;

  constructor(parent: Directory, folder: Directory, stored: number) {
    this.#parent = parent;
    this.#folder = folder;
    this.#stored = stored;
  }

  get stored(): number {
    return this.#stored;
  }

  async append(parts: readonly Bytes[]): Promise<void> {
    const blob = new Blob([...parts]);
    const name = partName(this.#stored);
    const handle = await this.#folder.getFileHandle(name, { create: true });
    const writable = await handle.createWritable();
    await writable.write(blob);
    await writable.close();
    this.#stored += blob.size;
  }

  async blob(): Promise<Blob> {
    return new Blob(await partsOf(this.#folder));
  }

  async remove(): Promise<void> {
    this.#stored = 0;
    await this.#parent.removeEntry(this.#folder.name, { recursive: true });
  }
}

/** Holds a folder as long as the page is there. */
function hold(
  locks: PrivateFilePorts["locks"],
  name: string,
): Promise<boolean> {
  return new Promise((resolve, reject) => {
    locks.request(`${ROOT} ${name}`, { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock && new Promise<void>(() => {});
    }).catch(reject);
  });
}

/** When anything in the folder was last written, in Unix milliseconds. */
async function touchedAtMs(folder: Directory): Promise<number> {
  let latest = -Infinity;
  for await (const handle of folder.values()) {
    latest = Math.max(
      latest,
      handle.kind === "file"
        ? (await handle.getFile()).lastModified
        : await touchedAtMs(handle as Directory),
    );
  }
  return latest;
}

/** Removes what pages have left that are not there any more. */
async function sweep(
  ports: PrivateFilePorts,
  root: Directory,
  own: string,
): Promise<void> {
  const names: string[] = [];
  for await (const name of root.keys()) if (name !== own) names.push(name);
  for (const name of names) {
    await ports.locks.request(
      `${ROOT} ${name}`,
      { ifAvailable: true },
      async (lock) => {
        if (lock === null) return;
        const quietMs = ports.now() -
          await touchedAtMs(await root.getDirectoryHandle(name));
        // It may belong to a page that is just being reloaded.
        if (quietMs < LEFT_OVER_AFTER_MS) return;
        await root.removeEntry(name, { recursive: true });
      },
    );
  }
}

/**
 * Opens the folder with this name, and removes those that nobody has any more.
 *
 * @returns `null` where the browser has no such files, or another page has the
 * folder.
 */
export async function privateFiles(
  ports: PrivateFilePorts,
  name: string,
): Promise<FileStorage | null> {
  try {
    // Older browsers write from workers only.
    const handle: Partial<FileSystemFileHandle> =
      FileSystemFileHandle.prototype;
    if (handle.createWritable === undefined) return null;
    const top = await ports.storage.getDirectory();
    const root = await top.getDirectoryHandle(ROOT, { create: true });
    if (!await hold(ports.locks, name)) return null;
    sweep(ports, root, name).catch((error) =>
      console.warn("Old files could not be removed.", error)
    );
    const folder = () => root.getDirectoryHandle(name, { create: true });
    return {
      lasting: true,
      async room() {
        const { quota = 0, usage = 0 } = await ports.storage.estimate();
        return Math.max(0, quota - usage - SPARE_BYTES);
      },
      async open(id) {
        const parent = await folder();
        const own = await parent.getDirectoryHandle(id, { create: true });
        const parts = await partsOf(own);
        const stored = parts.reduce((sum, { size }) => sum + size, 0);
        return new PrivateStore(parent, own, stored);
      },
    };
  } catch {
    // Private windows of some browsers say so only when asked.
    return null;
  }
}
