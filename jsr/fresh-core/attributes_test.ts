import { assertEquals } from "@std/assert";
import { ask, makeProject } from "./testdata/project.ts";

const LINKS = `export default () => <p>
  <a href="/">start</a><a href="/deep">deep</a><a href="/deep/page/">page</a>
  <a href="/other">other</a><a href="page">near</a><a href="https://h/">far</a>
</p>;`;

/** What each link of a page says of where it leads. */
function currentOf(html: string): Record<string, string | undefined> {
  const links = html.matchAll(/<a ([^>]*)>(\w+)<\/a>/g);
  return Object.fromEntries(
    [...links].map(([, attributes = "", name = ""]) => [
      name,
      /aria-current="(\w+)"/.exec(attributes)?.[1],
    ]),
  );
}

Deno.test("links to the page and to what lies above it are marked, whatever was meant", async () => {
  await using project = await makeProject({
    "routes/deep/page.tsx": LINKS,
    "routes/index.tsx": LINKS,
  });
  const handler = await project.handler();
  const none = { other: undefined, near: undefined, far: undefined };
  assertEquals(currentOf((await ask(handler, "/deep/page")).text), {
    ...none,
    start: "true",
    deep: "true",
    page: "page",
  });
  assertEquals(currentOf((await ask(handler, "/")).text), {
    ...none,
    start: "page",
    deep: undefined,
    page: undefined,
  });
});

Deno.test("keys of what belongs into a head are in the page", async () => {
  await using project = await makeProject({
    "routes/index.tsx": `export default () => <>
      {["a", "b"].map((key) => <meta key={key} name={key} />)}
      <p key="c">text</p>
    </>;`,
  });
  const { text } = await ask(await project.handler(), "/");
  assertEquals(
    [...text.matchAll(/data-key="(\w+)"/g)].map(([, key]) => key),
    ["a", "b"],
  );
});
