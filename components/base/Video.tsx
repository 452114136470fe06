import { loadCode } from "../../call/load_code.ts";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";

/** What a {@linkcode Video} shows and how. */
export interface VideoProps {
  label: string;
  stream: MediaStream | null;
  class: string;
  /** One's own picture makes no sound. */
  muted?: boolean;
  /** Where the sound goes, where the browser lets one choose; empty for the system's default. */
  speakerId?: string;
  /** For who acts on the element itself. */
  videoRef?: { current: HTMLVideoElement | null };
}

type Sinkable =
  & HTMLVideoElement
  & Partial<Pick<HTMLMediaElement, "setSinkId" | "sinkId">>;

/** A stream on the page. Plays inline, never full screen by itself. */
export function Video(props: VideoProps) {
  const { label, stream, muted = false, speakerId = "" } = props;
  const own = useRef<HTMLVideoElement>(null);
  const ref = props.videoRef ?? own;
  // At once: an effect would wait for the next frame to be painted without it.
  useLayoutEffect(() => {
    const video = ref.current;
    if (video === null) return;
    if (video.srcObject !== stream) video.srcObject = stream;
    // Refused only before the first click on a page; Join is that click.
    if (stream !== null) video.play().catch(() => {});
  }, [stream]);
  useEffect(() => {
    const video = ref.current;
    // What is heard may have to wait for a tap: its owner sees to it.
    if (video === null || stream === null || !muted) return;
    let gone = false;
    let pauses: Disposable | null = null;
    // Loaded once there is something to see.
    loadCode(() => import("../../call/stage/pauses.ts")).then(
      ({ keepGoing }) => {
        if (!gone) pauses = keepGoing(video);
      },
      () => {},
    );
    return () => {
      gone = true;
      pauses?.[Symbol.dispose]();
    };
  }, [stream]);
  useEffect(() => {
    const video: Sinkable | null = ref.current;
    if (video === null || (video.sinkId ?? "") === speakerId) return;
    // A speaker that is gone: the sound stays where it was.
    video.setSinkId?.(speakerId).catch(() => {});
  }, [speakerId]);
  return (
    <video
      ref={ref}
      aria-label={label}
      class={props.class}
      muted={muted}
      autoplay
      playsinline
    />
  );
}
