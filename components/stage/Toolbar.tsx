import { Icon } from "../base/Icon.tsx";
import {
  MediaToggles,
  type MediaTogglesProps,
} from "../devices/MediaToggles.tsx";
import { ToggleButton } from "../base/ToggleButton.tsx";
import type { PanelName } from "./panels.tsx";

/** Switches of the call, and what each does. */
export interface ToolbarProps extends MediaTogglesProps {
  sharing: boolean;
  /** Phones can't share their screen. */
  canShare: boolean;
  panel: PanelName | null;
  unread: number;
  onScreen(on: boolean): void;
  onPanel(panel: PanelName | null): void;
  onLeave(): void;
}

/** Everything one does in a call, in one row. */
export function Toolbar(props: ToolbarProps) {
  const { media, panel } = props;
  return (
    <div
      role="toolbar"
      aria-label="Call controls"
      class="flex items-center gap-2 rounded-full bg-glass p-2 backdrop-blur sm:gap-3"
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
      <button
        type="button"
        aria-label="Leave call"
        title="Leave call"
        class="grid h-12 w-14 place-items-center rounded-full bg-ember text-white transition-colors hover:bg-ember-strong focus-ring sm:w-16"
        onClick={props.onLeave}
      >
        <Icon name="leave" />
      </button>
    </div>
  );
}
