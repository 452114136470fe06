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
/**
 * Nothing is sent for so long: there is nothing to lose. A shorter pause says
 * little, as a path that loses all is soon sent a frame a second, or fewer.
 */
const SENDING_FOR_MS = 2_000;

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
  /** When more of each kind was last sent. */
  readonly sentAtMs: { readonly audio: number; readonly video: number };
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
    sentAtMs: { audio: sample.nowMs, video: sample.nowMs },
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
  const sentAtMs = each((kind) =>
    sample[kind].sent > vitals.last[kind].sent
      ? sample.nowMs
      : vitals.sentAtMs[kind]
  );
  const lostSinceMs = each((kind) =>
    !stalled && isMissing(vitals.last[kind], sample[kind]) &&
      sample.nowMs - sentAtMs[kind] < SENDING_FOR_MS
      ? vitals.lostSinceMs[kind]
      : sample.nowMs
  );
  const longestMs = sample.nowMs -
    Math.min(lostSinceMs.audio, lostSinceMs.video);
  const oneWay = longestMs >= ONE_WAY_AFTER_MS;
  const next: Vitals = {
    last: sample,
    inboundAtMs,
    mediaAtMs,
    silentSamples,
    stalled,
    sentAtMs,
    lostSinceMs,
    oneWay,
  };
  if (stalled !== vitals.stalled) {
    return [next, stalled ? "stalled" : "flowing"];
  }
  return [next, oneWay && !vitals.oneWay ? "one-way" : null];
}

/** They say that they still have no more than before. */
function isMissing(before: Delivery, now: Delivery): boolean {
  return now.delivered !== null && now.delivered === before.delivered;
}

function each<T>(of: (kind: "audio" | "video") => T): { audio: T; video: T } {
  return { audio: of("audio"), video: of("video") };
}
