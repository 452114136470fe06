/** A server that was built asks no registry: it starts without a network. */
import { assert, assertEquals } from "@std/assert";
import { fakeJsr } from "./fake_jsr.ts";
import { ServedBuild } from "./served_build.ts";

Deno.test("a build leaves in the cache what only its server imports", async () => {
  // As on the published Fresh: `_fresh/server.js` alone imports `fresh/internal`.
  const source = `export * from "jsr:@fresh/core@^2.3.3/internal";`;
  await using jsr = await fakeJsr([{
    ...{ name: "@probe/internal", version: "1.0.0" },
    exports: { ".": "./mod.ts" },
    files: { "/mod.ts": source },
  }]);
  await using server = await ServedBuild.start({
    env: jsr.env,
    imports: { "fresh/internal": "jsr:@probe/internal@^1.0.0" },
  });
  assert(jsr.fetched.length > 0, "the server imports it");
  const before = jsr.fetched.length;
  const response = await fetch(`http://127.0.0.1:${server.port}/healthz`);
  assertEquals(await response.text(), "ok");
  assertEquals(jsr.fetched.length, before);
});
