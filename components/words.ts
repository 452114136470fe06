/** Every sentence that tells a person about a state or a problem, keyed by reason. @module */
import type {
  Capture,
  DeviceKind,
  MediaProblem,
} from "../call/media_snapshot.ts";
import type {
  CallPhase,
  FailureReason,
  SignallingPhase,
} from "../call/state.ts";

/** A heading, what happened, and what to do next. */
export interface Words {
  readonly heading: string;
  readonly text: string;
  /** What the button says that tries again; `null` where trying again is no use. */
  readonly retry: string | null;
}

/** Why there is no call, in plain words. */
export const FAILURES: Record<FailureReason, Words> = {
  full: {
    heading: "This call is full",
    text:
      "Two people are already talking here, and two is all that fit. Ask them to hang up first, or start a call of your own.",
    retry: "Try again",
  },
  refused: {
    heading: "This link does not open the call",
    text:
      "The link may be incomplete. Ask for it again, and open it whole rather than typing it.",
    retry: "Try again",
  },
  replaced: {
    heading: "The call goes on in another tab",
    text:
      "You joined again somewhere else, so this page let go. Close it, or bring the call back here.",
    retry: "Bring it back here",
  },
  protocol: {
    heading: "This page is out of date",
    text:
      "The server speaks another version of Duet. Reload the page, then join again.",
    retry: "Try again",
  },
  unsupported: {
    heading: "This browser cannot make calls",
    text:
      "It has no WebRTC, or WebRTC is switched off. Open this link in a current Firefox, Chrome, Edge or Safari.",
    retry: null,
  },
  "link-truncated": {
    heading: "A piece of this link is missing",
    text:
      "The end of it, after the #, is what opens the call, and it did not arrive whole. Ask for the link again, and copy all of it.",
    retry: null,
  },
  "link-damaged": {
    heading: "This link was changed on its way",
    text:
      "One of its characters is not as it was, so it opens no call. Ask for the link again, and copy it rather than typing it.",
    retry: null,
  },
  "link-other-version": {
    heading: "This link is for another Duet",
    text:
      "It was made by a newer or older version than this page. Reload the page; if that does not help, start a call and send a new link.",
    retry: null,
  },
  "other-version": {
    heading: "You two have different versions",
    text:
      "The other person's page is newer or older than yours. Both of you: reload the page, then join again.",
    retry: "Try again",
  },
  unproven: {
    heading: "This could be somebody else",
    text:
      "What came from the other side does not fit together, so this page let go before anything was shown. Send the link once more, by a way that you trust, and try again.",
    retry: "Try again",
  },
  mismatch: {
    heading: "Somebody may be in between",
    text:
      "You two saw different pictures, so this call was not private, and it has ended. Start another call, and send its link by a way that you trust.",
    retry: null,
  },
  flooded: {
    heading: "The other page misbehaved",
    text:
      "It sent more than any call needs, so this page has let go of it. If you know the person, ask them to reload, and join again.",
    retry: "Try again",
  },
  "no-relay": {
    heading: "This call cannot hide addresses",
    text:
      "One of you has chosen to hide their address. That takes a relay, and this server has none. Whoever chose it: reload the page and switch it off in the lobby.",
    retry: "Try again",
  },
  insecure: {
    heading: "This address is not secure",
    text:
      "Browsers give camera and microphone only to secure pages. Open the same address with https:// in front, or use localhost.",
    retry: null,
  },
};

/** What keeps a call to the two people, by the kind of its link. */
export const PRIVACY = {
  private:
    "Only those who have the whole link can join. The server passes sealed messages on and cannot read them.",
  named:
    "Whoever knows the name of this room can join it, and the server could listen in unless you compare pictures once you are connected.",
} as const;

/** What hiding one's address does. */
export const HIDE_ADDRESS =
  "Neither of you learns where the other is. Picture and sound take a detour, and may take longer.";

/** Said of a link whose secret has been sent to the server. */
export const MANGLED_LINK =
  "A program that passed this link on has shown its secret to the server. The call works; compare pictures once you are connected, or send a new link by another way.";

/** Said before anybody has joined; loaded ahead, as it cannot be loaded then. */
export const SERVER_UNREACHED =
  "The server does not answer, so no call can begin. Check your network, then reload the page.";

/** How the comparison is done, and what it has shown. */
export const COMPARISON = {
  ask:
    "Read these four pictures to each other. If you both see the same ones, in the same order, nobody is in between.",
  early: "The pictures appear as soon as you are connected.",
  verified:
    "You have compared, and the pictures were the same: nobody is in between.",
} as const;

const ASK: Record<DeviceKind, string> = {
  camera: "camera",
  microphone: "microphone",
};

/** Why a device gives nothing, and what to do about it. */
export function deviceWords(kind: DeviceKind, problem: MediaProblem): string {
  const device = ASK[kind];
  switch (problem) {
    case "denied":
      return `This page may not use your ${device}. Allow it with the icon in the address bar, then try again.`;
    case "denied-by-system":
      return `Your system keeps the browser from the ${device}. Allow it in the system's privacy settings, then try again.`;
    case "missing":
      return `No ${device} was found. Connect one, then try again.`;
    case "busy":
      return `Another program is using your ${device}. Close it, then try again.`;
    case "ended":
      return `Your ${device} was disconnected. Connect one and it is used at once, or try again.`;
    case "unknown":
      return `Your ${device} did not start. Try again, or choose another one.`;
  }
}

const REFUSED: Record<MediaProblem, (device: string) => string> = {
  "denied": (device) => `Your browser may not use ${device}.`,
  "denied-by-system": (device) =>
    `Your system keeps the browser from ${device}.`,
  "missing": (device) => `${device} is no longer connected.`,
  "busy": (device) => `Another program is using ${device}.`,
  "ended": (device) => `${device} is no longer connected.`,
  "unknown": (device) => `${device} did not start.`,
};

/** What has happened to a device that still works, or works again by itself; `null` where nothing has. */
export function deviceNotice(
  kind: DeviceKind,
  capture: Capture,
): string | null {
  const { refusal, fallback, interrupted, track } = capture;
  if (refusal !== null) {
    const why = REFUSED[refusal.problem](refusal.device || `That ${kind}`);
    return track === null ? why : `${why} You stay on the one before.`;
  }
  if (interrupted) {
    return `Your system has paused your ${kind}. It goes on by itself when it is free.`;
  }
  if (fallback !== null) {
    const from = fallback.from || `Your ${kind}`;
    return `${from} is not available. Using ${fallback.to} until it is back.`;
  }
  return null;
}

/**
 * What the status line says in each state; `null` says nothing.
 *
 * @param long Whether the state has lasted so long that one wonders.
 */
export function statusWords(
  phase: CallPhase,
  signalling: SignallingPhase,
  name: string,
  long: boolean,
): string | null {
  const them = name === "" ? "the other person" : name;
  const unreachable = signalling === "backing-off";
  switch (phase) {
    case "requesting-media":
      return "Waiting for your browser to allow camera and microphone";
    case "joining":
      return unreachable
        ? "The server does not answer. Check your network; this page keeps trying"
        : "Joining";
    case "waiting":
      return unreachable
        ? "The server does not answer. Nobody can join until it does; this page keeps trying"
        : "You are the only one here";
    case "connecting":
      return long
        ? `No way to ${them} so far. One of your networks may not let calls through: try another one, such as a phone's. This page keeps trying`
        : `Connecting to ${them}`;
    case "connected":
      return name === "" ? "Connected" : `Connected to ${name}`;
    case "reconnecting":
      if (!long) return "Reconnecting";
      return unreachable
        ? "You seem to be offline. The call comes back by itself when you are not"
        : `No word from ${them} for a while. The call comes back by itself when they do`;
    case "idle":
    case "ready":
    case "ended":
    case "failed":
      return null;
  }
}
