/** Owner of the audio graph that plays the app's own sounds, each for as long as it lasts. @module */
import { type Note, type SoundName, SOUNDS, VOICE } from "../../look/sound.ts";
import { answerWithin } from "../../signalling/clock.ts";

type Sinkable = AudioContext & {
  /** Not every browser has it. */
  setSinkId?(sinkId: string): Promise<void>;
};

/** Long enough for a device to wake up before the first tone, in seconds. */
const LEAD_IN_S = 0.05;

/** A sound that cannot begin within this is not played at all, in milliseconds. */
const START_WITHIN_MS = 1_000;

/** Speakers without a wire take a while to wake, in milliseconds. */
const SPEAKER_WITHIN_MS = 3_000;

/**
 * Plays a sound to its end.
 *
 * @param sinkId Where; empty for the system's default.
 * @param loudness How much louder than the sound itself.
 * @returns Whether it was played; `false`: that speaker can't be used, or the
 * browser plays nothing before the first click or key on the page.
 */
export async function playSound(
  name: SoundName,
  sinkId: string,
  loudness = 1,
): Promise<boolean> {
  const context: Sinkable = new AudioContext();
  try {
    const target = await answerWithin(
      SPEAKER_WITHIN_MS,
      () => targetOn(context, sinkId),
    );
    if (target === null) return false;
    // Pending for as long as the browser wants a click first; and what is late
    // would tell of the past.
    await answerWithin(START_WITHIN_MS, () => context.resume());
    if (context.state !== "running") return false;
    const startS = context.currentTime + LEAD_IN_S;
    const notes: readonly Note[] = SOUNDS[name];
    const ends = notes.map((note) =>
      play(context, target, note, startS, loudness)
    );
    await Promise.all(ends);
    return true;
  } catch {
    return false;
  } finally {
    context.close().catch(() => {});
  }
}

/** Where the graph ends; Firefox directs elements, and no graphs. */
async function targetOn(
  context: Sinkable,
  sinkId: string,
): Promise<AudioNode> {
  if (sinkId === "") return context.destination;
  if (context.setSinkId !== undefined) {
    await context.setSinkId(sinkId);
    return context.destination;
  }
  const end = context.createMediaStreamDestination();
  const element = new Audio();
  element.srcObject = end.stream;
  await element.setSinkId(sinkId);
  await element.play();
  return end;
}

/** @returns When its tone has faded away. */
function play(
  context: AudioContext,
  target: AudioNode,
  { frequencyHz, atMs, lastsMs, gain }: Note,
  startS: number,
  loudness: number,
): Promise<unknown> {
  const beginS = startS + atMs / 1_000;
  const peakS = beginS + VOICE.attackMs / 1_000;
  const endS = beginS + lastsMs / 1_000;
  const tone = new OscillatorNode(context, {
    type: VOICE.type,
    frequency: frequencyHz,
  });
  const envelope = new GainNode(context, { gain: 0 });
  envelope.gain.setValueAtTime(0, beginS);
  envelope.gain.linearRampToValueAtTime(gain * loudness, peakS);
  envelope.gain.exponentialRampToValueAtTime(0.0001, endS);
  tone.connect(envelope).connect(target);
  tone.start(beginS);
  tone.stop(endS);
  return new Promise((resolve) => tone.addEventListener("ended", resolve));
}
