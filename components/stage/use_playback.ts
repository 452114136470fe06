import { type Signal, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { keepPlaying, type Playback } from "../../call/stage/playback.ts";

/** What keeps a stream from being heard. */
export interface Silence {
  /** Whether the sound waits for a tap. */
  readonly silent: Signal<boolean>;
  /** Call it in the tap. */
  resume(): void;
}

/** Keeps a stream playing in its element, with sound as soon as that is allowed. */
export function usePlayback(
  video: { readonly current: HTMLVideoElement | null },
  stream: MediaStream | null,
): Silence {
  const silent = useSignal(false);
  const playback = useRef<Playback | null>(null);
  useEffect(() => {
    if (video.current === null || stream === null) return;
    const keeping = keepPlaying(video.current, document, (now) => {
      silent.value = now;
    });
    playback.current = keeping;
    return () => keeping[Symbol.dispose]();
  }, [stream]);
  const resume = () => playback.current?.resume();
  const waits = silent.value;
  useEffect(() => {
    if (!waits) return;
    // Any other tap or key is as good.
    addEventListener("click", resume, true);
    addEventListener("keydown", resume, true);
    return () => {
      removeEventListener("click", resume, true);
      removeEventListener("keydown", resume, true);
    };
  }, [waits]);
  return { silent, resume };
}
