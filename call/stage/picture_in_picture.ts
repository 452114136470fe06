/**
 * Owner of the small window that stays above all others: one of our own with
 * controls where the browser has such (Document Picture-in-Picture), the
 * video's otherwise.
 *
 * @module
 */
import "../dispose_symbol.ts";

/** A window that the page fills itself. */
export type PictureWindow =
  & Pick<Window, "close" | "document">
  & Pick<EventTarget, "addEventListener">;

/** What makes one. */
export interface PictureWindowFactory {
  requestWindow(
    size: { width: number; height: number },
  ): Promise<PictureWindow>;
}

declare global {
  interface Window {
    /** Chromium on computers has it. */
    readonly documentPictureInPicture?: PictureWindowFactory;
  }
}

/** The slice of `window` that makes one. */
export type PictureWindowPort = Pick<Window, "documentPictureInPicture">;

/** A video of some browser. */
export type PictureVideo =
  & Pick<EventTarget, "addEventListener" | "removeEventListener">
  & Partial<Pick<HTMLVideoElement, "requestPictureInPicture">>
  & {
    autoPictureInPicture?: boolean;
    readonly webkitPresentationMode?: string;
    webkitSupportsPresentationMode?(mode: string): boolean;
    webkitSetPresentationMode?(mode: string): void;
  };

/** The slice of `document` that tells what is seen where. */
export type PictureDocument =
  & Pick<Document, "visibilityState">
  & Pick<EventTarget, "addEventListener" | "removeEventListener">
  & {
    readonly pictureInPictureEnabled?: boolean;
    readonly pictureInPictureElement?: unknown;
    exitPictureInPicture?(): Promise<void>;
  };

/** Everything outside. */
export interface PicturePorts {
  readonly window: PictureWindowPort;
  readonly document: PictureDocument;
  /** The other person's video, while it is on the page. */
  video(): PictureVideo | null;
  /** Fills a window; disposal empties it. */
  fill(window: PictureWindow): Disposable;
  onChange(open: boolean): void;
}

/** Wide enough for four controls, in CSS pixels. */
const SIZE = { width: 400, height: 300 };

/** Safari's names of where a video is. */
const INLINE = "inline";
const PICTURE = "picture-in-picture";

/** Opens the small window, and closes it when the page is seen again. */
export class PictureInPicture implements Disposable {
  readonly #ports: PicturePorts;
  readonly #listeners = new AbortController();
  #window: { it: PictureWindow; content: Disposable } | null = null;
  /** Whose events are heard: a call has one video after another. */
  #video: PictureVideo | null = null;
  #opening = false;
  #wasHidden = false;

  constructor(ports: PicturePorts) {
    this.#ports = ports;
    const { signal } = this.#listeners;
    ports.document.addEventListener("visibilitychange", () => {
      const hidden = ports.document.visibilityState === "hidden";
      // The call is seen where it belongs.
      if (!hidden && this.#wasHidden) this.close();
      this.#wasHidden = hidden;
    }, { signal });
    if (ports.document.visibilityState === "hidden") this.#wasHidden = true;
  }

  /** Whether this browser has any such window. */
  get isAvailable(): boolean {
    return this.#ports.window.documentPictureInPicture !== undefined ||
      this.#canVideo();
  }

  get isOpen(): boolean {
    const { document } = this.#ports;
    return this.#window !== null ||
      (document.pictureInPictureElement ?? null) !== null ||
      this.#video?.webkitPresentationMode === PICTURE;
  }

  /**
   * Lets browsers that can do so open it by themselves when the page is
   * hidden. The others ask the media session.
   */
  allowAutomatic(): void {
    const video = this.#watched();
    if (video?.autoPictureInPicture !== undefined) {
      video.autoPictureInPicture = true;
    }
  }

  /** Opens it; in a click, a key press or where the browser asks for it. */
  async open(): Promise<void> {
    if (this.isOpen || this.#opening) return;
    this.#opening = true;
    try {
      if (!await this.#openWindow()) await this.#openVideo();
    } finally {
      this.#opening = false;
    }
  }

  async toggle(): Promise<void> {
    if (this.isOpen) this.close();
    else await this.open();
  }

  close(): void {
    this.#window?.it.close();
    this.#closed();
    const { document } = this.#ports;
    if ((document.pictureInPictureElement ?? null) !== null) {
      // The person was quicker.
      document.exitPictureInPicture?.().catch(() => {});
    }
    if (this.#video?.webkitPresentationMode === PICTURE) {
      this.#video.webkitSetPresentationMode?.(INLINE);
    }
  }

  [Symbol.dispose](): void {
    this.close();
    this.#listeners.abort();
  }

  async #openWindow(): Promise<boolean> {
    const factory = this.#ports.window.documentPictureInPicture;
    if (factory === undefined) return false;
    try {
      const it = await factory.requestWindow(SIZE);
      if (this.#listeners.signal.aborted) {
        it.close();
        return true;
      }
      this.#window = { it, content: this.#ports.fill(it) };
      it.addEventListener("pagehide", () => this.#closed());
      this.#ports.onChange(true);
      return true;
    } catch {
      // Not without a click, or not here: the video's may do.
      return false;
    }
  }

  async #openVideo(): Promise<void> {
    const video = this.#watched();
    if (video === null || !this.#canVideo()) return;
    try {
      if (video.requestPictureInPicture) await video.requestPictureInPicture();
      else video.webkitSetPresentationMode?.(PICTURE);
    } catch {
      // No picture yet, or the browser says no: the call stays in its page.
    }
  }

  #canVideo(): boolean {
    const video = this.#ports.video();
    if (video === null) return false;
    if (video.requestPictureInPicture !== undefined) {
      return this.#ports.document.pictureInPictureEnabled ?? false;
    }
    return video.webkitSupportsPresentationMode?.(PICTURE) ?? false;
  }

  /** The video of now; what becomes of it is reported. */
  #watched(): PictureVideo | null {
    const video = this.#ports.video();
    if (video === null || video === this.#video) return video;
    this.#video = video;
    const report = () => this.#ports.onChange(this.isOpen);
    const { signal } = this.#listeners;
    for (const type of VIDEO_EVENTS) {
      video.addEventListener(type, report, { signal });
    }
    return video;
  }

  #closed(): void {
    const { content } = this.#window ?? {};
    if (content === undefined) return;
    this.#window = null;
    content[Symbol.dispose]();
    this.#ports.onChange(false);
  }
}

const VIDEO_EVENTS = [
  "enterpictureinpicture",
  "leavepictureinpicture",
  "webkitpresentationmodechanged",
] as const;
