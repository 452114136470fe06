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

Deno.test("a link with what a program has put after it opens its room, and the address shows the link alone", async (t) => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  const link = await startCall(anna);
  for (const added of [".", ")", ">", ",", '"', "**", "%3E", "\u200b", "_"]) {
    await t.step(added, async () => {
      // Another fragment alone would be a place on the same page.
      await bert.visit("/");
      await bert.visit(`${link.pathname}${link.hash}${added}`);
      await bert.waitForState("ready");
      assertEquals(bert.page.url(), link.href);
    });
  }
  await bert.visit("/");
  await bert.visit(`${link.pathname}${link.hash}?fbclid=IwAR0-x_y`);
  await bert.waitForState("ready");
  assertEquals(bert.page.url(), link.href);
  assertEquals(problemsOf(bert.page), []);
});

Deno.test("a private link whose path was written in another way opens its room", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  const link = await startCall(anna);
  const room = link.pathname.split("/").at(-1) ?? "";
  for (const path of [`/room/${room}/`, `/Room/${room}`, `//ROOM//${room}//`]) {
    await bert.visit(path + link.hash);
    await bert.waitForState("ready");
    assertEquals(bert.page.url(), link.href, path);
  }
});
