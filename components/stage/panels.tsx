/** What can be open beside the picture, each loaded with its first opening. @module */
import type { Signal } from "@preact/signals";
import type { CallModel } from "../../call/model.ts";
import { type Deferred, deferred } from "../base/deferred.tsx";
import { Panel } from "../base/Panel.tsx";
import { QrDialog } from "../invite/InviteWays.tsx";

/** Names of the panels. */
export type PanelName = "chat" | "settings" | "privacy";

/** What the panels need. */
export interface PanelProps {
  call: CallModel;
  /** What is being written; kept while the chat is closed. */
  draft: Signal<string>;
}

interface Part {
  readonly title: string;
  readonly Body: Deferred<PanelProps>;
}

const PARTS: Record<PanelName, Part> = {
  chat: {
    title: "Chat",
    Body: deferred(() => import("./parts.ts"), ({ ChatPanel }) => ChatPanel),
  },
  settings: {
    title: "Settings",
    Body: deferred(() => import("./parts.ts"), ({ Settings }) => Settings),
  },
  privacy: {
    title: "Privacy",
    Body: deferred(
      () => import("./parts.ts"),
      ({ PrivacyPanel }) => PrivacyPanel,
    ),
  },
};

/** Loads what is behind the buttons: later the server may be away. */
export function preloadPanels(): void {
  const parts = Object.values(PARTS).map(({ Body }) => Body);
  for (const part of [...parts, QrDialog]) part.preload().catch(() => {});
}

/** The panel that is open. */
export function OpenPanel(
  { panel, ...props }: PanelProps & { panel: Signal<PanelName | null> },
) {
  if (panel.value === null) return null;
  const { title, Body } = PARTS[panel.value];
  return (
    <Panel key={title} title={title} onClose={() => panel.value = null}>
      <Body {...props} />
    </Panel>
  );
}
