import { assertEquals } from "@std/assert";
import { comingWords, WAITING } from "../../../components/words/waiting.ts";

Deno.test("comingWords() says whether whoever comes knocks, and what tells of it", () => {
  assertEquals(
    comingWords({ asksFirst: false, sounds: true }),
    `${WAITING.meet} ${WAITING.sound}`,
  );
  assertEquals(
    comingWords({ asksFirst: true, sounds: false }),
    `${WAITING.knock} ${WAITING.silent}`,
  );
});
