import { assertEquals, assertRejects } from "@std/assert";
import { withResolvers } from "../../call/with_resolvers.ts";

Deno.test("withResolvers() gives a promise that is settled from outside", async () => {
  const one = withResolvers<number>();
  one.resolve(1);
  one.resolve(2);
  assertEquals(await one.promise, 1);
  const other = withResolvers<number>();
  other.reject(new Error("no"));
  await assertRejects(() => other.promise, Error, "no");
});
