/**
 * What the menu **More** offers. A feature of the call adds its items here, and
 * nothing to the toolbar, which must fit the narrowest phone.
 *
 * @module
 */
import { isTogether } from "../../call/machine/comings.ts";
import type { CallModel } from "../../call/model.ts";
import { flipTarget } from "../devices/FlipButton.tsx";
import type { FullScreen } from "../../call/stage/full_screen.ts";
import type { StageView } from "../../call/stage/view.ts";
import type { StageIconName } from "./StageIcon.tsx";

/** One line of the menu. */
export interface MenuItem {
  readonly label: string;
  readonly icon: StageIconName;
  /** For what is on or off; without it, the item does something once. */
  readonly pressed?: boolean;
  /** What this browser, or this moment, has not got is not shown. */
  readonly available: boolean;
  /** Runs in the click, so that it may ask for what needs one. */
  onSelect(): void;
}

/** What the items act on. */
export interface MenuContext {
  readonly call: CallModel;
  readonly view: StageView;
  readonly fullScreen: FullScreen;
}

/** The items, in their order; read in a render, so that signals keep them fresh. */
export function moreItems(context: MenuContext): MenuItem[] {
  const { call, view, fullScreen } = context;
  const { gestures } = call;
  const together = isTogether(call.phase.value);
  const otherCamera = flipTarget({ call });
  return [
    {
      label: "Raise hand",
      icon: "hand",
      pressed: gestures.ownHand.value,
      available: together,
      onSelect: () => gestures.raiseHand(!gestures.ownHand.value),
    },
    {
      label: "Reactions",
      icon: "smile",
      available: together,
      onSelect: () => view.reactions.value = true,
    },
    {
      label: "Flip camera",
      icon: "flip",
      available: otherCamera !== null,
      onSelect: () => otherCamera && call.useDevice("camera", otherCamera.id),
    },
    {
      label: "Share something else",
      icon: "screen",
      available: call.screen.value.video !== null,
      onSelect: () => call.setScreen(true),
    },
    {
      label: "Picture in picture",
      icon: "picture",
      pressed: view.pictureOpen.value,
      available: together && (view.picture.value?.isAvailable ?? false),
      onSelect: () => void view.picture.value?.toggle(),
    },
    {
      label: "Full screen",
      icon: "full-screen",
      pressed: view.fullScreen.value,
      available: fullScreen.isAvailable,
      onSelect: () => void fullScreen.toggle(),
    },
    {
      label: "Fill the screen with their picture",
      icon: "fill",
      pressed: view.fill.value,
      available: true,
      onSelect: () => view.fill.value = !view.fill.value,
    },
    {
      label: "Show your own picture",
      icon: "self",
      pressed: view.selfShown.value,
      available: true,
      onSelect: () => view.selfShown.value = !view.selfShown.value,
    },
    {
      label: "Keyboard shortcuts",
      icon: "keyboard",
      available: true,
      onSelect: () => view.help.value = true,
    },
  ];
}
