import { assert, assertNotEquals } from "@std/assert";
import { type MediaProblem, NO_MEDIA } from "../../call/media_snapshot.ts";
import {
  deviceNotice,
  deviceWords,
  FAILURES,
  statusWords,
} from "../../components/words.ts";

Deno.test("FAILURES say what to do next, in words and not in codes", () => {
  for (const [reason, { heading, text }] of Object.entries(FAILURES)) {
    assert(heading.length > 10, reason);
    assert(text.split(". ").length >= 2, `${reason} has no next step`);
    assert(!/\d{4}|error/i.test(text), text);
  }
});

Deno.test("deviceWords() tells each problem of each device apart", () => {
  const problems: Record<MediaProblem, true> = {
    "denied": true,
    "denied-by-system": true,
    "missing": true,
    "busy": true,
    "ended": true,
    "unknown": true,
  };
  const all = Object.keys(problems) as MediaProblem[];
  const words = all.flatMap((problem) => [
    deviceWords("camera", problem),
    deviceWords("microphone", problem),
  ]);
  assert(new Set(words).size === words.length);
  for (const sentence of words) assert(/try again|Try again/.test(sentence));
});

Deno.test("statusWords() says when it is the server that keeps one waiting", () => {
  for (const phase of ["joining", "waiting"] as const) {
    assertNotEquals(
      statusWords(phase, "backing-off", "", false),
      statusWords(phase, "open", "", false),
    );
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

Deno.test("deviceNotice() says which device took over, and that it is for a while", () => {
  const { camera } = NO_MEDIA;
  assert(deviceNotice("camera", camera) === null);
  const fallback = { from: "Desk camera", to: "Built-in" };
  const words = deviceNotice("camera", { ...camera, fallback }) ?? "";
  assert(/Desk camera is not available.*Built-in until it is back/.test(words));
  const refusal = { device: "Desk camera", problem: "busy" } as const;
  const both = deviceNotice("camera", { ...camera, fallback, refusal }) ?? "";
  assert(/Another program is using Desk camera/.test(both));
});
