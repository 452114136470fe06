import { useSignal } from "@preact/signals";
import { playSound } from "../../call/media/sound_player.ts";
import type { SpeakerModel } from "../../call/media/speaker.ts";
import { Changing } from "../base/Changing.tsx";

/** Quiet sounds tell; this one is to be found. */
const LOUDNESS = 2.5;

type Playing = "no" | "yes" | "refused";

/** Plays a sound where the other person will be heard, and says what became of the chosen speaker. */
export function SpeakerTest({ speaker }: { speaker: SpeakerModel }) {
  const playing = useSignal<Playing>("no");
  async function play(): Promise<void> {
    if (playing.value === "yes") return;
    playing.value = "yes";
    const sinkId = speaker.sinkId.peek();
    playing.value = await playSound("arrived", sinkId, LOUDNESS)
      ? "no"
      : "refused";
  }
  const missing = speaker.missing.value;
  return (
    <div class="grid gap-2">
      <div class="flex flex-wrap gap-2">
        <button
          type="button"
          class="button-quiet"
          aria-disabled={playing.value === "yes"}
          onClick={play}
        >
          Test speaker
        </button>
        <PickSpeaker speaker={speaker} />
      </div>
      <p role="status" class="text-sm text-soft">
        <Changing
          text={playing.value === "yes"
            ? "You should hear two soft tones."
            : playing.value === "refused"
            ? "That speaker could not be used. Choose another one."
            : missing !== null
            ? `${
              missing || "Your speaker"
            } is not available. The system’s default is used until it is back.`
            : ""}
        />
      </p>
    </div>
  );
}

type Outputs = MediaDevices & {
  /** Not every browser has it. */
  selectAudioOutput?(): Promise<{ deviceId: string; label: string }>;
};

/** Firefox lists few speakers by itself, and has a list of its own. */
function PickSpeaker({ speaker }: { speaker: SpeakerModel }) {
  const outputs: Outputs = navigator.mediaDevices;
  if (outputs.selectAudioOutput === undefined) return null;
  async function pick(): Promise<void> {
    try {
      const chosen = await outputs.selectAudioOutput?.();
      if (chosen) speaker.choose({ id: chosen.deviceId, label: chosen.label });
    } catch {
      // Closing the browser's list changes nothing.
    }
  }
  return (
    <button type="button" class="button-quiet" onClick={pick}>
      More speakers
    </button>
  );
}
