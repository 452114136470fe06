/** Owner of full screen: the page's, or where a phone has only that, the video's. @module */
import "../dispose_symbol.ts";

/** A root element of some age. */
export type RootPort =
  & Pick<Element, never>
  & Partial<Pick<Element, "requestFullscreen">>
  & { webkitRequestFullscreen?(): void };

/** A document of some age. */
export interface FullScreenDocument
  extends Pick<EventTarget, "addEventListener" | "removeEventListener"> {
  readonly documentElement: RootPort;
  readonly fullscreenElement?: Element | null;
  readonly webkitFullscreenElement?: Element | null;
  exitFullscreen?(): Promise<void>;
  webkitExitFullscreen?(): void;
}

/** What iPhones have instead: their own player, without our controls. */
export interface PlayerPort extends Pick<Element, "isConnected"> {
  webkitEnterFullscreen?(): void;
}

/** Shows the page on the whole screen, and gives it back. */
export class FullScreen implements Disposable {
  readonly #document: FullScreenDocument;
  readonly #video: () => PlayerPort | null;
  readonly #onChange: () => void;
  #taken = false;

  /** @param onChange Gets whether the page has the whole screen, also when Escape ended it. */
  constructor(
    document: FullScreenDocument,
    video: () => PlayerPort | null,
    onChange: (on: boolean) => void,
  ) {
    this.#document = document;
    this.#video = video;
    this.#onChange = () => {
      const on = this.isOn;
      if (!on) this.#taken = false;
      onChange(on);
    };
    for (const type of EVENTS) document.addEventListener(type, this.#onChange);
  }

  /** Whether there is anything to ask for; a video of iOS knows only once it is there. */
  get isAvailable(): boolean {
    const root = this.#document.documentElement;
    return root.requestFullscreen !== undefined ||
      root.webkitRequestFullscreen !== undefined ||
      typeof this.#video()?.webkitEnterFullscreen === "function";
  }

  get isOn(): boolean {
    const { fullscreenElement, webkitFullscreenElement } = this.#document;
    return (fullscreenElement ?? webkitFullscreenElement ?? null) !== null;
  }

  /** Changes to the other; call it in a click or a key press. */
  async toggle(): Promise<void> {
    if (this.isOn) return await this.#exit();
    const root = this.#document.documentElement;
    try {
      if (root.requestFullscreen) {
        await root.requestFullscreen({ navigationUI: "hide" });
      } else if (root.webkitRequestFullscreen) root.webkitRequestFullscreen();
      else this.#video()?.webkitEnterFullscreen?.();
      // Not before: an end that was under way may be reported meanwhile.
      this.#taken = true;
    } catch {
      // The browser says no: the page stays as it was, and can still be used.
    }
  }

  /** Gives the screen back, if it was asked for here. */
  [Symbol.dispose](): void {
    for (const type of EVENTS) {
      this.#document.removeEventListener(type, this.#onChange);
    }
    if (this.#taken && this.isOn) void this.#exit();
  }

  async #exit(): Promise<void> {
    try {
      if (this.#document.exitFullscreen) await this.#document.exitFullscreen();
      else this.#document.webkitExitFullscreen?.();
    } catch {
      // Escape was quicker.
    }
  }
}

const EVENTS = ["fullscreenchange", "webkitfullscreenchange"] as const;
