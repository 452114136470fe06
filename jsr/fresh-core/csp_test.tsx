import {
  assertEquals,
  assertFalse,
  assertMatch,
  assertNotEquals,
  assertStringIncludes,
} from "@std/assert";
import { App, csp, type CSPOptions } from "fresh";
import { ask } from "./testdata/project.ts";

const serve = (options?: CSPOptions) =>
  new App<unknown>()
    .use(csp(options))
    .get("/plain", (ctx) => ctx.text("plain"))
    .get("/page", (ctx) =>
      ctx.render(
        <body>
          <script src="/a.js" />
          <style>{"p{}"}</style>
        </body>,
      ))
    .get("/own", (ctx) => ctx.render(<script nonce="mine" />))
    .handler();

async function policy(path: string, options?: CSPOptions): Promise<string> {
  const { headers } = await ask(serve(options), path);
  return headers.get("Content-Security-Policy") ?? "";
}

Deno.test("csp() allows the page's own origin, and inline code where no nonce is used", async () => {
  assertEquals(
    await policy("/page"),
    "default-src 'self'; script-src 'self' 'unsafe-inline'; " +
      "style-src 'self' 'unsafe-inline'; font-src 'self'; " +
      "img-src 'self' data:; media-src 'self' data: blob:; " +
      "worker-src 'self' blob:; connect-src 'self'; object-src 'none'; " +
      "base-uri 'self'; form-action 'self'; frame-ancestors 'none'; " +
      "upgrade-insecure-requests",
  );
});

Deno.test("csp() replaces the defaults by directives of the same name", async () => {
  const said = await policy("/plain", { csp: ["img-src 'none'", "sandbox"] });
  assertFalse(said.includes("img-src 'self'"));
  assertMatch(said, /; img-src 'none'; sandbox$/);
});

Deno.test("csp() puts the render's nonce into the policy and on scripts and styles", async () => {
  const { headers, text } = await ask(serve({ useNonce: true }), "/page");
  const said = headers.get("Content-Security-Policy") ?? "";
  const [, nonce] = /'nonce-([0-9a-f]{32})'/.exec(said) ?? [];
  assertFalse(said.includes("unsafe-inline"));
  assertStringIncludes(said, `style-src 'self' 'nonce-${nonce}'`);
  assertStringIncludes(text, `<script src="/a.js" nonce="${nonce}">`);
  assertStringIncludes(text, `<style nonce="${nonce}">`);
});

Deno.test("csp() leaves 'unsafe-inline' on responses that render nothing", async () => {
  const said = await policy("/plain", { useNonce: true });
  assertStringIncludes(said, "script-src 'self' 'unsafe-inline'");
});

Deno.test("csp() has another nonce for every response", async () => {
  const first = await policy("/page", { useNonce: true });
  assertNotEquals(await policy("/page", { useNonce: true }), first);
});

Deno.test("csp() leaves a nonce of the page's own alone", async () => {
  const { text } = await ask(serve({ useNonce: true }), "/own");
  assertStringIncludes(text, '<script nonce="mine">');
});

Deno.test("csp() can report without blocking", async () => {
  const { headers } = await ask(
    serve({ reportOnly: true, reportTo: "/reports" }),
    "/plain",
  );
  assertEquals(headers.get("Content-Security-Policy"), null);
  const said = headers.get("Content-Security-Policy-Report-Only") ?? "";
  assertMatch(said, /; report-to csp-endpoint; report-uri \/reports$/);
  assertEquals(
    headers.get("Reporting-Endpoints"),
    'csp-endpoint="/reports"',
  );
});
