/** Duet in another app, which goes past its handler. */
import { assertEquals, assertRejects } from "@std/assert";
import { App } from "fresh";
import { Builder } from "fresh/dev";
import type { State } from "../../define.ts";
import { guarded } from "../../http/guard.ts";
import { createApp } from "../../main.ts";
import { readConfig } from "../../signalling/config.ts";
import { createSignalling } from "../../signalling/signalling.ts";
import { assertConcealed, assertProtected } from "../wall/protection.ts";

const root = new URL("../../", import.meta.url).pathname;
const applySnapshot = await new Builder({ root }).build({ snapshot: "memory" });
const outer = new App<State>()
  .mountApp("/", createApp(createSignalling(readConfig(() => undefined))));
applySnapshot(outer);
const handler = outer.handler();

const request = (path: string, init?: RequestInit) =>
  new Request(`http://localhost${path}`, init);

Deno.test("an app that mounts Duet serves its pages with their headers", async () => {
  for (const path of ["/", "/room/x", "/healthz", "/icon.svg"]) {
    const response = await handler(request(path));
    assertEquals(response.status, 200, path);
    assertProtected(response.headers);
    if (path === "/room/x") assertConcealed(response.headers);
    await response.body?.cancel();
  }
});

Deno.test("an app that mounts Duet needs guarded() around its handler", async () => {
  const malformed = request("/room/%ff");
  await assertRejects(async () => await handler(malformed), URIError);
  const guardedHandler = guarded(handler, false);
  const refused = [
    ["/room/%ff", 400, {}],
    ["/room/x", 405, { method: "PROPFIND" }],
    ["/room/x/", 308, {}],
  ] as const;
  for (const [path, status, init] of refused) {
    const response = await guardedHandler(request(path, init));
    assertEquals(response.status, status, path);
    assertProtected(response.headers);
    assertConcealed(response.headers);
    await response.body?.cancel();
  }
});
