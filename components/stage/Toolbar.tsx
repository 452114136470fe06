import type { ReadonlySignal, Signal } from "@preact/signals";
import { canShareScreen } from "../../call/abilities.ts";
import { Icon } from "../base/Icon.tsx";
import { MediaToggles } from "../devices/MediaToggles.tsx";
import { isTogether } from "../../call/machine/comings.ts";
import { ReactionsButton } from "../gestures/ReactionsButton.tsx";
import { ToggleButton } from "../base/ToggleButton.tsx";
import { More } from "./More.tsx";
import type { MenuContext } from "./more_items.ts";
import type { PanelName } from "./panels.tsx";

/** What the controls act on. */
export interface ToolbarProps {
  stage: MenuContext;
  panel: Signal<PanelName | null>;
  unread: ReadonlySignal<number>;
}

/** What one does in a call all the time, in one row that fits the narrowest phone; the rest is behind **More**. */
export function Toolbar({ stage, panel, unread }: ToolbarProps) {
  const { call } = stage;
  const toggles = (name: PanelName) => (on: boolean) =>
    void (panel.value = on ? name : null);
  return (
    <div
      role="toolbar"
      aria-label="Call controls"
      class="relative flex max-w-full flex-wrap items-center justify-center rounded-full bg-glass backdrop-blur"
    >
      <MediaToggles
        media={call.media.value}
        onMicrophone={call.setMicrophone}
        onCamera={call.setCamera}
      />
      {/* Phones can't share their screen. */}
      {canShareScreen() && (
        <ToggleButton
          label="Share screen"
          icon="screen"
          pressed={call.screen.value.video !== null}
          onToggle={call.setScreen}
        />
      )}
      <ToggleButton
        label="Chat"
        icon="chat"
        pressed={panel.value === "chat"}
        badge={unread.value}
        onToggle={toggles("chat")}
      />
      <ToggleButton
        label="Settings"
        icon="settings"
        pressed={panel.value === "settings"}
        onToggle={toggles("settings")}
      />
      {isTogether(call.phase.value) && (
        <ReactionsButton open={stage.view.reactions} />
      )}
      <More {...stage} />
      <button
        type="button"
        aria-label="Leave call"
        title="Leave call"
        class="grid h-12 w-12 place-items-center rounded-full bg-ember text-white transition-colors hover:bg-ember-strong focus-ring sm:w-16"
        onClick={call.leave}
      >
        <Icon name="leave" />
      </button>
    </div>
  );
}
