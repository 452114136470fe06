import { assertEquals } from "@std/assert";
import {
  loadPreferences,
  NO_PREFERENCES,
  savePreferences,
} from "../../../call/storage/preferences.ts";

/** Storage that keeps one text. */
function storage(text: string | null = null) {
  const kept = { text };
  const port = () => ({
    getItem: () => kept.text,
    setItem: (_: string, value: string) => void (kept.text = value),
    removeItem: () => void (kept.text = null),
  });
  return { kept, port };
}

const CAMERA = { id: "c1", label: "Desk camera" };

Deno.test("savePreferences() keeps what has not changed", () => {
  const { port } = storage();
  savePreferences(port, { name: "Ann", camera: CAMERA });
  savePreferences(port, {
    cameraOn: false,
    processing: { backgroundBlur: true },
  });
  assertEquals(loadPreferences(port), {
    ...NO_PREFERENCES,
    name: "Ann",
    camera: CAMERA,
    cameraOn: false,
    processing: { backgroundBlur: true },
  });
});

Deno.test("loadPreferences() takes of nonsense what makes sense", () => {
  const { port } = storage(JSON.stringify({
    name: "Ann",
    relayOnly: 1,
    cameraOn: "no",
    camera: { id: "x".repeat(10_000), label: "" },
    microphone: { id: "m1", label: "Headset", more: true },
    processing: { noiseSuppression: "very" },
  }));
  assertEquals(loadPreferences(port), {
    ...NO_PREFERENCES,
    name: "Ann",
    microphone: { id: "m1", label: "Headset" },
  });
});

Deno.test("loadPreferences() has none where storage is forbidden, empty or broken", () => {
  const forbidden = () => {
    throw new DOMException("Forbidden", "SecurityError");
  };
  assertEquals(loadPreferences(forbidden), NO_PREFERENCES);
  savePreferences(forbidden, { name: "Ann" });
  for (const text of [null, "", "7", "null", "[]", "{"]) {
    assertEquals(loadPreferences(storage(text).port), NO_PREFERENCES);
  }
});
