import type { Signal } from "@preact/signals";
import { useLayoutEffect } from "preact/hooks";
import { isOn } from "../../call/media/media_snapshot.ts";
import { watchTalkKey } from "../../call/stage/push_to_talk.ts";
import { actionOf, type ShortcutAction } from "../../call/stage/shortcuts.ts";
import { TALKED, TALKING } from "../words/shortcuts.ts";
import { isField, isInOpenPart, isMac, isPressed } from "./keyboard.ts";
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
      // An open dialog has the keys, wherever the focus is.
      const dialog = document.querySelector("dialog[open]") !== null;
      const action = actionOf(event, {
        mac,
        inside: dialog || isField(event.target) || isInOpenPart(event.target),
        letters: view.letterKeys.peek(),
      });
      if (action === null) return;
      if (action === "close" && (dialog || panel.peek() === null)) return;
      event.preventDefault();
      if (!event.repeat) actions[action]();
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
        isField(target) || isInOpenPart(target) ||
        isPressed(target) && view.byKeyboard.peek(),
      talk(on) {
        call.talk(on);
        view.talking.value = on;
        view.said.value = on ? TALKING : TALKED;
      },
    });
    return () => watching[Symbol.dispose]();
  }, []);
}
