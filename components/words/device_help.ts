/** What to do about a device that does not work, for each browser and system. @module */
import type { MediaProblem } from "../../call/media/media_snapshot.ts";
import type {
  BrowserName,
  Platform,
  SystemName,
} from "../../call/media/platform.ts";

/** What is to be helped: one device, or both at once. */
export type HelpedDevice = "camera" | "microphone" | "both";

const NAMES: Record<BrowserName, string> = {
  chrome: "Chrome",
  edge: "Edge",
  firefox: "Firefox",
  safari: "Safari",
  samsung: "Samsung Internet",
  other: "your browser",
};

/** “Camera”, as settings call it. */
const TITLES: Record<HelpedDevice, string> = {
  camera: "Camera",
  microphone: "Microphone",
  both: "Camera and Microphone",
};

const AGAIN = "If this page does not notice by itself, press Try again.";

/** The steps that lead out of a problem, the most likely first. */
export function deviceHelp(
  device: HelpedDevice,
  problem: MediaProblem,
  platform: Platform,
): readonly string[] {
  switch (problem) {
    case "denied":
      return [...allowPage(TITLES[device], platform), AGAIN];
    case "denied-by-system":
      return allowBrowser(TITLES[device], platform);
    case "busy":
      return freeDevice(device, platform.system);
    case "missing":
    case "ended":
      return connectDevice(device, platform.system);
    case "unknown":
      return [
        "Unplug it and plug it in again, or choose another one under Devices.",
        "If that does not help, restart the browser.",
      ];
  }
}

/** Where this browser keeps what a page may do. */
function allowPage(
  title: string,
  { browser, system }: Platform,
): readonly string[] {
  if (system === "ios") {
    return browser === "safari"
      ? [
        "Tap the page menu at the end of the address bar, then Website Settings (under … on newer iPhones).",
        `Set ${title} to Allow.`,
      ]
      : [
        `Open the Settings app, and in its list of apps ${NAMES[browser]}.`,
        `Switch ${title} on, and come back to this page.`,
      ];
  }
  if (system === "android") {
    const phone = `Still refused? Open the phone’s Settings › Apps › ${
      NAMES[browser]
    } › Permissions, and allow ${title} there.`;
    return browser === "firefox"
      ? [`Tap the padlock beside the address, and allow ${title}.`, phone]
      : [
        `Tap the sign to the left of the address, then Permissions, and allow ${title}.`,
        phone,
      ];
  }
  switch (browser) {
    case "chrome":
      return [
        `Click the sign to the left of the address, and switch ${title} on.`,
      ];
    case "edge":
      return [
        "Click the padlock to the left of the address, then Permissions for this site.",
        `Set ${title} to Allow.`,
      ];
    case "firefox":
      return [
        "Click the crossed-out sign at the left end of the address bar.",
        `Remove the block behind ${title} with its ×.`,
      ];
    case "safari":
      return [
        "In the menu bar, open Safari › Settings for This Website.",
        `Set ${title} to Allow.`,
      ];
    default:
      return [
        `Look for a sign beside the address, or for this page in the browser’s settings, and allow ${title}.`,
      ];
  }
}

/** Where this system keeps what a browser may do. */
function allowBrowser(
  title: string,
  { browser, system }: Platform,
): readonly string[] {
  const name = NAMES[browser];
  switch (system) {
    case "macos":
      return [
        `Open System Settings › Privacy & Security, and there ${title}.`,
        `Switch ${name} on. Your Mac may ask you to quit and open it again: this link brings you back.`,
      ];
    case "windows":
      return [
        `Open Settings › Privacy & security, and there ${title}.`,
        "Switch on the access itself, for apps, and for desktop apps. Then press Try again.",
      ];
    case "android":
      return [
        `Open Settings › Apps › ${name} › Permissions, and allow ${title}.`,
        "Look into the quick settings, too: camera and microphone can be blocked there for all apps.",
      ];
    case "ios":
      return [
        `Open the Settings app, and in its list of apps ${name}.`,
        `Switch ${title} on, and come back to this page.`,
      ];
    case "chromeos":
      return [
        `Open Settings › Privacy and security › Privacy controls, and switch ${title} access on.`,
      ];
    default:
      return [
        `Look into the system’s privacy settings for ${title}.`,
        `If ${name} came as a Flatpak or a Snap, allow the device to it there, too.`,
      ];
  }
}

function freeDevice(
  device: HelpedDevice,
  system: SystemName,
): readonly string[] {
  if (system === "android" || system === "ios") {
    return ["End other calls, and close other apps that may be recording."];
  }
  const others = device === "microphone"
    ? "Close what may be recording: other calls, recorders, other tabs."
    : "Close what may be filming: Teams, Zoom, OBS, the system’s camera app, other tabs.";
  return system === "windows"
    ? [
      others,
      "Windows says the same where it forbids the device: Settings › Privacy & security.",
    ]
    : [others];
}

function connectDevice(
  device: HelpedDevice,
  system: SystemName,
): readonly string[] {
  const steps = ["Plug it in, or pair it: it is used as soon as it is there."];
  if (system === "android" || system === "ios") return steps;
  if (device !== "microphone") {
    steps.push(
      "Many laptops have a key, a slider or a cover that cuts the camera off.",
    );
  }
  if (system === "windows") {
    steps.push("Settings › Bluetooth & devices shows whether Windows sees it.");
  }
  return steps;
}
