import { Icon } from "../base/Icon.tsx";
import {
  MediaToggles,
  type MediaTogglesProps,
} from "../devices/MediaToggles.tsx";
import { isTogether } from "../../call/comings.ts";
import { ReactionsButton } from "../gestures/ReactionsButton.tsx";
import { ToggleButton } from "../base/ToggleButton.tsx";
import { More } from "./More.tsx";
import type { MenuContext } from "./more_items.ts";
import type { PanelName } from "./panels.tsx";

/** Switches of the call, and what each does. */
export interface ToolbarProps extends MediaTogglesProps {
  sharing: boolean;
  /** Phones can't share their screen. */
  canShare: boolean;
  panel: PanelName | null;
  unread: number;
  /** What the menu acts on. */
  menu: MenuContext;
  onScreen(on: boolean): void;
  onPanel(panel: PanelName | null): void;
  onLeave(): void;
}

/** What one does in a call all the time, in one row that fits the narrowest phone; the rest is behind **More**. */
export function Toolbar(props: ToolbarProps) {
  const { media, panel } = props;
  return (
    <div
      role="toolbar"
      aria-label="Call controls"
      class="relative flex max-w-full flex-wrap items-center justify-center rounded-full bg-glass p-1 backdrop-blur sm:gap-3 sm:p-2"
    >
      <MediaToggles
        media={media}
        onMicrophone={props.onMicrophone}
        onCamera={props.onCamera}
      />
      {props.canShare && (
        <ToggleButton
          label="Share screen"
          icon="screen"
          pressed={props.sharing}
          onToggle={props.onScreen}
        />
      )}
      <ToggleButton
        label="Chat"
        icon="chat"
        pressed={panel === "chat"}
        badge={props.unread}
        onToggle={(on) => props.onPanel(on ? "chat" : null)}
      />
      <ToggleButton
        label="Settings"
        icon="settings"
        pressed={panel === "settings"}
        onToggle={(on) => props.onPanel(on ? "settings" : null)}
      />
      {isTogether(props.menu.call.phase.value) && (
        <ReactionsButton open={props.menu.view.reactions} />
      )}
      <More {...props.menu} />
      <button
        type="button"
        aria-label="Leave call"
        title="Leave call"
        class="grid h-12 w-12 place-items-center rounded-full bg-ember text-white transition-colors hover:bg-ember-strong focus-ring sm:w-16"
        onClick={props.onLeave}
      >
        <Icon name="leave" />
      </button>
    </div>
  );
}
