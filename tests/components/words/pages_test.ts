import { assert } from "@std/assert";
import { PAGE_PROBLEMS } from "../../../components/words/pages.ts";

Deno.test("PAGE_PROBLEMS say what to do next, in words and not in codes", () => {
  for (const [reason, { heading, text }] of Object.entries(PAGE_PROBLEMS)) {
    assert(heading.length > 10, reason);
    assert(text.split(/[.;] /).length >= 2, `${reason} has no next step`);
    assert(!/\b[45]\d\d\b|error/i.test(heading + text), text);
  }
});

Deno.test("PAGE_PROBLEMS blame the server only for what it has done", () => {
  for (const [reason, { heading, text }] of Object.entries(PAGE_PROBLEMS)) {
    if (reason === "failed") continue;
    assert(!/our side|went wrong/.test(heading + text), reason);
  }
});
