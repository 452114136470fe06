import {
  assert,
  assertEquals,
  assertFalse,
  assertGreater,
  assertMatch,
  assertStringIncludes,
  assertThrows,
} from "@std/assert";
import { classNames, readSources, stylesheet } from "../stylesheet.ts";

Deno.test("classNames() finds the words of strings, attributes and templates", () => {
  const source = `
    const a = "flex gap-2";
    const b = <p class="mx-auto
      p-4">Don't "quote" it, can't you?</p>;
    const c = \`grid \${on ? "text-ink" : \`text-\${size} sm:p-8\`} h-full\`;
    const d = <i class={on ? "-mt-1" : "w-1/2"} title={x + "a\\"b z-10"} />;
  `;
  assertEquals(
    classNames(source).filter((word) => /[-:]|^(flex|grid)$/.test(word)),
    ["-mt-1", "flex", "gap-2", "grid", "h-full", "mx-auto", "p-4", "sm:p-8"]
      .concat(["text-", "text-ink", "w-1/2", "z-10"]),
  );
});

Deno.test("classNames() is not led astray by regular expressions", () => {
  const source = `
    const a = text.split(/["\`]/).join("mt-1");
    const b = (x: string) => /[/"]+\\/"/.test(x) ? "mt-2" : "mt-3";
    const c = <p class={/\`/.test(x) ? "mt-4" : "mt-5"}>1/2 and/or "so"</p>;
    const d = width / 2 + height / 3, e = "mt-6" // "hidden"
    return /"/;
    const f = <a href="https://example.org/">https://example.org/a</a>;
    const g = "mt-7";
  `;
  assertEquals(
    classNames(source).filter((word) => /^mt-|hidden/.test(word)),
    ["mt-1", "mt-2", "mt-3", "mt-4", "mt-5", "mt-6", "mt-7"],
  );
});

Deno.test("classNames() says where it has lost its way", () => {
  for (const source of ['a = "mt-1', "a = `mt-1", "{ a = 1;", "a }"]) {
    assertThrows(() => classNames(source), SyntaxError, source.slice(0, 3));
  }
});

Deno.test("classNames() ignores code, comments and JSX text", () => {
  const source = `
    // a "hidden" remark
    /* another "fixed" one */
    const link = "https://example.org"; const block = <p>flex it</p>;
  `;
  const found = classNames(source);
  for (const word of ["hidden", "fixed", "block", "flex"]) {
    assertFalse(found.includes(word), word);
  }
});

Deno.test("stylesheet() writes the rules of the classes in its sources, and of no other word", () => {
  const css = stylesheet("", [
    '<p class="mt-4 card sm:w-1/2 hover:underline" />',
  ]);
  assertStringIncludes(css, ".mt-4{margin-top:1rem}");
  assertMatch(css, /@media \(min-width:640px\)\{\.sm\\:w-1\\\/2\{width:50%\}/);
  assertStringIncludes(css, ".hover\\:underline:hover{");
  assertFalse(css.includes("card"));
  assertFalse(css.includes(".mt-8"));
});

Deno.test("stylesheet() puts resets before the hand-written rules and utilities after them", () => {
  const css = stylesheet(".own { color: red }\n", ['"mt-4"']);
  const own = css.indexOf(".own { color: red }");
  assertGreater(own, css.indexOf("box-sizing:border-box"));
  assertGreater(css.indexOf(".mt-4"), own);
});

Deno.test("stylesheet() sends no remarks", () => {
  const own =
    ".own {\n  /* Why: * and / */\n  color: red;\n}\n\n/* More */\n.b { top: 0 }";
  const css = stylesheet(own, []);
  assertStringIncludes(css, ".own {\ncolor: red;\n}\n.b { top: 0 }");
  assertFalse(css.includes("/*"), "no remark is left");
});

Deno.test("stylesheet() does not depend on the order of its sources", () => {
  const sources = ['"flex sm:flex mt-4"', '"mt-2 hover:mt-4"', '"grid p-1"'];
  assertEquals(
    stylesheet("", sources),
    stylesheet("", sources.toReversed()),
  );
});

Deno.test("stylesheet() knows the theme's tokens", () => {
  const css = stylesheet("", ['"bg-leaf text-ink"']);
  assertMatch(css, /\.bg-leaf\{[^}]*var\(--leaf\)/);
  assertMatch(css, /\.text-ink\{[^}]*var\(--ink\)/);
});

Deno.test("readSources() reads modules in all folders below, and no tests", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.mkdir(`${folder}/deep`);
    await Deno.writeTextFile(`${folder}/a.tsx`, "a");
    await Deno.writeTextFile(`${folder}/a_test.ts`, "no");
    await Deno.writeTextFile(`${folder}/note.md`, "no");
    await Deno.writeTextFile(`${folder}/deep/b.ts`, "b");
    assertEquals((await readSources([folder])).sort(), ["a", "b"]);
    assertEquals(await readSources([folder], [/\/deep/]), ["a"]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
Deno.test("stylesheet() has a rule for every class of the real pages", async () => {
  const folders = ["routes", "islands", "components"]
    .map((folder) => new URL(`../${folder}`, import.meta.url).pathname);
  const sources = await readSources(folders);
  const own = await Deno.readTextFile(
    new URL("../static/styles.css", import.meta.url),
  );
  const css = stylesheet(own, sources);
  const attributes = sources.flatMap((source) =>
    [...source.matchAll(/ class="([^"]*)"/g)].map(([, names = ""]) => names)
  );
  assertGreater(attributes.length, 0);
  const names = new Set(attributes.join(" ").split(/\s+/).filter(Boolean));
  const selectors = css.replaceAll("\\", "");
  for (const name of names) {
    assert(selectors.includes(`.${name}`), `no rule for .${name}`);
  }
});
