/** A link whose `#` was escaped, in every spelling of a room's path. */
import { assertEquals, assertFalse } from "@std/assert";
import { problemsOf } from "../harness/page_problems.ts";
import { secretOf, startCall } from "../harness/private_call.ts";
import { setStage } from "../harness/stage.ts";

const SPELLINGS: ((room: string, tail: string) => string)[] = [
  (room, tail) => `//room/${room}%23${tail}`,
  (room, tail) => `//room//${room}%2523${tail}/`,
  (room, tail) => `/room/${room}/%23${tail}?utm=x`,
];

Deno.test("a mangled link opens its room in every spelling, and shows its secret in the fragment alone", async (t) => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  const link = await startCall(anna);
  const room = link.pathname.split("/").at(-1) ?? "";
  for (const spell of SPELLINGS) {
    const path = spell(room, link.hash.slice(1));
    await t.step(path.replace(secretOf(link), "…"), async () => {
      await bert.visit(path);
      await bert.waitForState("ready");
      assertEquals(bert.page.url(), link.href);
      assertFalse((await bert.page.title()).includes(secretOf(link)));
    });
  }
  assertEquals(problemsOf(bert.page), []);
});
