/**
 * Stand-in for `jsr:@std/testing/bdd`: each outermost `describe` becomes one
 * Deno test, and what is inside becomes its steps.
 *
 * @module
 */

type Fn = () => void | Promise<void>;

interface Suite {
  name: string;
  items: (Suite | { name: string; fn: Fn })[];
  beforeAll: Fn[];
  beforeEach: Fn[];
  afterEach: Fn[];
  afterAll: Fn[];
}

let current: Suite | null = null;

const newSuite = (name: string): Suite => ({
  ...{ name, items: [], beforeAll: [], beforeEach: [] },
  ...{ afterEach: [], afterAll: [] },
});

/** Groups tests. */
export function describe(name: string, fn: () => void): void {
  const outer = current;
  const suite = newSuite(name);
  current = suite;
  try {
    fn();
  } finally {
    current = outer;
  }
  if (outer === null) Deno.test(name, (t) => run(suite, t, [], []));
  else outer.items.push(suite);
}

/** Registers a test. */
export function it(name: string, fn: Fn): void {
  if (current === null) Deno.test(name, fn);
  else current.items.push({ name, fn });
}

function hook(
  kind: "beforeAll" | "beforeEach" | "afterEach" | "afterAll",
): (fn: Fn) => void {
  return (fn) => {
    if (current === null) throw new Error(`${kind}() outside describe()`);
    current[kind].push(fn);
  };
}

/** Runs before the first test of the group. */
export const beforeAll: (fn: Fn) => void = hook("beforeAll");
/** Runs before every test of the group. */
export const beforeEach: (fn: Fn) => void = hook("beforeEach");
/** Runs after every test of the group. */
export const afterEach: (fn: Fn) => void = hook("afterEach");
/** Runs after the last test of the group. */
export const afterAll: (fn: Fn) => void = hook("afterAll");

async function all(fns: Fn[]): Promise<void> {
  for (const fn of fns) await fn();
}

async function run(
  suite: Suite,
  t: Deno.TestContext,
  outerBefore: Fn[],
  outerAfter: Fn[],
): Promise<void> {
  const before = [...outerBefore, ...suite.beforeEach];
  const after = [...suite.afterEach, ...outerAfter];
  try {
    await all(suite.beforeAll);
    for (const item of suite.items) {
      await t.step(item.name, async (step) => {
        if ("items" in item) return await run(item, step, before, after);
        try {
          await all(before);
          await item.fn();
        } finally {
          await all(after);
        }
      });
    }
  } finally {
    await all(suite.afterAll);
  }
}
