import { assert } from "@std/assert";
import { FAILURES } from "../../../components/words/failures.ts";

Deno.test("FAILURES say what to do next, in words and not in codes", () => {
  for (const [reason, { heading, text }] of Object.entries(FAILURES)) {
    assert(heading.length > 10, reason);
    assert(text.split(". ").length >= 2, `${reason} has no next step`);
    assert(!/\d{4}|error/i.test(text), text);
  }
});
