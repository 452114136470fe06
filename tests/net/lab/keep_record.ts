/**
 * A script that every page of the lab begins with: it writes down when each
 * remote frame was shown, and when the page or its connections changed state.
 *
 * @module
 */
import type { Page } from "puppeteer-core";

/** What a page has written down since it was loaded. Times are Unix times. */
export interface CallRecord {
  /** When each frame of the remote video was shown. */
  framesAtMs: number[];
  /** Every change of a state, in order. */
  changes: Change[];
}

/** One state of the page, or of its connections, from that time on. */
export interface Change {
  atMs: number;
  of: "call" | "signalling" | "connections";
  state: string;
}

declare global {
  var duetRecord: CallRecord;
}

/**
 * Has every document of the page keep a record from its start; on top of
 * `gatherEvidence`, which knows the page's peer connections.
 */
export async function keepRecord(page: Page): Promise<void> {
  await page.evaluateOnNewDocument(() => {
    const record: CallRecord = { framesAtMs: [], changes: [] };
    globalThis.duetRecord = record;
    const nowMs = () => performance.timeOrigin + performance.now();

    const last = new Map<string, string>();
    const note = (of: Change["of"], state: string | undefined) => {
      if (state === undefined || last.get(of) === state) return;
      last.set(of, state);
      record.changes.push({ atMs: nowMs(), of, state });
    };
    const look = () => {
      const root = document.querySelector<HTMLElement>("[data-call-state]");
      note("call", root?.dataset.callState);
      note("signalling", root?.dataset.signallingState);
    };
    new MutationObserver(look).observe(document, {
      subtree: true,
      childList: true,
      attributeFilter: ["data-call-state", "data-signalling-state"],
    });

    let watched: HTMLVideoElement | null = null;
    const watch = (video: HTMLVideoElement) => {
      watched = video;
      const shown = () => {
        record.framesAtMs.push(nowMs());
        if (video === watched) video.requestVideoFrameCallback(shown);
      };
      video.requestVideoFrameCallback(shown);
    };
    setInterval(() => {
      const video = document.querySelector<HTMLVideoElement>(
        `video[aria-label="Remote video"]`,
      );
      if (video && video !== watched) watch(video);
      note(
        "connections",
        duetEvidence.peers.map((peer) =>
          `${peer.connectionState}/${peer.iceConnectionState}/${peer.signalingState}`
        ).join(" "),
      );
    }, 50);
  });
}
