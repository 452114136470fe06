/** What the browser does to sound and picture before they are sent. @module */
/** By the kind of device that does it. */
export const PROCESSING_OF = {
  microphone: [
    "echoCancellation",
    "noiseSuppression",
    "autoGainControl",
    "voiceIsolation",
  ],
  camera: ["backgroundBlur"],
} as const;

/** Names of mediacapture-main § 4.3.8 and mediacapture-extensions. */
export type ProcessingName =
  (typeof PROCESSING_OF)[keyof typeof PROCESSING_OF][number];

/** What a person wants done and not done; of all else the browser decides. */
export type Processing = Readonly<
  Partial<Record<ProcessingName, boolean | undefined>>
>;

/** What a device is asked to do and not to do. */
export type Asked = Readonly<Partial<Record<ProcessingName, boolean>>>;

/** A call without echoes or hum, unless they say otherwise. */
const USUAL: Processing = { echoCancellation: true, noiseSuppression: true };

/** What is to be asked of a device of that kind; what a browser does not know, it ignores. */
export function processingOf(
  kind: keyof typeof PROCESSING_OF,
  wanted: Processing,
): Asked {
  const all = { ...USUAL, ...wanted };
  const asked: { -readonly [name in ProcessingName]?: boolean } = {};
  for (const name of PROCESSING_OF[kind]) {
    const on = all[name];
    if (on !== undefined) asked[name] = on;
  }
  return asked;
}

/** Whether a device does what is asked of it; what it does not tell counts as done. */
export function isProcessedSo(
  asked: Asked,
  settings: Readonly<Partial<Record<ProcessingName, unknown>>>,
): boolean {
  return Object.entries(asked).every(([name, on]) => {
    const is = settings[name as ProcessingName];
    // Where echoes are cancelled, some browsers say of what.
    return is === undefined || on === (is !== false);
  });
}

/** What of it a device does not do, though it was asked, is wanted no more. */
export function withoutUnmet(
  kind: keyof typeof PROCESSING_OF,
  wanted: Processing,
  settings: Parameters<typeof isProcessedSo>[1],
): Processing {
  const met = { ...wanted };
  for (const name of PROCESSING_OF[kind]) {
    const on = wanted[name];
    if (on !== undefined && !isProcessedSo({ [name]: on }, settings)) {
      delete met[name];
    }
  }
  return met;
}
