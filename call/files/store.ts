/**
 * Where a received file is kept until it is saved: in the origin's private file
 * system, or in memory where the browser has none. Nothing is kept before the
 * person has accepted.
 *
 * @module
 */
import type { Bytes } from "../../sealing/bytes.ts";

/** One file, from its first byte on. */
export interface FileStore {
  /** What is kept, and survives what the store survives, in bytes. */
  readonly stored: number;
  /** Keeps these bytes behind those that are there. */
  append(parts: readonly Bytes[]): Promise<void>;
  /** What is kept. */
  blob(): Promise<Blob>;
  remove(): Promise<void>;
}

/** Keeps files. */
export interface FileStorage {
  /** Whether what is kept is there after a reload. */
  readonly lasting: boolean;
  /** How many bytes more can be kept, as far as is known. */
  room(): Promise<number>;
  /** The store of the file with this id, with what is in it already. */
  open(id: string): Promise<FileStore>;
}

/** A larger file is not kept in memory, in bytes. */
export const MAX_MEMORY_BYTES = 512 * 1024 * 1024;

class MemoryStore implements FileStore {
  #parts: Blob[] = [];
  #stored = 0;

  get stored(): number {
    return this.#stored;
  }

  append(parts: readonly Bytes[]): Promise<void> {
    // A browser may move blobs out of memory; arrays it may not.
    const blob = new Blob([...parts]);
    this.#parts.push(blob);
    this.#stored += blob.size;
    return Promise.resolve();
  }

  blob(): Promise<Blob> {
    return Promise.resolve(new Blob(this.#parts));
  }

  remove(): Promise<void> {
    this.#parts = [];
    this.#stored = 0;
    return Promise.resolve();
  }
}

/** Keeps files as long as the page is there. */
export function memoryStorage(): FileStorage {
  const stores = new Map<string, MemoryStore>();
  return {
    lasting: false,
    room() {
      let left = MAX_MEMORY_BYTES;
      for (const { stored } of stores.values()) left -= stored;
      return Promise.resolve(Math.max(0, left));
    },
    open(id) {
      const store = stores.get(id) ?? new MemoryStore();
      stores.set(id, store);
      return Promise.resolve(store);
    },
  };
}
