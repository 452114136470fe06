import {
  type ReadonlySignal,
  useComputed,
  useSignal,
  useSignalEffect,
} from "@preact/signals";
import type { ComponentChildren, ComponentType } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import { browserAdapter } from "../call/browser.ts";
import { checkFromLobby } from "../call/lobby_check.ts";
import { type CallModel, createCall } from "../call/model.ts";
import { type FailureReason, inRoom } from "../call/state.ts";
import { Chat } from "../components/Chat.tsx";
import { DevicePicker } from "../components/DevicePicker.tsx";
import {
  DeviceProblems,
  deviceProblems,
} from "../components/DeviceProblems.tsx";
import { Lobby } from "../components/Lobby.tsx";
import { Notice } from "../components/Notice.tsx";
import { Panel } from "../components/Panel.tsx";
import { RemoteView } from "../components/RemoteView.tsx";
import { Stage } from "../components/Stage.tsx";
import { Privacy, PrivacyButton } from "../components/Privacy.tsx";
import { type PanelName, Toolbar } from "../components/Toolbar.tsx";
import { FAILURES, SERVER_UNREACHED } from "../components/words.ts";

/** The lobby is there first; many have joined before there is any doubt. */
const LOBBY_CHECK_AFTER_MS = 2_000;

/** The whole call in one room, from the preview to the way back. */
export default function Call({ room }: { room: string }) {
  const call = useMemo(() => createCall(browserAdapter(room)), [room]);
  const speakerId = useSignal<string | null>(null);
  useEffect(() => {
    call.start();
    const leave = () => call[Symbol.dispose]();
    // A page taken back from the back/forward cache has let go of its devices.
    const back = ({ persisted }: PageTransitionEvent) => {
      if (persisted) location.reload();
    };
    // Another link, pasted into this tab, differs in what the browser thinks
    // is a place on the same page.
    const other = () => location.hash !== "" && location.reload();
    addEventListener("pagehide", leave);
    addEventListener("pageshow", back);
    addEventListener("hashchange", other);
    return () => {
      removeEventListener("hashchange", other);
      removeEventListener("pagehide", leave);
      removeEventListener("pageshow", back);
      leave();
    };
  }, [call]);

  const advice = useLobbyCheck(call);
  const { media } = call;
  const devices = (
    <DevicePicker
      devices={media.value.devices}
      cameraId={media.value.camera.deviceId}
      microphoneId={media.value.microphone.deviceId}
      speakerId={speakerId.value}
      onCamera={(id) => call.useDevice("camera", id)}
      onMicrophone={(id) => call.useDevice("microphone", id)}
      onSpeaker={(id) => speakerId.value = id}
    />
  );
  const phase = call.phase.value;
  const fragment = call.link.value?.fragment ?? "";
  const url = addressOf(room, fragment);
  return (
    <div data-call-state={phase} data-signalling-state={call.signalling.value}>
      {phase === "ended"
        ? <Ended call={call} />
        : phase === "failed"
        ? <Failed call={call} />
        : inRoom(phase)
        ? (
          <InCall
            call={call}
            room={room}
            url={url}
            speakerId={speakerId.value}
            devices={devices}
          />
        )
        : (
          <Lobby
            room={room}
            url={url}
            link={call.link.value}
            media={media.value}
            level={call.level.value}
            name={call.name.value}
            devices={devices}
            advice={advice.value}
            onMicrophone={call.setMicrophone}
            onCamera={call.setCamera}
            relayOnly={call.relayOnly.value}
            onName={call.setName}
            onRelayOnly={call.setRelayOnly}
            onRetry={call.retryMedia}
            onJoin={call.join}
          />
        )}
    </div>
  );
}

/** Once for each page, what would keep a call from working; for the lobby. */
function useLobbyCheck(call: CallModel): ReadonlySignal<string | null> {
  const advice = useSignal<string | null>(null);
  const done = useSignal(false);
  const ready = useComputed(() => call.phase.value === "ready");
  useSignalEffect(() => {
    if (!ready.value || done.peek()) return;
    const given = new AbortController();
    const timer = setTimeout(async () => {
      done.value = true;
      const relayOnly = call.relayOnly.peek();
      const found = await checkFromLobby(given.signal, relayOnly);
      if (found === null) return;
      // The one advice that may come too late to be loaded is here already.
      const words = await import("../components/check_words.ts")
        .catch(() => null);
      advice.value = words?.ADVICE[found] ?? SERVER_UNREACHED;
    }, LOBBY_CHECK_AFTER_MS);
    return () => {
      clearTimeout(timer);
      given.abort();
    };
  });
  return advice;
}

/** Loads the check when it is asked for, and runs it with each click. */
function CheckButton() {
  const check = useSignal<ComponentType<{ embedded: boolean }> | null>(null);
  const runs = useSignal(0);
  const failed = useSignal(false);
  const load = async () => {
    try {
      const { default: Check } = await import("./Check.tsx");
      check.value = Check;
      failed.value = false;
      runs.value++;
    } catch {
      failed.value = true;
    }
  };
  const Check = check.value;
  return (
    <>
      <button type="button" class="button-quiet" onClick={load}>
        Check connection
      </button>
      <p role="status" class={failed.value ? "text-sm" : "sr-only"}>
        {failed.value && SERVER_UNREACHED}
      </p>
      {Check && (
        <>
          <Check key={runs.value} embedded />
          <a class="text-sm underline" href="/check" target="_blank">
            Open as a page of its own
          </a>
        </>
      )}
    </>
  );
}

/** The link to send; on the server, where nobody reads it, nothing. */
function addressOf(room: string, fragment: string): string {
  const origin = globalThis.location?.origin ?? "";
  const hash = fragment && `#${fragment}`;
  return `${origin}/room/${encodeURIComponent(room)}${hash}`;
}

interface InCallProps {
  call: CallModel;
  room: string;
  /** The link of this call. */
  url: string;
  speakerId: string | null;
  devices: ComponentChildren;
}

function InCall({ call, room, url, speakerId, devices }: InCallProps) {
  const panel = useSignal<PanelName | null>(null);
  const seen = useSignal(0);
  const draft = useSignal("");
  const heard = useComputed(() =>
    call.chat.value.filter(({ from }) => from === "peer").length
  );
  if (panel.value === "chat") seen.value = heard.value;
  const close = () => panel.value = null;
  // What the lobby said already is not said again over the picture.
  const problems = deviceProblems(call.media.value);
  const known = useSignal(problems.join());
  const news = problems.join() !== known.value;
  const remote = call.remote.value;
  const phase = call.phase.value;
  const kind = call.link.value?.source.kind ?? "named";
  return (
    <Stage
      phase={phase}
      signalling={call.signalling.value}
      peerName={remote.name}
      media={call.media.value}
      problems={news && (
        <DeviceProblems
          problems={problems}
          onRetry={call.retryMedia}
          onDismiss={() => known.value = problems.join()}
        />
      )}
      toolbar={
        <Toolbar
          media={call.media.value}
          sharing={call.screen.value !== null}
          canShare={"getDisplayMedia" in navigator.mediaDevices}
          panel={panel.value}
          unread={heard.value - seen.value}
          onMicrophone={call.setMicrophone}
          onCamera={call.setCamera}
          onScreen={call.setScreen}
          onPanel={(next) => panel.value = next}
          onLeave={call.leave}
        />
      }
      privacy={
        <PrivacyButton
          kind={kind}
          verified={call.verified.value}
          open={panel.value === "privacy"}
          onToggle={(open) => panel.value = open ? "privacy" : null}
        />
      }
      panel={panel.value === "privacy"
        ? (
          <Panel title="Privacy" onClose={close}>
            <Privacy
              kind={kind}
              mangled={call.link.value?.mangled ?? false}
              pictures={phase === "connected"
                ? call.proof.value.pictures
                : null}
              verified={call.verified.value}
              onCompared={call.compared}
              onHideLink={kind === "private" ? () => call.hideLink() : null}
            />
          </Panel>
        )
        : panel.value === "chat"
        ? (
          <Panel title="Chat" onClose={close}>
            <Chat
              log={call.chat.value}
              peerName={remote.name}
              open={phase !== "waiting" && phase !== "joining"}
              draft={draft.value}
              onDraft={(text) => draft.value = text}
              onSay={call.say}
            />
          </Panel>
        )
        : panel.value === "settings" && (
          <Panel title="Settings" onClose={close}>
            <div class="grid content-start gap-5 overflow-y-auto p-1">
              {devices}
              <CheckButton />
            </div>
          </Panel>
        )}
    >
      <RemoteView
        phase={phase}
        remote={remote}
        room={room}
        url={url}
        speakerId={speakerId}
      />
    </Stage>
  );
}

function Ended({ call }: { call: CallModel }) {
  return (
    <Notice
      heading="You left the call"
      text="Camera and microphone are off, and your place is free."
    >
      <button type="button" class="button-primary" onClick={call.rejoin}>
        Rejoin
      </button>
      <a class="button-quiet" href="/">Start another call</a>
    </Notice>
  );
}

/** What a connection check says more about. */
const CHECKED: ReadonlySet<FailureReason> = new Set([
  "insecure",
  "no-relay",
  "unsupported",
]);

function Failed({ call }: { call: CallModel }) {
  const reason = call.failure.value;
  if (reason === null) return null;
  const { heading, text, retry } = FAILURES[reason];
  return (
    <Notice heading={heading} text={text}>
      {retry !== null && (
        <button type="button" class="button-primary" onClick={call.rejoin}>
          {retry}
        </button>
      )}
      {CHECKED.has(reason) && (
        <a class="button-quiet" href="/check">Check connection</a>
      )}
      <a class="button-quiet" href="/">Start another call</a>
    </Notice>
  );
}
