/**
 * A script that every page of these tests begins with: it keeps what the app
 * makes and would otherwise hide, and changes nothing that the app sees.
 *
 * @module
 */
import type { Page } from "puppeteer-core";

/** What the probe script gathers in each page. Times are Unix times. */
export interface Evidence {
  peers: RTCPeerConnection[];
  /** The newest of them that is open: the call's, once a check is over. */
  readonly peer: RTCPeerConnection | undefined;
  ownTracks: MediaStreamTrack[];
  /** Every value that `data-call-state` has had, in order. */
  callStates: string[];
  joinClickedAtMs: number | null;
  firstRemoteFrameAtMs: number | null;
}

declare global {
  var duetEvidence: Evidence;
}

/** Has every document of the page gather evidence from its start. */
export async function gatherEvidence(page: Page): Promise<void> {
  await page.evaluateOnNewDocument(() => {
    const evidence: Evidence = {
      peers: [],
      get peer() {
        return this.peers.findLast(({ signalingState }) =>
          signalingState !== "closed"
        );
      },
      ownTracks: [],
      callStates: [],
      joinClickedAtMs: null,
      firstRemoteFrameAtMs: null,
    };
    globalThis.duetEvidence = evidence;

    globalThis.RTCPeerConnection = class extends RTCPeerConnection {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        evidence.peers.push(this);
      }
    };

    if (navigator.mediaDevices) {
      const getUserMedia = navigator.mediaDevices.getUserMedia.bind(
        navigator.mediaDevices,
      );
      navigator.mediaDevices.getUserMedia = async (constraints) => {
        const stream = await getUserMedia(constraints);
        evidence.ownTracks.push(...stream.getTracks());
        return stream;
      };
    }
    const clone = MediaStreamTrack.prototype.clone;
    MediaStreamTrack.prototype.clone = function () {
      const copy = clone.call(this);
      if (evidence.ownTracks.includes(this)) evidence.ownTracks.push(copy);
      return copy;
    };

    addEventListener("click", (event) => {
      const button = event.target instanceof Element &&
        event.target.closest("button");
      if (button && button.textContent?.includes("Join call")) {
        evidence.joinClickedAtMs = performance.timeOrigin + event.timeStamp;
      }
    }, { capture: true });

    // A page may be made to lack it.
    const { requestVideoFrameCallback } = HTMLVideoElement.prototype;
    new MutationObserver((_, observer) => {
      const video = document.querySelector<HTMLVideoElement>(
        `video[aria-label="Remote video"]`,
      );
      if (!video) return;
      observer.disconnect();
      requestVideoFrameCallback.call(video, () => {
        evidence.firstRemoteFrameAtMs = performance.timeOrigin +
          performance.now();
      });
    }).observe(document, { subtree: true, childList: true, attributes: true });

    new MutationObserver(() => {
      const state = document.querySelector("[data-call-state]")
        ?.getAttribute("data-call-state");
      if (state && state !== evidence.callStates.at(-1)) {
        evidence.callStates.push(state);
      }
    }).observe(document, { subtree: true, childList: true, attributes: true });
  });
}
