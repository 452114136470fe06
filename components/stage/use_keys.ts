import type { Signal } from "@preact/signals";
import { useLayoutEffect } from "preact/hooks";
import { isOn } from "../../call/media/media_snapshot.ts";
import { watchTalkKey } from "../../call/stage/push_to_talk.ts";
import { actionOf, type ShortcutAction } from "../../call/stage/shortcuts.ts";
import { TALKED, TALKING } from "../words/shortcuts.ts";
import { isField, isMac, isPressed } from "./keyboard.ts";
import type { MenuContext } from "./more_items.ts";
import type { PanelName } from "./panels.tsx";

/** Lets keys do what buttons do. */
export function useKeys(
  context: MenuContext,
  panel: Signal<PanelName | null>,
): void {
  const { call, view, fullScreen } = context;
  const actions: Record<ShortcutAction, () => void> = {
    microphone: () => call.setMicrophone(!isOn(call.media.peek().microphone)),
    camera: () => call.setCamera(!isOn(call.media.peek().camera)),
    chat: () => panel.value = panel.value === "chat" ? null : "chat",
    screen() {
      if (!("getDisplayMedia" in navigator.mediaDevices)) return;
      call.setScreen(call.screen.peek().video === null);
    },
    hand: () => call.gestures.raiseHand(!call.gestures.ownHand.peek()),
    "full-screen": () => void fullScreen.toggle(),
    help: () => view.help.value = true,
    close: () => panel.value = null,
  };

  useLayoutEffect(() => {
    const mac = isMac();
    const onKeyDown = (event: KeyboardEvent) => {
      // What is open took it.
      if (event.defaultPrevented) return;
      const action = actionOf(event, {
        mac,
        typing: isField(event.target),
        letters: view.letterKeys.peek(),
      });
      // An open dialog takes all; that it was closed is told a moment later.
      if (action === null || document.querySelector("dialog[open]")) return;
      if (action === "close" && panel.peek() === null) return;
      event.preventDefault();
      actions[action]();
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, []);

  useLayoutEffect(() => {
    const watching = watchTalkKey(window, {
      isMuted() {
        const { microphone } = call.media.peek();
        return microphone.track !== null && !microphone.on;
      },
      // A button that the mouse has left focused is not meant.
      isTaken: (target) =>
        isField(target) || isPressed(target) && view.byKeyboard.peek(),
      talk(on) {
        call.setMicrophone(on);
        view.talking.value = on;
        view.said.value = on ? TALKING : TALKED;
      },
    });
    return () => watching[Symbol.dispose]();
  }, []);
}
