import { assertEquals } from "@std/assert";
import { pageTitle } from "../../../components/words/title.ts";

Deno.test("pageTitle() says who is here, and what nobody has read", () => {
  assertEquals(pageTitle("connected", "Sam", 0), "● Sam is here · Duet");
  assertEquals(pageTitle("connected", "Sam", 2), "(2) ● Sam is here · Duet");
  assertEquals(pageTitle("connected", "", 0), "● In the call · Duet");
  assertEquals(pageTitle("waiting", "", 0), "Waiting · Duet");
  assertEquals(
    pageTitle("waiting", "", 0, "Sam"),
    "● Sam would like to join · Duet",
  );
  assertEquals(
    pageTitle("waiting", "", 0, ""),
    "● Somebody would like to join · Duet",
  );
});

Deno.test("pageTitle() is the site's outside of a call", () => {
  for (const phase of ["idle", "ready", "ended", "failed"] as const) {
    assertEquals(pageTitle(phase, "Sam", 1), "Duet");
  }
});
