import { useRef } from "preact/hooks";
import { isTogether } from "../../call/machine/comings.ts";
import { graphemes } from "../../call/messages/graphemes.ts";
import type { CallModel } from "../../call/model.ts";
import type { StageView } from "../../call/stage/view.ts";
import { Icon } from "../base/Icon.tsx";
import { HAND } from "../words/gestures.ts";
import { someone } from "../words/them.ts";
import { Video } from "../base/Video.tsx";
import { usePlayback } from "./use_playback.ts";

/** The other person's place on the page. */
export interface RemoteViewProps {
  call: Pick<CallModel, "phase" | "remote" | "gestures" | "speaker">;
  view: Pick<StageView, "fill" | "remoteVideo">;
}

/** Their circle, with the letter that they begin with: the next best to a face. */
function Initial({ name }: { name: string }) {
  const [letter = ""] = graphemes(name);
  return (
    <span
      class="grid h-32 w-32 place-items-center rounded-full bg-far text-4xl font-semibold text-on-far sm:h-44 sm:w-44"
      aria-hidden="true"
    >
      {letter.toLocaleUpperCase()}
    </span>
  );
}

/** Their picture, or why there is none. */
export function RemoteView({ call, view }: RemoteViewProps) {
  const remote = call.remote.value;
  const { streams } = remote;
  const there = isTogether(call.phase.value);
  const hand = call.gestures.theirHand.value;
  const speakerId = call.speaker.sinkId.value;
  const sharing = there && remote.screen && streams !== null;
  const screenRef = useRef<HTMLVideoElement>(null);
  const sound = usePlayback(view.remoteVideo, streams?.main ?? null);
  const screenSound = usePlayback(
    screenRef,
    sharing ? streams.screen : null,
  );
  const who = someone(remote.name);
  return (
    <section
      class="absolute inset-0 touch-manipulation"
      aria-label="The other person"
      onDblClick={() => view.fill.value = !view.fill.value}
    >
      <Video
        label="Remote video"
        stream={streams?.main ?? null}
        speakerId={speakerId}
        videoRef={view.remoteVideo}
        class={`${there && remote.camera ? "" : "invisible"} ${
          sharing
            ? "their-place absolute z-10 aspect-video w-32 rounded-2xl object-cover sm:w-56"
            : view.fill.value
            ? "h-full w-full object-cover"
            : "h-full w-full object-contain"
        }`}
      />
      {sharing && (
        <Video
          label="Remote screen"
          stream={streams.screen}
          videoRef={screenRef}
          speakerId={speakerId}
          class="absolute inset-0 h-full w-full object-contain"
        />
      )}
      {there && !remote.camera && !sharing && (
        <div class="absent absolute inset-0 grid place-content-center justify-items-center gap-5 px-6 text-center">
          <Initial name={remote.name} />
          <p class="absent-name max-w-full break-words text-xl text-white">
            <bdi key={who} translate={false}>{who}</bdi> has no camera on
          </p>
        </div>
      )}
      {there && (
        <p
          class={`name-place absolute flex max-w-[80%] items-center gap-2 rounded-full px-3 py-1 text-sm ${
            hand
              ? "bottom-36 bg-white text-night shadow-soft"
              : "steps-back bottom-28 bg-glass text-white lg:bottom-6 lg:max-w-[18%]"
          }`}
        >
          {hand && <span class="text-xl" aria-hidden="true">{HAND.emoji}</span>}
          <span class="truncate">
            <bdi key={who} translate={false}>{who}</bdi>
            {hand && <span>{` ${HAND.theirs}`}</span>}
          </span>
          {sharing && !remote.camera && (
            <span class="flex items-center gap-1">
              <Icon name="camera" off />
              <span class="sr-only">has no camera on</span>
            </span>
          )}
          {!remote.microphone && (
            <span class="flex items-center gap-1" data-remote-muted>
              <Icon name="microphone" off />
              <span class="sr-only">is muted</span>
            </span>
          )}
        </p>
      )}
      {there && (sound.silent.value || screenSound.silent.value) && (
        <div class="absolute inset-0 z-10 grid place-items-center">
          <button
            type="button"
            class="button-primary button-large"
            onClick={() => {
              sound.resume();
              screenSound.resume();
            }}
          >
            Tap to hear them
          </button>
        </div>
      )}
    </section>
  );
}
