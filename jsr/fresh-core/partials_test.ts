import { assert, assertEquals, assertFalse, assertMatch } from "@std/assert";
import { ask, makeProject } from "./testdata/project.ts";

const FILES = {
  "islands/Dot.tsx": "export default () => <i>.</i>;",
  "routes/index.tsx": `import Dot from "../islands/Dot.tsx";
    export default () => <Dot />;`,
  "routes/away.ts":
    `export const handler = { GET: (ctx) => ctx.redirect("/x?y=1#z") };`,
};

Deno.test("?fresh-partial takes the script from a page that has islands", async () => {
  await using project = await makeProject(FILES);
  const handler = await project.handler();
  for (const query of ["?fresh-partial", "?a=b&fresh%2Dpartial=true"]) {
    const { text, headers } = await ask(handler, `/${query}`);
    assertFalse(text.includes('type="module"'), query);
    assertMatch(
      text,
      /<script id="__FRSH_STATE_[\w-]+" type="application\/json"/,
    );
    assert(headers.get("X-Fresh-Id"));
  }
  const whole = await ask(handler, "/?a=b");
  assertEquals(whole.headers.get("X-Fresh-Id"), null);
});

Deno.test("?fresh-partial stays in what is redirected to", async () => {
  await using project = await makeProject(FILES);
  const handler = await project.handler();
  const location = async (path: string) =>
    (await ask(handler, path)).headers.get("location");
  assertEquals(await location("/away"), "/x?y=1#z");
  assertEquals(
    await location("/away?fresh-partial"),
    "/x?y=1&fresh-partial=true#z",
  );
});
