/** A tab's storage as a port, and what lies in it. @module */

/** Gives the slice of `Storage` that is used; throws where the browser forbids it. */
export type StorageArea = () => Pick<
  Storage,
  "getItem" | "setItem" | "removeItem" | "key" | "length"
>;

/** All keys in use; none where storage is forbidden. */
export function keysOf(area: StorageArea): readonly string[] {
  try {
    const storage = area();
    return Array.from({ length: storage.length }, (_, i) => storage.key(i))
      .filter((key) => key !== null);
  } catch {
    return [];
  }
}
