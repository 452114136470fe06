import { assert } from "@std/assert";

const HERE = new URL("./", import.meta.url);
const REPOSITORY = new URL("../../", HERE);

Deno.test("each row of the README names a test that is there", async () => {
  const readme = await Deno.readTextFile(new URL("README.md", HERE));
  const rows = readme.split("\n")
    .filter((line) => /^\|.*_test\.ts/.test(line))
    .map((line) => /`([\w./]+_test\.ts)`: (.+?)\s*\|$/.exec(line) ?? []);
  assert(rows.length > 15, "the rows were found");
  for (const [, file = "", title = ""] of rows) {
    const base = file.includes("/") ? REPOSITORY : HERE;
    const source = await Deno.readTextFile(new URL(file, base));
    const plain = title.replaceAll("\\", "");
    assert(source.includes(`"${plain}`), `${file} has no test "${plain}"`);
  }
});
