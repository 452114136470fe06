import {
  assert,
  assertEquals,
  assertFalse,
  assertMatch,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { parse } from "devalue";
import { ask, makeProject } from "./testdata/project.ts";

const COUNTER = `
  import { IS_BROWSER } from "fresh/runtime";
  export default ({ count, label }) =>
    <button>{label} {count} {String(IS_BROWSER)}</button>;
  export const Nested = (props) => <section><Inner {...props} /></section>;
  export function Inner({ text }) { return <i>{text}</i>; }
  export const LIMIT = 3;
`;

/** A page's boot script, taken apart. */
function bootOf(html: string) {
  const [, nonce, code] =
    /<script type="module" nonce="(\w+)">(.*?)<\/script>/.exec(html) ?? [];
  assert(nonce !== undefined && code !== undefined, "no boot script");
  const [, text] = /,("(?:[^"\\]|\\.)*")\);$/.exec(code) ?? [];
  const props: unknown = parse(JSON.parse(text ?? ""), {
    Signal: (value: unknown) => ({ signal: value }),
  });
  return { nonce, code, props };
}

Deno.test("an island's props and place are in the page, with a script that boots it", async () => {
  await using project = await makeProject({
    "islands/Counter.tsx": COUNTER,
    "routes/index.tsx": `
      import { signal } from "@preact/signals";
      import Counter from "../islands/Counter.tsx";
      export default () => <main>
        <Counter count={signal(2)} label="a</script>" />
        <Counter key="k:--1" count={3} since={new Date(0)} label="b" />
      </main>;`,
  });
  const { text, headers } = await ask(await project.handler(), "/");
  assertStringIncludes(
    text,
    "<main><!--frsh:island:Counter:0:--><button>a&lt;/script> 2 false</button>" +
      "<!--/frsh:island--><!--frsh:island:Counter:1:k%3A--1-->" +
      "<button>b 3 false</button><!--/frsh:island--></main>",
  );
  const { code, props } = bootOf(text);
  assertMatch(
    code,
    /^import\{boot\}from"(\/_fresh\/js\/\w{32}\/)fresh-runtime\.js";import\{default as i0\}from"\1Counter\.js";boot\(\{"Counter":i0\},/,
  );
  assertEquals(props, [
    { count: { signal: 2 }, label: "a</script>" },
    { count: 3, since: new Date(0), label: "b" },
  ]);
  assertMatch(
    headers.get("Link") ?? "",
    /^<\/_fresh\/js\/\w+\/fresh-runtime\.js>; rel="modulepreload"; as="script", <\/_fresh\/js\/\w+\/Counter\.js>; rel="modulepreload"; as="script"$/,
  );
});

Deno.test("a signal that two islands share is one signal for both", async () => {
  await using project = await makeProject({
    "islands/Counter.tsx": COUNTER,
    "routes/index.tsx": `
      import { signal } from "@preact/signals";
      import Counter from "../islands/Counter.tsx";
      export default () => {
        const count = signal(1);
        return <p><Counter count={count} /><Counter count={count} /></p>;
      };`,
  });
  const { props } = bootOf((await ask(await project.handler(), "/")).text);
  assert(Array.isArray(props));
  assertEquals(props[0], { count: { signal: 1 } });
  assert(props[0].count === props[1].count);
});

Deno.test("named exports are islands, and one inside another is part of it", async () => {
  await using project = await makeProject({
    "islands/Counter.tsx": COUNTER,
    "routes/index.tsx": `
      import { Nested } from "../islands/Counter.tsx";
      export default () => <Nested text="t" />;`,
  });
  const { text } = await ask(await project.handler(), "/");
  assertStringIncludes(
    text,
    "<!--frsh:island:Nested:0:--><section><i>t</i></section><!--/frsh:island-->",
  );
  assertStringIncludes(bootOf(text).code, 'boot({"Nested":i0}');
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
      const page = <p><script src="/x.js" /><Counter count={1} label="" /></p>;
      export default () => page;`,
  });
  const handler = await project.handler();
  const first = (await ask(handler, "/")).text;
  const second = (await ask(handler, "/")).text;
  const [a, b] = [bootOf(first).nonce, bootOf(second).nonce];
  assert(a !== b);
  assertEquals(first.replaceAll(a, b), second);
  assertStringIncludes(second, `<script src="/x.js" nonce="${b}">`);
});

Deno.test("props that cannot be sent are refused", async () => {
  await using project = await makeProject({
    "islands/Counter.tsx": COUNTER,
    "routes/index.tsx": `
      import Counter from "../islands/Counter.tsx";
      export default () => <Counter onClick={() => {}} />;`,
  });
  const handler = await project.handler({
    prepare: (app) =>
      app.use(async (ctx) => {
        const error = await assertRejects(() => ctx.next(), Error);
        return ctx.text(error.message);
      }),
  });
  assertMatch((await ask(handler, "/")).text, /function/);
});

Deno.test("Head adds to the document's head and replaces title and named metas", async () => {
  await using project = await makeProject({
    "routes/_app.tsx": `export default ({ Component }) => <html><head>
        <title>app</title><meta name="robots" content="all" />
      </head><body><Component /></body></html>;`,
    "routes/index.tsx": `import { Head } from "fresh/runtime";
      export default () => <p>
        <Head>
          <title>page</title>
          <meta name="robots" content="none" />
          <meta name="author" content="us" />
          <link rel="canonical" href="/" />
        </Head>
      </p>;`,
    "routes/plain.tsx": "export default () => <p />;",
  });
  const handler = await project.handler();
  assertStringIncludes(
    (await ask(handler, "/")).text,
    '<head><title>page</title><meta name="robots" content="none"/>' +
      '<meta name="author" content="us"/><link rel="canonical" href="/"/>' +
      "</head><body><p></p></body>",
  );
  assertStringIncludes(
    (await ask(handler, "/plain")).text,
    '<head><title>app</title><meta name="robots" content="all"/></head>',
  );
});

Deno.test("images get locked URLs, and links say whether they are current", async () => {
  await using project = await makeProject({
    "routes/[...path].tsx": `export default () => <p>
        <img src="/a.png?x=1#y" />
        <img src="https://example.org/a.png" />
        <a href="/a/b/" /><a href="/a" /><a href="/c" /><a href="#x" />
      </p>;`,
  });
  const { text } = await ask(await project.handler(), "/a/b");
  assertMatch(
    text,
    /<img src="\/a\.png\?x=1&amp;__frsh_c=\w{32}#y"\/><img src="https:\/\/example\.org\/a\.png"\/>/,
  );
  assertStringIncludes(
    text,
    '<a href="/a/b/" data-current="true" aria-current="page"></a>' +
      '<a href="/a" data-ancestor="true" aria-current="true"></a>' +
      '<a href="/c"></a><a href="#x"></a>',
  );
});
