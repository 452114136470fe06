import { assert, assertEquals } from "@std/assert";
import { isProcessedSo, processingOf } from "../../../call/media/processing.ts";
import { switchable } from "../../../call/media/processing_choice.ts";

Deno.test("processingOf() asks each device for its own, and leaves the rest to the browser", () => {
  assertEquals(processingOf("microphone", {}), {
    echoCancellation: true,
    noiseSuppression: true,
  });
  assertEquals(
    processingOf("microphone", {
      echoCancellation: false,
      backgroundBlur: true,
    }),
    { echoCancellation: false, noiseSuppression: true },
  );
  assertEquals(processingOf("camera", {}), {});
  assertEquals(processingOf("camera", { backgroundBlur: false }), {
    backgroundBlur: false,
  });
});

Deno.test("isProcessedSo() compares with what the device tells", () => {
  assert(
    isProcessedSo({ echoCancellation: true }, { echoCancellation: "all" }),
  );
  assert(
    !isProcessedSo({ echoCancellation: true }, { echoCancellation: false }),
  );
  assert(
    !isProcessedSo({ noiseSuppression: false }, { noiseSuppression: true }),
  );
  assert(isProcessedSo({ voiceIsolation: true }, {}), "it does not tell");
});

Deno.test("switchable() has what the browser knows and the device does both ways", () => {
  const known = { echoCancellation: true, noiseSuppression: true };
  const both = [true, false];
  assertEquals(
    switchable("microphone", { ...known, voiceIsolation: true }, {
      echoCancellation: [true, false, "remote-only"],
      noiseSuppression: both,
      autoGainControl: both,
      voiceIsolation: [false],
    }),
    ["echoCancellation", "noiseSuppression"],
  );
  assertEquals(
    switchable("camera", { backgroundBlur: true }, { backgroundBlur: both }),
    ["backgroundBlur"],
  );
  assertEquals(
    switchable("camera", { backgroundBlur: true }, { backgroundBlur: [true] }),
    [],
  );
  assertEquals(switchable("camera", {}, { backgroundBlur: both }), []);
});
