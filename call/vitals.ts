/**
 * Whether a connection is alive, from counters read now and then. Browsers say
 * `disconnected` only after six seconds (measured in Chromium); a call can't
 * wait for that.
 *
 * @module
 */

/** No media, nor anything else, has come in for this long: something is wrong. */
export const STALL_AFTER_MS = 1_000;
/** The same, where only words come in because all else is switched off. */
export const QUIET_STALL_AFTER_MS = 3_000;
/** What we send has not reached them for this long, while their words reach us. */
export const ONE_WAY_AFTER_MS = 4_000;

/** How much of a kind of media has been sent, and how much of it they have. */
export interface Delivery {
  readonly sent: number;
  /** As the other side says; `null` before its first word. */
  readonly delivered: number | null;
}

/** Counters at one moment; each only ever grows. */
export interface Sample {
  readonly nowMs: number;
  /**
   * What has come in and could be decrypted. Not the checks of ICE: they are
   * answered on paths that carry nothing else.
   */
  readonly inbound: {
    /** Packets of media. */
    readonly media: number;
    /** Messages of the data channel, signs of life among them. */
    readonly words: number;
  };
  readonly audio: Delivery;
  readonly video: Delivery;
  /** Packets of sound and frames of the camera that have come in, to be told. */
  readonly received: { readonly audio: number; readonly video: number };
}

/** What is remembered between samples. */
export interface Vitals {
  readonly last: Sample;
  /** When something last came in, and when media did. */
  readonly inboundAtMs: number;
  readonly mediaAtMs: number;
  /** Samples in a row in which nothing came: one alone may be a page that slept. */
  readonly silentSamples: number;
  readonly stalled: boolean;
  /** Since when what we send of each kind has not been arriving. */
  readonly lostSinceMs: { readonly audio: number; readonly video: number };
  readonly oneWay: boolean;
}

/** What a sample reveals. */
export type Finding = "stalled" | "flowing" | "one-way";

/** Before the second sample. */
export function firstVitals(sample: Sample): Vitals {
  return {
    last: sample,
    inboundAtMs: sample.nowMs,
    mediaAtMs: sample.nowMs,
    silentSamples: 0,
    stalled: false,
    lostSinceMs: { audio: sample.nowMs, video: sample.nowMs },
    oneWay: false,
  };
}

/** Takes in the next sample. Each finding is reported once, when it begins to hold. */
export function observe(
  vitals: Vitals,
  sample: Sample,
): readonly [Vitals, Finding | null] {
  const { inbound: now } = sample, { inbound: before } = vitals.last;
  const media = now.media !== before.media;
  const came = media || now.words !== before.words;
  const mediaAtMs = media ? sample.nowMs : vitals.mediaAtMs;
  const inboundAtMs = came ? sample.nowMs : vitals.inboundAtMs;
  const silentSamples = came ? 0 : vitals.silentSamples + 1;
  const patienceMs = inboundAtMs - mediaAtMs < STALL_AFTER_MS
    ? STALL_AFTER_MS
    : QUIET_STALL_AFTER_MS;
  const stalled = !came &&
    (vitals.stalled ||
      (silentSamples >= 2 && sample.nowMs - inboundAtMs >= patienceMs));
  const lostSince = (kind: "audio" | "video") =>
    stalled || !isLost(vitals.last[kind], sample[kind])
      ? sample.nowMs
      : vitals.lostSinceMs[kind];
  const lostSinceMs = { audio: lostSince("audio"), video: lostSince("video") };
  const longestMs = sample.nowMs -
    Math.min(lostSinceMs.audio, lostSinceMs.video);
  const oneWay = longestMs >= ONE_WAY_AFTER_MS;
  const next: Vitals = {
    last: sample,
    inboundAtMs,
    mediaAtMs,
    silentSamples,
    stalled,
    lostSinceMs,
    oneWay,
  };
  if (stalled !== vitals.stalled) {
    return [next, stalled ? "stalled" : "flowing"];
  }
  return [next, oneWay && !vitals.oneWay ? "one-way" : null];
}

/** Something was sent, and they still have no more than before. */
function isLost(before: Delivery, now: Delivery): boolean {
  return now.sent > before.sent && now.delivered !== null &&
    now.delivered === before.delivered;
}
