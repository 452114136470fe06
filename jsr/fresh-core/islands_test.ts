import {
  assert,
  assertEquals,
  assertFalse,
  assertMatch,
  assertStringIncludes,
} from "@std/assert";
import { ask, makeProject } from "./testdata/project.ts";

const COUNTER = `
  import { useSignal } from "@preact/signals";
  export default function Counter({ count, label }) {
    const shown = useSignal(count);
    return <button>{label} {shown}</button>;
  }
`;

/** A page's boot script, taken apart. */
function bootOf(html: string) {
  const [, nonce, code] =
    /<script type="module" nonce="(\w+)">(.*?)<\/script><\/body>/.exec(html) ??
      [];
  assert(nonce !== undefined && code !== undefined, "no boot script");
  const [, text] = /,("(?:[^"\\]|\\.)*")\);$/.exec(code) ?? [];
  const props: unknown = JSON.parse(JSON.parse(text ?? ""));
  return { nonce, code, props };
}

Deno.test("an island's props and place are in the page, with a script that boots it", async () => {
  await using project = await makeProject({
    "islands/Counter.tsx": COUNTER,
    "routes/index.tsx": `
      import Counter from "../islands/Counter.tsx";
      export default () => <main>
        <Counter count={2} label="a</script>" />
        <Counter count={3} label="b" />
      </main>;`,
  });
  const { text, headers } = await ask(await project.handler(), "/");
  assertStringIncludes(
    text,
    "<main><!--frsh:island:Counter:0:--><button>a&lt;/script> 2</button>" +
      "<!--/frsh:island--><!--frsh:island:Counter:1:-->" +
      "<button>b 3</button><!--/frsh:island--></main>",
  );
  const { code, props } = bootOf(text);
  assertMatch(
    code,
    /^import\{boot\}from"(\/_fresh\/js\/\w{32}\/)fresh-runtime\.js";import i0 from"\1Counter\.js";boot\(\{"Counter":i0\},/,
  );
  assertEquals(props, [
    { count: 2, label: "a</script>" },
    { count: 3, label: "b" },
  ]);
  assertMatch(
    headers.get("Link") ?? "",
    /^<\/_fresh\/js\/\w+\/fresh-runtime\.js>; rel="modulepreload"; as="script", <\/_fresh\/js\/\w+\/Counter\.js>; rel="modulepreload"; as="script"$/,
  );
});

Deno.test("a page without islands has no script and no Link header", async () => {
  await using project = await makeProject({
    "islands/Counter.tsx": COUNTER,
    "routes/index.tsx": "export default () => <p>still</p>;",
  });
  const { text, headers } = await ask(await project.handler(), "/");
  assertFalse(text.includes("<script"));
  assertEquals(headers.get("Link"), null);
});

Deno.test("constant JSX is rendered anew for every request", async () => {
  await using project = await makeProject({
    "islands/Counter.tsx": COUNTER,
    "routes/index.tsx": `
      import Counter from "../islands/Counter.tsx";
      const page = <p><Counter count={1} label="" /></p>;
      export default () => page;`,
  });
  const handler = await project.handler();
  const first = (await ask(handler, "/")).text;
  const second = (await ask(handler, "/")).text;
  const [a, b] = [bootOf(first).nonce, bootOf(second).nonce];
  assert(a !== b);
  assertEquals(first.replaceAll(a, b), second);
});

Deno.test("props that cannot be sent are refused", async () => {
  for (const value of ["() => {}", "new Date()", "NaN", "new Map()", "1n"]) {
    await using project = await makeProject({
      "islands/Counter.tsx": COUNTER,
      "routes/index.tsx": `
        import Counter from "../islands/Counter.tsx";
        export default () => <Counter label={${value}} count={0} />;`,
    });
    const handler = await project.handler((app) =>
      app.use((ctx) => ctx.next().catch((error) => new Response(error.message)))
    );
    assertMatch((await ask(handler, "/")).text, /no plain data/, value);
  }
});

Deno.test("a script and a style of the page's own carry the nonce of the render", async () => {
  await using project = await makeProject({
    "islands/Counter.tsx": COUNTER,
    "routes/index.tsx": `
      import Counter from "../islands/Counter.tsx";
      export default () => <main>
        <style>{"p{}"}</style>
        <script dangerouslySetInnerHTML={{ __html: "1 < 2" }} />
        <script nonce="own" />
        <Counter count={2} label="a" />
      </main>;`,
  });
  const { text } = await ask(await project.handler(), "/");
  const { nonce } = bootOf(text);
  assertStringIncludes(text, `<style nonce="${nonce}">p{}</style>`);
  assertStringIncludes(text, `<script nonce="${nonce}">1 < 2</script>`);
  assertStringIncludes(text, `<script nonce="own"></script>`);
});
