import { assert, assertEquals, assertMatch } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { guarded, refusalOf } from "../../http/guard.ts";
import { assertConcealed, assertProtected } from "../wall/protection.ts";

/** Says what reaches an app behind the guard. */
async function through(path: string, init: RequestInit = {}) {
  const reached: Request[] = [];
  const handler = guarded((req) => {
    reached.push(req);
    return new Response("ok", { status: refusalOf(req) ?? 200 });
  }, false);
  const response = await handler(new Request(`http://localhost${path}`, init));
  assertProtected(response.headers);
  return { response, req: reached[0] };
}

const statusOf = async (path: string, init?: RequestInit) =>
  (await through(path, init)).response.status;

describe("guarded()", () => {
  it("hands on what can be answered as it came", async () => {
    const asked = new Request("http://localhost/room/x?a=b");
    let reached: Request | undefined;
    const handler = guarded((req) => {
      reached = req;
      return new Response();
    }, false);
    await handler(asked);
    assertEquals(reached, asked);
  });

  it("refuses methods other than GET and HEAD, and says which there are", async () => {
    for (
      const method of ["POST", "PUT", "DELETE", "OPTIONS", "PROPFIND", "x-y"]
    ) {
      const { response, req } = await through("/room/x", { method });
      assertEquals(response.status, 405, method);
      assertEquals(response.headers.get("allow"), "GET, HEAD");
      // Of a method that the app's own page can be made for.
      assertEquals(req?.method, "GET");
    }
    assertEquals(await statusOf("/", { method: "HEAD" }), 200);
  });

  it("refuses malformed escapes in a path, but not in a query", async () => {
    for (
      const path of ["/room/%ff", "/%E0%A4%A", "/%", "/check%zz", "/%ff%23x"]
    ) {
      const { response, req } = await through(path);
      assertEquals(response.status, 400, path);
      assertEquals(req?.url, "http://localhost/-");
    }
    assertEquals(await statusOf("/check?%ff"), 200);
  });

  it("refuses nothing twice: what an app is asked in its place is no refusal for others", async () => {
    const { req } = await through("/%ff");
    assert(req);
    assertEquals(refusalOf(req), 400);
    assertEquals(refusalOf(new Request(req)), null);
  });

  it("redirects to the page's one address, and keeps the query", async () => {
    for (
      const [path, location] of [
        ["/room/x/", "/room/x"],
        ["/Room/x?y=%2F&z", "/room/x?y=%2F&z"],
        ["//room//x/", "/room/x"],
        ["/check/?x", "/check?x"],
        ["/check/?fresh-partial&x=y", "/check?x=y"],
      ] as const
    ) {
      const { response } = await through(path);
      assertEquals(response.status, 308, path);
      assertEquals(response.headers.get("location"), location);
      if (/room/i.test(path)) assertConcealed(response.headers);
    }
  });

  it("never redirects to another host", async () => {
    for (const path of ["//evil.example/", "/\\evil.example/check/"]) {
      const { response } = await through(path);
      assertEquals(response.headers.get("location"), null, path);
    }
  });

  it("answers a mangled link where it is, in whichever spelling", async () => {
    for (const path of ["/Room/x%231.secret", "/room/x/%231.secret?a=b"]) {
      const { response, req } = await through(path);
      assertEquals(response.status, 200, path);
      assertEquals(req?.url, "http://localhost/room/x");
      assertEquals(req?.headers.get("duet-link"), "mangled");
      assertConcealed(response.headers);
    }
  });

  it("asks for whole pages only", async () => {
    for (
      const query of ["fresh-partial", "fresh-partial=true", "fresh%2Dpartial"]
    ) {
      const { req } = await through(`/room/x?a=b&${query}`);
      assertEquals(req?.url, "http://localhost/room/x?a=b");
    }
  });

  it("hands a request for a socket on as it came, which none could be made from", async () => {
    const { req } = await through("/api/signal/key?fresh-partial");
    assertEquals(req?.url, "http://localhost/api/signal/key?fresh-partial");
  });

  it("keeps the bundler's report to itself, however its path is written", async () => {
    const folder = "/_fresh/js/0123456789abcdef";
    for (
      const file of ["metafile.json", "metafile%2Ejson", "%6Detafile.json"]
    ) {
      for (const path of [`${folder}/${file}`, `/${folder}//${file}?x`]) {
        assertEquals(await statusOf(path), 404, path);
      }
    }
    assertEquals(await statusOf(`${folder}/chunk.js`), 200);
  });

  it("answers for an app that throws or rejects, and says nothing of why", async () => {
    const { error } = console;
    const said: unknown[] = [];
    console.error = (...args: unknown[]) => said.push(...args);
    try {
      for (
        const fails of [
          () => {
            throw new TypeError("secret");
          },
          () => Promise.reject(new TypeError("secret")),
        ]
      ) {
        const response = await guarded(fails, true)(
          new Request("http://localhost/"),
        );
        assertEquals(response.status, 500);
        assertProtected(response.headers);
        assertMatch(await response.text(), /went wrong/);
      }
    } finally {
      console.error = error;
    }
    assert(!JSON.stringify(said).includes("secret"));
  });
});
