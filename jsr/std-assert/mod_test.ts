import {
  assert,
  assertEquals,
  assertFalse,
  assertGreater,
  assertInstanceOf,
  AssertionError,
  assertLess,
  assertMatch,
  assertNotEquals,
  assertObjectMatch,
  assertRejects,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";

/** Whether a function throws an AssertionError; independent of assertThrows(). */
function fails(fn: () => void): boolean {
  try {
    fn();
    return false;
  } catch (error) {
    if (error instanceof AssertionError) return true;
    throw error;
  }
}

/** As `fails`, for functions that return a promise. */
async function failsLater(fn: () => Promise<unknown>): Promise<boolean> {
  try {
    await fn();
    return false;
  } catch (error) {
    return error instanceof AssertionError;
  }
}

function must(condition: boolean, what: string): void {
  if (!condition) throw new Error(what);
}

Deno.test("assertions pass what is right", () => {
  assert(1);
  assertFalse(0);
  assertEquals({ a: [1, new Map([[1, { b: 2 }]])] }, {
    a: [1, new Map([[1, { b: 2 }]])],
  });
  assertNotEquals({ a: 1 }, { a: 2 });
  assertMatch("abc", /b/g);
  assertStringIncludes("abc", "bc");
  assertInstanceOf(new TypeError(), Error);
  assertGreater(2, 1);
  assertLess(1, 2);
  assertObjectMatch({ a: 1, b: { c: [1, { d: 2, e: 3 }], f: 4 } }, {
    b: { c: [1, { d: 2 }] },
  });
});

Deno.test("assertions throw an AssertionError at what is wrong", () => {
  const wrong: Record<string, () => void> = {
    assert: () => assert(0),
    assertFalse: () => assertFalse(1),
    assertEquals: () => assertEquals({ a: 1 }, { a: 2 }),
    "assertEquals of a missing key": () =>
      assertEquals<object>({}, { a: undefined }),
    assertNotEquals: () => assertNotEquals([1], [1]),
    assertMatch: () => assertMatch("abc", /d/),
    assertStringIncludes: () => assertStringIncludes("abc", "d"),
    assertInstanceOf: () => assertInstanceOf({}, Error),
    assertGreater: () => assertGreater(1, 1),
    assertLess: () => assertLess(NaN, 1),
    assertObjectMatch: () =>
      assertObjectMatch({ a: { b: 1 } }, { a: { b: 2 } }),
    "assertObjectMatch of a missing key": () =>
      assertObjectMatch({ a: 1 }, { b: 1 }),
    "assertObjectMatch of a longer array": () =>
      assertObjectMatch({ a: [1] }, { a: [1, 2] }),
  };
  for (const [name, fn] of Object.entries(wrong)) {
    must(fails(fn), `${name} did not fail`);
  }
});

Deno.test("assertThrows() returns an error of the class and refuses others", () => {
  const throwing = () => {
    throw new RangeError("out of range");
  };
  const error: RangeError = assertThrows(throwing, RangeError, "of range");
  must(error.message === "out of range", "another error came back");
  assertThrows(throwing, "any error will do");
  must(fails(() => assertThrows(() => {})), "nothing was thrown");
  must(fails(() => assertThrows(throwing, SyntaxError)), "another class");
  must(fails(() => assertThrows(throwing, RangeError, "x")), "another text");
});

Deno.test("assertRejects() resolves to the error and refuses what is not rejected", async () => {
  const rejecting = () => Promise.reject(new RangeError("out of range"));
  const error = await assertRejects(rejecting, RangeError, "range");
  must(error instanceof RangeError, "another error came back");
  must(await failsLater(() => assertRejects(async () => {})), "was resolved");
  must(
    await failsLater(() => assertRejects(rejecting, SyntaxError)),
    "another class",
  );
  const sync = () => {
    throw new RangeError("at once");
  };
  must(await failsLater(() => assertRejects(sync)), "was thrown, not rejected");
});
