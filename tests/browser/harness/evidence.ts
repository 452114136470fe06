/**
 * Probes that look at what really arrives, past anything the page claims.
 *
 * @module
 */
import type { ElementHandle, Page } from "puppeteer-core";
import type { Colour } from "./fake_media.ts";
import type { Evidence } from "./gather_evidence.ts";
import { NotYet } from "./until.ts";

/** By its label in the source: Chromium gives an empty video another name. */
async function findVideo(
  page: Page,
  name: string,
): Promise<ElementHandle<HTMLVideoElement>> {
  const found = await page.$(`video[aria-label="${name}"]`);
  if (!found) throw new NotYet(`there is no ${name}`);
  return await found.toElement("video");
}

/** The colour in the middle of a video as it is shown now. */
export async function colourOf(page: Page, name: string): Promise<Colour> {
  using video = await findVideo(page, name);
  return await video.evaluate((video) => {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 1;
    const context = canvas.getContext("2d");
    if (!context) throw new Error("No canvas");
    const { videoWidth, videoHeight } = video;
    context.drawImage(video, videoWidth / 2, videoHeight / 2, 1, 1, 0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] =
      context.getImageData(0, 0, 1, 1).data;
    return { red, green, blue };
  });
}

/** How many frames of the video have been shown so far. */
export async function framesOf(page: Page, name: string): Promise<number> {
  using video = await findVideo(page, name);
  return await video.evaluate((video) =>
    video.getVideoPlaybackQuality().totalVideoFrames
  );
}

/** What came out of the loudspeaker in a stretch of time. */
export interface Heard {
  /** The middle of the loudest frequency band, about 23 Hz wide. */
  toneHz: number;
  /** Loudness of that band; what is silent has −200. */
  decibels: number;
}

/** Listens to a video's sound for `durationMs`. A muted element is silent. */
export async function listenTo(
  page: Page,
  name: string,
  durationMs = 400,
): Promise<Heard> {
  using video = await findVideo(page, name);
  return await video.evaluate(async (video, durationMs) => {
    const loudest = { toneHz: 0, decibels: -200 };
    if (
      video.muted || video.paused || video.volume === 0 ||
      !(video.srcObject instanceof MediaStream) ||
      video.srcObject.getAudioTracks().length === 0
    ) return loudest;
    const context = new AudioContext();
    const analyser = new AnalyserNode(context, { smoothingTimeConstant: 0 });
    context.createMediaStreamSource(video.srcObject).connect(analyser);
    const bands = new Float32Array(analyser.frequencyBinCount);
    const bandHz = context.sampleRate / analyser.fftSize;
    const end = performance.now() + durationMs;
    while (performance.now() < end) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      analyser.getFloatFrequencyData(bands);
      bands.forEach((decibels, band) => {
        if (decibels <= loudest.decibels) return;
        loudest.decibels = decibels;
        loudest.toneHz = band * bandHz;
      });
    }
    await context.close();
    return loudest;
  }, durationMs);
}

/** How many of the page's own tracks of that kind still hold their device. */
export function liveTracks(
  page: Page,
  kind: "audio" | "video",
): Promise<number> {
  return page.evaluate(
    (kind) =>
      duetEvidence.ownTracks.filter((track) =>
        track.kind === kind && track.readyState === "live"
      ).length,
    kind,
  );
}

/** The connection state of every peer connection that the page ever made. */
export function connectionStates(
  page: Page,
): Promise<RTCPeerConnectionState[]> {
  return page.evaluate(() =>
    duetEvidence.peers.map((peer) => peer.connectionState)
  );
}

/** Every call state that the page has been in since it was loaded, in order. */
export function callStates(page: Page): Promise<string[]> {
  return page.evaluate(() => duetEvidence.callStates);
}

/** When the person clicked Join and when the other's first frame was shown. */
export function joinTimes(
  page: Page,
): Promise<Pick<Evidence, "joinClickedAtMs" | "firstRemoteFrameAtMs">> {
  return page.evaluate(() => ({
    joinClickedAtMs: duetEvidence.joinClickedAtMs,
    firstRemoteFrameAtMs: duetEvidence.firstRemoteFrameAtMs,
  }));
}
