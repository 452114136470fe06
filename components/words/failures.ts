/** Why there is no call, in plain words, keyed by reason. @module */
import type { FailureReason } from "../../call/machine/state.ts";

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
  locked: {
    heading: "This call is locked",
    text:
      "Those inside let nobody else in for now. Ask them to unlock it, then try again.",
    retry: "Try again",
  },
  declined: {
    heading: "You were not let in",
    text:
      "The person in this call has been asked, and did not admit you. If they expect you, write to them, then try again.",
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
      "The end of it, after the #, is what opens the call. It did not arrive whole, or was hidden in this tab. Ask for the link again, and copy all of it.",
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
  internal: {
    heading: "Something went wrong in this page",
    text:
      "A part of it failed, so the call cannot go on here. Reload the page to come back; if that happens again, try another browser.",
    retry: "Reload the page",
  },
  insecure: {
    heading: "This address is not secure",
    text:
      "Browsers give camera and microphone only to secure pages. Open the same address with https:// in front, or use localhost.",
    retry: null,
  },
};
