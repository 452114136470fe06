/** A promise, and what settles it from outside. */
export interface Resolvable<T> {
  readonly promise: Promise<T>;
  resolve(value: T): void;
  reject(reason: unknown): void;
}

/** `Promise.withResolvers()`, which Safari has from 17.4 on. */
export function withResolvers<T>(): Resolvable<T> {
  let settle: Pick<Resolvable<T>, "resolve" | "reject"> | undefined;
  const promise = new Promise<T>((resolve, reject) => {
    settle = { resolve, reject };
  });
  if (settle === undefined) throw new Error("A promise runs its executor");
  return { promise, ...settle };
}
