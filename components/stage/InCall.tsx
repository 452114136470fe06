import { useComputed, useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import type { CallModel } from "../../call/model.ts";
import { FullScreen } from "../../call/stage/full_screen.ts";
import { createView } from "../../call/stage/view.ts";
import { DeviceProblems, deviceProblems } from "../devices/DeviceProblems.tsx";
import { Waiting } from "../invite/Waiting.tsx";
import { PrivacyButton } from "../privacy/PrivacyButton.tsx";
import type { MenuContext } from "./more_items.ts";
import { OpenPanel, type PanelName, preloadPanels } from "./panels.tsx";
import { RemoteView } from "./RemoteView.tsx";
import { Stage } from "./Stage.tsx";
import { Toolbar } from "./Toolbar.tsx";

/** What the page of a call needs. */
export interface InCallProps {
  call: CallModel;
  room: string;
  /** The link of this call. */
  url: string;
}

/** How this person looks at the call; let go of with the page of the call. */
function useMenuContext(call: CallModel): MenuContext {
  const context = useMemo(() => {
    const view = createView(() => localStorage);
    const video = () => view.remoteVideo.current;
    const fullScreen = new FullScreen(document, video, (on) => {
      view.fullScreen.value = on;
    });
    return { call, view, fullScreen };
  }, []);
  useEffect(() => () => {
    context.fullScreen[Symbol.dispose]();
    context.view[Symbol.dispose]();
  }, []);
  return context;
}

/** The call under way: the other person, the controls, and what is open beside them. */
export function InCall({ call, room, url }: InCallProps) {
  const menu = useMenuContext(call);
  const { view } = menu;
  const panel = useSignal<PanelName | null>(null);
  const draft = useSignal("");
  const seen = useSignal(0);
  const heard = useComputed(() =>
    call.chat.log.value.filter(({ from }) => from === "peer").length
  );
  if (panel.value === "chat") seen.value = heard.value;
  // As soon as the server is there, and each time that it is there again.
  useSignalEffect(() => {
    if (call.signalling.value === "open") preloadPanels();
  });
  return (
    <Stage
      phase={call.phase.value}
      signalling={call.signalling.value}
      peerName={call.remote.value.name}
      media={call.media.value}
      selfShown={view.selfShown.value}
      problems={<NewProblems call={call} />}
      toolbar={
        <Toolbar
          media={call.media.value}
          sharing={call.screen.value.video !== null}
          canShare={"getDisplayMedia" in navigator.mediaDevices}
          panel={panel.value}
          unread={heard.value - seen.value}
          menu={menu}
          onMicrophone={call.setMicrophone}
          onCamera={call.setCamera}
          onScreen={call.setScreen}
          onPanel={(next) => panel.value = next}
          onLeave={call.leave}
        />
      }
      privacy={
        <PrivacyButton
          kind={call.link.value?.source.kind ?? "named"}
          verified={call.verified.value}
          open={panel.value === "privacy"}
          onToggle={(open) => panel.value = open ? "privacy" : null}
        />
      }
      open={panel.value !== null}
      panel={<OpenPanel panel={panel} call={call} draft={draft} />}
    >
      <RemoteView
        phase={call.phase.value}
        remote={call.remote.value}
        speakerId={call.speaker.sinkId.value}
        fill={view.fill.value}
        videoRef={view.remoteVideo}
      />
      {call.phase.value === "waiting" && (
        <Waiting call={call} room={room} url={url} />
      )}
    </Stage>
  );
}

/** What the lobby said already is not said again over the picture. */
function NewProblems({ call }: Pick<InCallProps, "call">) {
  const problems = deviceProblems(call.media.value);
  const known = useSignal(problems.join());
  if (problems.join() === known.value) return null;
  return (
    <DeviceProblems
      problems={problems}
      onRetry={call.retryMedia}
      onDismiss={() => known.value = problems.join()}
    />
  );
}
