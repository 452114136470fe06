import { assert } from "@std/assert";
import {
  type MediaProblem,
  NO_MEDIA,
} from "../../../call/media/media_snapshot.ts";
import {
  deviceNotice,
  deviceWords,
} from "../../../components/words/devices.ts";

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

Deno.test("deviceNotice() says that a device is muted by its own switch or the system, while it is wanted", () => {
  for (const kind of ["camera", "microphone"] as const) {
    const muted = { ...NO_MEDIA[kind], interrupted: true };
    const words = deviceNotice(kind, muted) ?? "";
    assert(words.includes(kind) && /switch.*system/.test(words), words);
    assert(deviceNotice(kind, { ...muted, on: false }) === null);
  }
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
