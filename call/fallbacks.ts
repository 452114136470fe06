/**
 * What counts where something outside fails that a call can do without. What it
 * cannot do without ends the call with words (`page-failed`).
 *
 * @module
 */
import type { CallAdapter } from "./adapter.ts";
import type { CallEvent } from "./machine/state.ts";
import { NO_PREFERENCES } from "./storage/preferences.ts";

/** Does it; where it throws, the console tells why, and `otherwise` is the result. */
export function attempt<Result>(act: () => Result, otherwise: Result): Result {
  try {
    return act();
  } catch (error) {
    console.error(error);
    return otherwise;
  }
}

/** Makes what an error goes to that the call cannot go on after. */
export function endingOnError(
  dispatch: (event: CallEvent) => void,
): (error: unknown) => void {
  return (error) => {
    console.error(error);
    dispatch({ type: "page-failed" });
  };
}

/** The same adapter: what serves comfort alone neither throws nor rejects. */
export function withFallbacks(adapter: CallAdapter): CallAdapter {
  const watched = (begin: () => Disposable): Disposable => {
    const watch = attempt(begin, null);
    return {
      [Symbol.dispose]: () =>
        attempt(() => watch?.[Symbol.dispose](), undefined),
    };
  };
  return {
    clock: adapter.clock,
    prepare: () => adapter.prepare(),
    hideLink: (fragment) => adapter.hideLink(fragment),
    forgetLink: () => attempt(() => adapter.forgetLink(), undefined),
    media: (onChange) => adapter.media(onChange),
    screen: (onChange) => adapter.screen(onChange),
    signalling: (handlers) => adapter.signalling(handlers),
    look: (onSeen) => watched(() => adapter.look(onSeen)),
    peerConnection: (...ports) => adapter.peerConnection(...ports),
    meter: (...ports) => watched(() => adapter.meter(...ports)),
    watchWaking: (onWake) => watched(() => adapter.watchWaking(onWake)),
    watchHiding: (onHide) => watched(() => adapter.watchHiding(onHide)),
    // Without a lock every tab may have the call.
    holdTab: (...claim) => adapter.holdTab(...claim).catch(() => true),
    releaseTab: () => attempt(() => adapter.releaseTab(), undefined),
    loadSession: () => attempt(() => adapter.loadSession(), null),
    saveSession: (session) =>
      attempt(() => adapter.saveSession(session), undefined),
    chat: (...ports) => adapter.chat(...ports),
    remembersFiles: (tab) => attempt(() => adapter.remembersFiles(tab), false),
    fileTransfers: (ports) => adapter.fileTransfers(ports),
    newId: () => adapter.newId(),
    loadPreferences: () =>
      attempt(() => adapter.loadPreferences(), NO_PREFERENCES),
    savePreferences: (change) =>
      attempt(() => adapter.savePreferences(change), undefined),
  };
}
