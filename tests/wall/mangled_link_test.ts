/** A secret that a mail gateway has sent here goes no further. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { Builder } from "fresh/dev";
import { redact, withoutEscapedFragment } from "../../http/mangled_link.ts";
import { createApp } from "../../main.ts";
import { readConfig } from "../../signalling/config.ts";
import { createSignalling } from "../../signalling/signalling.ts";
import { assertConcealed, assertProtected } from "./protection.ts";

const SECRET = "Q2FuYXJ5Q2FuYXJ5Q2FuYQ";
const root = new URL("../../", import.meta.url).pathname;
const applySnapshot = await new Builder({ root }).build({ snapshot: "memory" });
const app = createApp(createSignalling(readConfig(() => undefined)));
applySnapshot(app);
const handler = app.handler();

const ESCAPES = ["%23", "%2523", "%252523"];

Deno.test("withoutEscapedFragment() cuts at the first escaped fragment only of rooms", () => {
  for (const escape of ESCAPES) {
    assertEquals(
      withoutEscapedFragment(`/room/a-b-1${escape}1.${SECRET}/x`),
      "/room/a-b-1",
    );
  }
  assertEquals(withoutEscapedFragment(`//room//a%23${SECRET}`), "//room//a");
  assertEquals(withoutEscapedFragment(`/room/a/%23${SECRET}`), "/room/a");
  assertEquals(withoutEscapedFragment(`/room/a//%2523${SECRET}`), "/room/a");
  assertEquals(withoutEscapedFragment("/room/a%24b"), null);
  assertEquals(withoutEscapedFragment("/room/a"), null);
  assertEquals(withoutEscapedFragment("/other/a%23b"), null);
});

Deno.test("redact() hands on what holds no secret as it came", () => {
  const req = new Request("http://localhost/room/a?b=c");
  assertEquals(redact(req), req);
});

Deno.test("redact() keeps the method and drops the query", () => {
  const clean = redact(
    new Request(`http://localhost/room/a%231.${SECRET}?q=${SECRET}`, {
      method: "HEAD",
    }),
  );
  assertEquals(clean.method, "HEAD");
  assertEquals(clean.url, "http://localhost/room/a");
});

for (const escape of ESCAPES) {
  Deno.test(`a link whose # has become ${escape} shows its room, without the secret`, async () => {
    for (
      const [path, room] of [
        [`/room/brave-otter-41${escape}1.${SECRET}`, "brave-otter-41"],
        [`//room//brave-otter-41${escape}1.${SECRET}/?x=y`, "brave-otter-41"],
        [`/room/brave-otter-41/${escape}1.${SECRET}`, "brave-otter-41"],
        [
          `/room/Brave%20Otter${escape}1.${SECRET}?utm=${SECRET}`,
          "brave-otter",
        ],
      ] as const
    ) {
      const response = await handler(new Request(`http://localhost${path}`));
      assertEquals(response.status, 200, path);
      assertProtected(response.headers);
      assertConcealed(response.headers);
      const html = await response.text();
      assertStringIncludes(html, room);
      assertStringIncludes(html, '<meta name="duet-link" content="mangled"');
      const all = html + JSON.stringify([...response.headers]);
      assert(!all.includes(SECRET), "the secret came back");
    }
  });
}

Deno.test("a mangled link without a room is nothing, and comes back nowhere", async () => {
  const response = await handler(
    new Request(`http://localhost/room/%231.${SECRET}`),
  );
  const all = await response.text() + JSON.stringify([...response.headers]);
  assert(!all.includes(SECRET));
});

Deno.test("a link that came as it was made is not called mangled", async () => {
  const response = await handler(new Request("http://localhost/room/a"));
  assert(!(await response.text()).includes("duet-link"));
});
