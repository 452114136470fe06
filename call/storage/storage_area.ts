/** A tab's storage as a port, and what lies in it. @module */

/** Gives the slice of `Storage` that is used; throws where the browser forbids it. */
export type StoragePort = () => Pick<
  Storage,
  "getItem" | "setItem" | "removeItem"
>;

/** The same, with its keys. */
export type StorageArea = () =>
  & ReturnType<StoragePort>
  & Pick<Storage, "key" | "length">;

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

/** Removes a key; where storage is forbidden there is none. */
export function removeItem(storage: StoragePort, key: string): void {
  try {
    storage().removeItem(key);
  } catch {
    // Nothing was kept.
  }
}
