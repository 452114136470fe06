import { assertEquals } from "@std/assert";
import {
  type MediaSessionPort,
  presentCall,
  SESSION_ACTIONS,
  type SessionAction,
} from "../../../call/stage/media_session.ts";

/** A system that knows these actions. */
class FakeSession implements MediaSessionPort {
  metadata: MediaMetadata | null = null;
  playbackState: MediaSessionPlaybackState = "none";
  readonly handlers = new Map<string, () => void>();
  readonly told: string[] = [];
  constructor(readonly known: readonly string[] = SESSION_ACTIONS) {}
  setActionHandler(action: string, handler: (() => void) | null) {
    if (!this.known.includes(action)) throw new TypeError(action);
    if (handler === null) this.handlers.delete(action);
    else this.handlers.set(action, handler);
  }
  setMicrophoneActive(active: boolean) {
    this.told.push(`microphone ${active}`);
  }
  setCameraActive(active: boolean): Promise<void> {
    this.told.push(`camera ${active}`);
    return Promise.reject(new DOMException("", "InvalidStateError"));
  }
}

const metadata = (title: string) =>
  ({ title, artist: "", album: "", artwork: [] }) satisfies MediaMetadata;

function actions(done: string[]): Record<SessionAction, () => void> {
  return {
    togglemicrophone: () => done.push("microphone"),
    togglecamera: () => done.push("camera"),
    hangup: () => done.push("hangup"),
    enterpictureinpicture: () => done.push("picture"),
  };
}

Deno.test("presentCall() gives the system its buttons, and takes them back", () => {
  const session = new FakeSession();
  const done: string[] = [];
  const call = presentCall(session, metadata, actions(done));
  for (const action of SESSION_ACTIONS) session.handlers.get(action)?.();
  assertEquals(done, ["microphone", "camera", "hangup", "picture"]);
  call.show({ title: "Call with Sam", microphone: true, camera: false });
  assertEquals(session.metadata?.title, "Call with Sam");
  assertEquals(session.playbackState, "playing");
  assertEquals(session.told, ["microphone true", "camera false"]);

  call[Symbol.dispose]();
  assertEquals(session.handlers.size, 0);
  assertEquals([session.metadata, session.playbackState], [null, "none"]);
});

Deno.test("presentCall() gives what the browser knows", () => {
  const session = new FakeSession(["hangup"]);
  presentCall(session, metadata, actions([]));
  assertEquals([...session.handlers.keys()], ["hangup"]);
});

Deno.test("presentCall() does without a media session", () => {
  const call = presentCall(undefined, metadata, actions([]));
  call.show({ title: "Call", microphone: true, camera: true });
  call[Symbol.dispose]();
});
