import { assert, assertNotEquals } from "@std/assert";
import { statusWords } from "../../../components/words/status.ts";

Deno.test("statusWords() says when it is the server that keeps one waiting", () => {
  const phases = ["joining", "waiting", "knocking", "connecting"] as const;
  for (const phase of phases) {
    for (const long of [false, true]) {
      const words = statusWords(phase, "backing-off", "", long) ?? "";
      assert(words.startsWith("The server does not answer"), words);
      assertNotEquals(words, statusWords(phase, "open", "", long));
    }
  }
  assert(
    statusWords("connected", "backing-off", "Ann", true) === "Connected to Ann",
  );
});

Deno.test("statusWords() stays short at first, and tells whose network it is later", () => {
  const words = (signalling: "open" | "backing-off", long: boolean) =>
    statusWords("reconnecting", signalling, "Ann", long) ?? "";
  assert(words("open", false) === "Reconnecting");
  assert(/Ann/.test(words("open", true)));
  assert(/offline/.test(words("backing-off", true)));
});

Deno.test("statusWords() tells one who waits for a held seat so, until there is one", () => {
  for (const phase of ["joining", "waiting"] as const) {
    const words = statusWords(phase, "queued", "", false) ?? "";
    assert(/full/.test(words) && /as soon as it is free/.test(words), words);
  }
  assert(
    statusWords("connected", "queued", "Ann", false) === "Connected to Ann",
  );
});
