import {
  assertEquals,
  assertMatch,
  assertNotEquals,
  assertStringIncludes,
} from "@std/assert";
import { csp } from "fresh";
import { ask, makeProject } from "./testdata/project.ts";

const FILES = {
  "islands/Dot.tsx": "export default () => <i>.</i>;",
  "routes/page.tsx": `import Dot from "../islands/Dot.tsx";
    export default () => <Dot />;`,
  "routes/plain.ts":
    `export const handler = { GET: () => new Response("plain") };`,
};

const policy = (headers: Headers) =>
  headers.get("Content-Security-Policy") ?? "";

Deno.test("csp() allows the page's own origin, and inline code where nothing was rendered", async () => {
  await using project = await makeProject(FILES);
  for (const useNonce of [true, false]) {
    const handler = await project.handler((app) => app.use(csp({ useNonce })));
    const path = useNonce ? "/plain" : "/page";
    assertEquals(
      policy((await ask(handler, path)).headers),
      "default-src 'self'; script-src 'self' 'unsafe-inline'; " +
        "style-src 'self' 'unsafe-inline'; font-src 'self'; " +
        "img-src 'self' data:; media-src 'self' data: blob:; " +
        "worker-src 'self' blob:; connect-src 'self'; object-src 'none'; " +
        "base-uri 'self'; form-action 'self'; frame-ancestors 'none'; " +
        "upgrade-insecure-requests",
    );
  }
});

Deno.test("csp() puts the render's nonce into the policy, another for every response", async () => {
  await using project = await makeProject(FILES);
  const handler = await project.handler((app) =>
    app.use(csp({ useNonce: true }))
  );
  const nonces: string[] = [];
  for (let request = 0; request < 2; request++) {
    const { headers, text } = await ask(handler, "/page");
    const [, nonce = ""] = /<script type="module" nonce="(\w{32})">/
      .exec(text) ?? [];
    assertMatch(nonce, /^\w{32}$/);
    assertStringIncludes(
      policy(headers),
      `; script-src 'self' 'nonce-${nonce}'; style-src 'self' 'nonce-${nonce}';`,
    );
    nonces.push(nonce);
  }
  assertNotEquals(nonces[0], nonces[1]);
});
