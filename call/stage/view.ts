/**
 * How a person looks at the call: nothing of it is told to the other side, and
 * what is a matter of taste is remembered.
 *
 * @module
 */
import { effect, type Signal, signal } from "@preact/signals";
import type { StoragePort } from "../storage/storage_area.ts";
import type { Corner } from "./corners.ts";
import type { PictureInPicture } from "./picture_in_picture.ts";
import { loadView, saveView } from "./view_memory.ts";

/** What the page of a call shows, and how. */
export interface StageView extends Disposable {
  /** Whether their picture fills the page, at the cost of its edges. */
  readonly fill: Signal<boolean>;
  /** Whether one's own picture is on the page. */
  readonly selfShown: Signal<boolean>;
  /** Where one's own picture lies. */
  readonly corner: Signal<Corner>;
  /** Whether single letters do something. */
  readonly letterKeys: Signal<boolean>;
  /** Whether the page has the whole screen. */
  readonly fullScreen: Signal<boolean>;
  /** The element that shows the other person, while it is on the page. */
  readonly remoteVideo: { current: HTMLVideoElement | null };
  /** The small window above all others, once its code is there. */
  readonly picture: Signal<PictureInPicture | null>;
  /** Whether it is open. */
  readonly pictureOpen: Signal<boolean>;
  /** Whether the menu is open. */
  readonly menu: Signal<boolean>;
  /** Whether reactions are on offer. */
  readonly reactions: Signal<boolean>;
  /** Whether nobody does anything, so that the controls step back. */
  readonly resting: Signal<boolean>;
  /** Whether the person goes through the page by keyboard. */
  readonly byKeyboard: Signal<boolean>;
  /** Whether the keys are listed. */
  readonly help: Signal<boolean>;
  /** Whether the space bar holds the microphone open. */
  readonly talking: Signal<boolean>;
  /** What has just changed, for who can't see it. */
  readonly said: Signal<string>;
}

/** Takes up what was remembered. */
export function createView(storage: StoragePort): StageView {
  const before = loadView(storage);
  const fill = signal(before.fill);
  const selfShown = signal(before.selfShown);
  const corner = signal(before.corner);
  const letterKeys = signal(before.letterKeys);
  const stop = effect(() =>
    saveView(storage, {
      fill: fill.value,
      selfShown: selfShown.value,
      corner: corner.value,
      letterKeys: letterKeys.value,
    })
  );
  return {
    fill,
    selfShown,
    corner,
    letterKeys,
    fullScreen: signal(false),
    remoteVideo: { current: null },
    picture: signal(null),
    pictureOpen: signal(false),
    menu: signal(false),
    help: signal(false),
    talking: signal(false),
    reactions: signal(false),
    resting: signal(false),
    byKeyboard: signal(false),
    said: signal(""),
    [Symbol.dispose]: stop,
  };
}
