import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { canonicalPath } from "../../http/canonical_path.ts";

describe("canonicalPath()", () => {
  it("writes the paths of pages in one way", () => {
    const paths = {
      "/room/x/": "/room/x",
      "/Room/x": "/room/x",
      "//ROOM//Stand%20Up//": "/room/Stand%20Up",
      "/ROOM/": "/room",
      "/check/": "/check",
      "/CHECK": "/check",
      "/healthz/": "/healthz",
    };
    for (const [path, canonical] of Object.entries(paths)) {
      assertEquals(canonicalPath(path), canonical, path);
      assertEquals(canonicalPath(canonical), canonical);
    }
  });

  it("leaves all other paths as they are", () => {
    for (
      const path of [
        ...["/", "//", "/styles.css/", "//evil.example/x", "/checks/"],
        ...["/room/x/y/", "/check/x", "/roomy/", "/api/signal/key/"],
      ]
    ) {
      assertEquals(canonicalPath(path), path);
    }
  });
});
