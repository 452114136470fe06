import { useComputed, useSignal, useSignalEffect } from "@preact/signals";
import { isTogether } from "../../call/comings.ts";
import type { CallModel } from "../../call/model.ts";
import type { CallPhase } from "../../call/state.ts";
import { isUnsteady } from "../../call/media_snapshot.ts";
import { DeviceProblems, deviceProblems } from "../devices/DeviceProblems.tsx";
import { deferred } from "../base/deferred.tsx";
import { SelfView } from "../devices/SelfView.tsx";
import { LowerHand } from "../gestures/LowerHand.tsx";
import { CallClock } from "../company/CallClock.tsx";
import { useChime, useTitle } from "../company/use_company.ts";
import { Gestures } from "../gestures/Gestures.tsx";
import { ReactionBar } from "../gestures/ReactionBar.tsx";
import { Waiting } from "../invite/Waiting.tsx";
import { PrivacyButton } from "../privacy/PrivacyButton.tsx";
import { FloatingSelfView } from "./FloatingSelfView.tsx";
import { Door } from "./Door.tsx";
import { Knocking } from "./Knocking.tsx";
import { OpenPanel, type PanelName, preloadPanels } from "./panels.tsx";
import { OwnNotices } from "./OwnNotices.tsx";
import { OwnVoice } from "./OwnVoice.tsx";
import { RemoteView } from "./RemoteView.tsx";
import { Stage } from "./Stage.tsx";
import { Toolbar } from "./Toolbar.tsx";
import { useKeys } from "./use_keys.ts";
import { useCare, useOutside, useRest, useStage } from "./use_stage.ts";

const Shortcuts = deferred(async () => (await import("./parts.ts")).Shortcuts);

const CallFiles = deferred(
  async () => (await import("./parts.ts")).CallFiles,
  { quiet: true },
);

const ChatNews = deferred(
  async () => (await import("./parts.ts")).ChatNews,
  { quiet: true },
);

/** What the page of a call needs. */
export interface InCallProps {
  call: CallModel;
  room: string;
  /** The link of this call. */
  url: string;
}

/** The call under way: the other person, the controls, and what is open beside them. */
export function InCall({ call, room, url }: InCallProps) {
  const stage = useStage(call);
  const { view } = stage;
  const panel = useSignal<PanelName | null>(null);
  const draft = useSignal("");
  const seen = useSignal(0);
  const heard = useComputed(() =>
    [...call.chat.log.value, ...call.files.lines.value]
      .filter(({ from }) => from === "peer").length
  );
  if (panel.value === "chat") seen.value = heard.value;
  const problems = useComputed(() => deviceProblems(call.media.value));
  // What the lobby said already is not said again over the picture.
  const known = useSignal(problems.peek().join());
  const news = problems.value.join() !== known.value;
  const unread = useComputed(() => heard.value - seen.value);
  useTitle(call, unread);
  useChime(call);
  useKeys(stage, panel);
  useCare(call.phase.value);
  useOutside(stage);
  useRest(
    view,
    call.phase.value !== "connected" || panel.value !== null || news ||
      call.gestures.ownHand.value ||
      isUnsteady(call.media.value.camera) ||
      isUnsteady(call.media.value.microphone) ||
      call.screen.value.problem !== null,
  );
  // As soon as the server is there, and each time that it is there again.
  useSignalEffect(() => {
    if (call.signalling.value !== "open") return;
    preloadPanels();
    for (const part of [Shortcuts, CallFiles, ChatNews]) {
      part.preload().catch(() => {});
    }
    call.files.transfers().catch(() => {});
  });
  const alone = isAlone(call.phase.value) &&
    call.media.value.camera.track !== null;
  return (
    <Stage
      phase={call.phase.value}
      signalling={call.signalling.value}
      peerName={call.remote.value.name}
      notices={
        <>
          <OwnNotices call={call} />
          <ChatNews
            call={call}
            panel={panel.value}
            onOpen={() => panel.value = "chat"}
          />
        </>
      }
      resting={view.resting.value}
      corner={view.corner.value}
      said={view.said.value}
      saidToAll={view.talking.value}
      selfView={
        <FloatingSelfView
          view={view}
          alone={alone}
        >
          <SelfView media={call.media.value} class="h-full w-full" />
          {!alone && <OwnVoice call={call} />}
        </FloatingSelfView>
      }
      door={<Door admission={call.admission} />}
      atDoor={call.admission.knocker.value !== null}
      locked={call.admission.locked.value === true}
      problems={news && (
        <DeviceProblems
          media={call.media.value}
          onRetry={call.retryMedia}
          onDismiss={() => known.value = problems.value.join()}
        />
      )}
      toolbar={
        <div class="grid max-w-full justify-items-center gap-2">
          <ReactionBar call={call} open={view.reactions} />
          <Toolbar
            media={call.media.value}
            sharing={call.screen.value.video !== null}
            canShare={"getDisplayMedia" in navigator.mediaDevices}
            panel={panel.value}
            unread={unread.value}
            menu={stage}
            onMicrophone={call.setMicrophone}
            onCamera={call.setCamera}
            onScreen={call.setScreen}
            onPanel={(next) => panel.value = next}
            onLeave={call.leave}
          />
        </div>
      }
      privacy={
        <div class="flex flex-wrap items-center gap-2">
          <PrivacyButton
            kind={call.link.value?.source.kind ?? "named"}
            verified={call.verified.value}
            open={panel.value === "privacy"}
            onToggle={(open) => panel.value = open ? "privacy" : null}
          />
          <CallClock meeting={call.meeting} />
          {isTogether(call.phase.value) && (
            <LowerHand gestures={call.gestures} />
          )}
        </div>
      }
      open={panel.value !== null}
      dialog={view.help.value && <Shortcuts view={view} />}
      panel={
        <>
          <CallFiles
            call={call}
            chatOpen={panel.value === "chat"}
            onOffered={() => panel.value = "chat"}
          />
          <OpenPanel panel={panel} call={call} draft={draft} />
        </>
      }
    >
      <RemoteView
        phase={call.phase.value}
        remote={call.remote.value}
        hand={call.gestures.theirHand.value}
        speakerId={call.speaker.sinkId.value}
        fill={view.fill.value}
        onFill={() => view.fill.value = !view.fill.value}
        videoRef={view.remoteVideo}
      />
      <Gestures call={call} />
      {call.phase.value === "knocking" && <Knocking call={call} />}
      {call.phase.value === "waiting" && (
        <Waiting call={call} room={room} url={url} />
      )}
    </Stage>
  );
}

/** Whether one's own picture may have the page to itself. */
function isAlone(phase: CallPhase): boolean {
  return phase === "joining" || phase === "waiting" || phase === "knocking" ||
    phase === "connecting";
}
