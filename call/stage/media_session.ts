/**
 * Owner of the call's place outside the page: what the system shows of it, on a
 * lock screen or beside a small window, and the buttons there.
 *
 * @module
 */

/** What the system's buttons do. */
export const SESSION_ACTIONS = [
  "togglemicrophone",
  "togglecamera",
  "hangup",
  "enterpictureinpicture",
] as const;
/** One of them. */
export type SessionAction = typeof SESSION_ACTIONS[number];

/** The slice of `MediaSession` that is used; not every browser has all of it. */
export interface MediaSessionPort {
  metadata: MediaMetadata | null;
  playbackState: MediaSessionPlaybackState;
  /** Newer actions than TypeScript knows; a browser throws at those that it does not know. */
  setActionHandler(action: string, handler: (() => void) | null): void;
  setMicrophoneActive?(active: boolean): Promise<void> | void;
  setCameraActive?(active: boolean): Promise<void> | void;
}

/** What the system is told. */
export interface SessionFacts {
  readonly title: string;
  readonly microphone: boolean;
  readonly camera: boolean;
}

/** The call as the system knows it. */
export interface CallSession extends Disposable {
  show(facts: SessionFacts): void;
}

/** Presents a call to the system until disposed. */
export function presentCall(
  session: MediaSessionPort | undefined,
  metadata: (title: string) => MediaMetadata | null,
  actions: Record<SessionAction, () => void>,
): CallSession {
  let title: string | null = null;
  const handle = (action: SessionAction, handler: (() => void) | null) => {
    try {
      session?.setActionHandler(action, handler);
    } catch {
      // Not known here.
    }
  };
  for (const action of SESSION_ACTIONS) handle(action, actions[action]);
  return {
    show(facts) {
      if (session === undefined) return;
      if (facts.title !== title) session.metadata = metadata(facts.title);
      title = facts.title;
      session.playbackState = "playing";
      tell(() => session.setMicrophoneActive?.(facts.microphone));
      tell(() => session.setCameraActive?.(facts.camera));
    },
    [Symbol.dispose]() {
      for (const action of SESSION_ACTIONS) handle(action, null);
      if (session === undefined) return;
      session.metadata = null;
      session.playbackState = "none";
    },
  };
}

/** Some browsers answer at once, some later, and some not without a capture. */
async function tell(what: () => Promise<void> | void): Promise<void> {
  try {
    await what();
  } catch {
    // The system shows less; the call is the same.
  }
}
