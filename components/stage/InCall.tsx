import {
  type ReadonlySignal,
  type Signal,
  useComputed,
  useSignal,
  useSignalEffect,
} from "@preact/signals";
import { useMemo } from "preact/hooks";
import type { CallModel } from "../../call/model.ts";
import { isQueued } from "../../call/machine/state.ts";
import type { ChatMessage } from "../../call/messages/chat.ts";
import { isUnsteady } from "../../call/media/media_snapshot.ts";
import { systemClock } from "../../signalling/clock.ts";
import { DeviceProblems, deviceProblems } from "../devices/DeviceProblems.tsx";
import { deferred } from "../base/deferred.tsx";
import { FileDrop } from "../chat/FileDrop.tsx";
import { StuckFiles } from "../chat/StuckFiles.tsx";
import { useChime, useTitle } from "../company/use_company.ts";
import { Gestures } from "../gestures/Gestures.tsx";
import { ReactionBar } from "../gestures/ReactionBar.tsx";
import { Waiting } from "../invite/Waiting.tsx";
import { CallCorner } from "./CallCorner.tsx";
import { Door } from "./Door.tsx";
import { Knocking } from "./Knocking.tsx";
import { Queued } from "./Queued.tsx";
import { OpenPanel, type PanelName, preloadPanels } from "./panels.tsx";
import { OwnNotices } from "./OwnNotices.tsx";
import { OwnPicture } from "./OwnPicture.tsx";
import { RemoteView } from "./RemoteView.tsx";
import { Stage } from "./Stage.tsx";
import { Toolbar } from "./Toolbar.tsx";
import { useSteady } from "./use_steady.ts";
import { useKeys } from "./use_keys.ts";
import {
  useAhead,
  useCare,
  useOutside,
  useRest,
  useStage,
} from "./use_stage.ts";

const Shortcuts = deferred(
  () => import("./parts.ts"),
  ({ Shortcuts }) => Shortcuts,
);

const SpokenNews = deferred(
  () => import("./parts.ts"),
  ({ SpokenNews }) => SpokenNews,
  { quiet: true },
);

const ChatNews = deferred(
  () => import("./parts.ts"),
  ({ ChatNews }) => ChatNews,
  { quiet: true },
);

/** What the page of a call needs. */
export interface InCallProps {
  call: CallModel;
  room: string;
  /** The link of this call. */
  url: string;
}

/**
 * The call under way: the other person, the controls, and what is open beside
 * them. Each part reads for itself what it shows: much changes while two get
 * connected, and drawing all of it each time would hold them up.
 */
export function InCall({ call, room, url }: InCallProps) {
  const stage = useStage(call);
  const { view } = stage;
  const phase = call.phase.value;
  const signalling = useSteady(call.signalling);
  const unreached = signalling === "backing-off";
  const queued = isQueued(phase, signalling);
  const panel = useSignal<PanelName | null>(null);
  const open = useComputed(() => panel.value !== null);
  const draft = useSignal("");
  const unread = useUnread(call, panel);
  const peerName = useComputed(() => call.remote.value.name);
  const atDoor = useComputed(() => call.admission.knocker.value !== null);
  const problems = useComputed(() => deviceProblems(call.media.value).join());
  // What the lobby said already is not said again over the picture.
  const known = useSignal(problems.peek());
  const news = useComputed(() => problems.value !== known.value);
  const busy = useComputed(() =>
    call.phase.value !== "connected" || open.value || news.value ||
    call.gestures.ownHand.value ||
    isUnsteady(call.media.value.camera) ||
    isUnsteady(call.media.value.microphone) ||
    call.screen.value.problem !== null
  );
  useTitle(call, unread);
  useChime(call);
  useKeys(stage, panel);
  useCare(phase);
  useOutside(stage);
  useRest(view, busy.value);
  const ahead = useSignal(false);
  const since = useMemo(() => call.chat.log.peek(), []);
  useAhead(call, () => {
    ahead.value = true;
    preloadPanels();
    for (const part of [Shortcuts, SpokenNews, ChatNews]) {
      part.preload().catch(() => {});
    }
    call.files.transfers().catch(() => {});
  });
  return (
    <Stage
      phase={phase}
      signalling={signalling}
      peerName={peerName.value}
      notices={
        <>
          <OwnNotices call={call} />
          <StuckFiles call={call} />
          {ahead.value && (
            <ChatNews
              call={call}
              panel={panel.value}
              onOpen={() => panel.value = "chat"}
            />
          )}
        </>
      }
      resting={view.resting.value}
      corner={view.corner.value}
      said={view.said.value}
      saidToAll={view.talking.value}
      selfView={<OwnPicture call={call} view={view} />}
      door={<Door admission={call.admission} />}
      atDoor={atDoor.value}
      locked={call.admission.locked.value === true}
      problems={news.value && (
        <DeviceProblems
          media={call.media.value}
          onRetry={call.retryMedia}
          onDismiss={() => known.value = problems.value}
        />
      )}
      toolbar={
        <div class="grid max-w-full justify-items-center gap-2">
          <ReactionBar call={call} open={view.reactions} />
          <Toolbar stage={stage} panel={panel} unread={unread} />
        </div>
      }
      privacy={<CallCorner call={call} panel={panel} />}
      open={panel.value}
      dialog={view.help.value && <Shortcuts view={view} />}
      panel={
        <>
          <FileDrop call={call} onOffered={() => panel.value = "chat"} />
          {ahead.value && (
            <SpokenNews
              call={call}
              since={since}
              chatOpen={panel.value === "chat"}
            />
          )}
          <OpenPanel panel={panel} call={call} draft={draft} />
        </>
      }
    >
      <RemoteView call={call} view={view} />
      <Gestures call={call} />
      {phase === "knocking" && <Knocking call={call} unreached={unreached} />}
      {queued && <Queued call={call} />}
      {phase === "waiting" && !queued && (
        <Waiting call={call} room={room} url={url} unreached={unreached} />
      )}
    </Stage>
  );
}

/** How much has come that the chat has not shown; not what a reload brings back. */
function useUnread(
  call: CallModel,
  panel: Signal<PanelName | null>,
): ReadonlySignal<number> {
  const seenAtMs = useSignal(systemClock.wallNow());
  useSignalEffect(() => {
    if (panel.value !== "chat") return;
    return () => void (seenAtMs.value = systemClock.wallNow());
  });
  return useComputed(() =>
    panel.value === "chat" ? 0 : [call.chat.log.value, call.files.lines.value]
      .reduce((sum, lines) => sum + countSince(lines, seenAtMs.value), 0)
  );
}

/** How many lines of the other person are newer; those before are not looked at. */
function countSince(
  lines: readonly Pick<ChatMessage, "from" | "atMs">[],
  sinceMs: number,
): number {
  let count = 0;
  for (let index = lines.length - 1; index >= 0; index--) {
    const line = lines[index];
    if (line === undefined || line.atMs <= sinceMs) break;
    if (line.from === "peer") count++;
  }
  return count;
}
