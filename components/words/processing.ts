/** What can be done to sound and picture, in a person's words. @module */
import type { ProcessingName } from "../../call/media/processing.ts";

/** A switch's name, and what it is good for. */
export const PROCESSING_WORDS: Record<
  ProcessingName,
  { readonly label: string; readonly text: string }
> = {
  noiseSuppression: {
    label: "Quieten background noise",
    text: "Switch it off to play music.",
  },
  echoCancellation: {
    label: "Cancel echoes",
    text: "Without headphones they hear themselves if this is off.",
  },
  autoGainControl: {
    label: "Keep my voice equally loud",
    text: "Turns the microphone up and down by itself.",
  },
  voiceIsolation: {
    label: "Only my voice",
    text: "Leaves out what is not a voice, and other voices, too.",
  },
  backgroundBlur: {
    label: "Blur my background",
    text: "Your device does it: nobody gets the sharp picture.",
  },
};
