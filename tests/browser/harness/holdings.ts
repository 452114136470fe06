/**
 * A script that keeps account of what a page holds of the machine: whatever
 * is opened, started or listened to, and not let go of yet.
 *
 * @module
 */
import type { Page } from "puppeteer-core";

/** What a page holds at one moment. */
export interface Holdings {
  sockets: number;
  connections: number;
  /** Of camera and microphone. */
  liveTracks: number;
  audioContexts: number;
  timeouts: number;
  intervals: number;
  /** Listeners on what outlives every component, as `window pagehide`. */
  listeners: string[];
}

declare global {
  var duetHoldings: () => Holdings;
}

/** Has every document of the page keep account from its start; on top of `gatherEvidence`. */
export async function keepAccount(page: Page): Promise<void> {
  await page.evaluateOnNewDocument(() => {
    const sockets: WebSocket[] = [];
    globalThis.WebSocket = class extends WebSocket {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols);
        sockets.push(this);
      }
    };
    const contexts: AudioContext[] = [];
    globalThis.AudioContext = class extends AudioContext {
      constructor(options?: AudioContextOptions) {
        super(options);
        contexts.push(this);
      }
    };

    const timeouts = new Set<unknown>(), intervals = new Set<unknown>();
    globalThis.setTimeout = new Proxy(setTimeout, {
      apply(target, self, [action, ...rest]) {
        const timer: unknown = Reflect.apply(target, self, [() => {
          timeouts.delete(timer);
          action();
        }, ...rest]);
        timeouts.add(timer);
        return timer;
      },
    });
    globalThis.setInterval = new Proxy(setInterval, {
      apply(target, self, args) {
        const timer: unknown = Reflect.apply(target, self, args);
        intervals.add(timer);
        return timer;
      },
    });
    // Each of the two ends either kind.
    const forget: ProxyHandler<typeof clearTimeout> = {
      apply(target, self, args) {
        timeouts.delete(args[0]);
        intervals.delete(args[0]);
        Reflect.apply(target, self, args);
      },
    };
    globalThis.clearTimeout = new Proxy(clearTimeout, forget);
    globalThis.clearInterval = new Proxy(clearInterval, forget);

    const lasting = new Map<unknown, string>([
      [globalThis, "window"],
      [document, "document"],
      [navigator.mediaDevices, "mediaDevices"],
      [navigator.permissions, "permissions"],
      [Reflect.get(navigator, "connection"), "connection"],
    ]);
    /** By what is listened to, and by listener. */
    const listeners = new Map<string, Set<unknown>>();
    const listen = EventTarget.prototype.addEventListener;
    const unlisten = EventTarget.prototype.removeEventListener;
    EventTarget.prototype.addEventListener = function (type, listener, more) {
      Reflect.apply(listen, this, [type, listener, more]);
      const name = lasting.get(this ?? globalThis);
      if (name === undefined) return;
      const key = `${name} ${type}`;
      const those = listeners.get(key) ?? new Set();
      listeners.set(key, those.add(listener));
      if (typeof more !== "object") return;
      Reflect.apply(listen, more.signal ?? new EventTarget(), [
        "abort",
        () => those.delete(listener),
      ]);
    };
    EventTarget.prototype.removeEventListener = function (type, ...rest) {
      Reflect.apply(unlisten, this, [type, ...rest]);
      const name = lasting.get(this ?? globalThis);
      listeners.get(`${name} ${type}`)?.delete(rest[0]);
    };

    globalThis.duetHoldings = () => ({
      sockets: sockets.filter(({ readyState }) => readyState <= 1).length,
      connections: duetEvidence.peers
        .filter(({ connectionState }) => connectionState !== "closed").length,
      liveTracks: duetEvidence.ownTracks
        .filter(({ readyState }) => readyState === "live").length,
      audioContexts: contexts.filter(({ state }) => state !== "closed").length,
      timeouts: timeouts.size,
      intervals: intervals.size,
      listeners: [...listeners].flatMap(([key, those]) =>
        Array<string>(those.size).fill(key)
      ).sort(),
    });
  });
}

/** What the page holds now. */
export function holdingsOf(page: Page): Promise<Holdings> {
  return page.evaluate(() => duetHoldings());
}
