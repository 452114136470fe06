import { assert, assertMatch, assertNotEquals } from "@std/assert";
import type { MediaProblem } from "../../../call/media/media_snapshot.ts";
import type { BrowserName, SystemName } from "../../../call/media/platform.ts";
import {
  deviceHelp,
  type HelpedDevice,
} from "../../../components/words/device_help.ts";
import { screenWords } from "../../../components/words/screen.ts";

const BROWSERS: BrowserName[] = [
  "chrome",
  "edge",
  "firefox",
  "safari",
  "samsung",
  "other",
];
const SYSTEMS: SystemName[] = [
  "windows",
  "macos",
  "linux",
  "chromeos",
  "android",
  "ios",
  "other",
];
const PROBLEMS: MediaProblem[] = [
  "denied",
  "denied-by-system",
  "missing",
  "busy",
  "ended",
  "unknown",
];
const DEVICES: HelpedDevice[] = ["camera", "microphone", "both"];

Deno.test("deviceHelp() has steps for every problem, in every browser, on every system", () => {
  for (const problem of PROBLEMS) {
    for (const browser of BROWSERS) {
      for (const system of SYSTEMS) {
        for (const device of DEVICES) {
          const steps = deviceHelp(device, problem, { browser, system });
          assert(steps.length > 0);
          for (const step of steps) assertMatch(step, /^[A-Z].*[.:]$/s);
        }
      }
    }
  }
});

Deno.test("deviceHelp() says where this browser and this system keep a permission", () => {
  const denied = (browser: BrowserName, system: SystemName) =>
    deviceHelp("camera", "denied", { browser, system }).join(" ");
  assertMatch(denied("safari", "macos"), /Settings for This Website.*Camera/);
  assertMatch(denied("firefox", "windows"), /crossed-out sign.*Camera/);
  assertMatch(denied("chrome", "android"), /phone’s Settings › Apps › Chrome/);
  assertMatch(denied("safari", "ios"), /Website Settings/);
  assertNotEquals(denied("chrome", "linux"), denied("edge", "linux"));
  const system = (name: SystemName) =>
    deviceHelp("both", "denied-by-system", { browser: "chrome", system: name })
      .join(" ");
  assertMatch(
    system("macos"),
    /Privacy & Security, and there Camera and Microphone/,
  );
  assertMatch(system("windows"), /desktop apps/);
});

Deno.test("screenWords() says where macOS keeps the recording of screens", () => {
  const words = (system: SystemName) =>
    screenWords("denied-by-system", { browser: "chrome", system });
  assertMatch(words("macos"), /Screen & System Audio Recording/);
  assertMatch(words("windows"), /privacy settings/);
});
