/** The adapter for a real browser: makes each owner, with the real ports. @module */
import { systemClock } from "../signalling/clock.ts";
import { encodeBase64Url } from "../sealing/bytes.ts";
import { deriveRoomKeys, type RoomKeys } from "../sealing/key_schedule.ts";
import type { CallAdapter } from "./adapter.ts";
import { plainAnswer } from "./check/server_question.ts";
import {
  forgetLink,
  hideLink,
  keepLink,
  readAddress,
  showFragment,
} from "./link/address_bar.ts";
import { type CallLink, readLink } from "./link/call_link.ts";
import {
  forgetCertificate,
  keepCertificate,
  type OwnCertificate,
  ownCertificate,
} from "./storage/certificate_store.ts";
import { remembersFiles } from "./files/remembered.ts";
import { loadCode } from "./load_code.ts";
import { LateSignalling } from "./signalling/late_signalling.ts";
import type { Look } from "./signalling/look.ts";
import { LocalMedia } from "./media/media.ts";
import { meterMicrophone } from "./media/microphone_meter.ts";
import { loadPreferences, savePreferences } from "./storage/preferences.ts";
import type { ScreenShare } from "./media/screen.ts";
import type { SealedHandlers } from "./signalling/sealed_signalling.ts";
import { loadSession, saveSession, type Session } from "./storage/session.ts";
import { FILES_KEY, sweepSessions } from "./storage/session_sweep.ts";
import { removeItem } from "./storage/storage_area.ts";
import type { Obstacle } from "./machine/state.ts";
import { TabLock } from "./storage/tab_lock.ts";
import { watchHiding, watchWaking } from "./signalling/waking.ts";

/** A page that is younger is not reloaded by itself: it would be no better. */
const RELOAD_AFTER_MS = 10_000;
/** Where the code for a look did not come, it is asked for again after so long. */
const LOOK_AGAIN_MS = 2_000;
const UNPREPARED = "prepare() comes first";

function newId(): string {
  return encodeBase64Url(crypto.getRandomValues(new Uint8Array(12)));
}

function obstacleHere(): Obstacle | null {
  if (!globalThis.isSecureContext) return "insecure";
  // By value, as in `abilities.ts`, which would be a request of the lobby's.
  return globalThis.RTCPeerConnection && navigator.mediaDevices
    ? null
    : "unsupported";
}

type SignallingCode = typeof import("./browser_signalling.ts");
let loaded: SignallingCode | null = null;

/** What nobody needs before they join. */
async function signallingCode(): Promise<SignallingCode> {
  return loaded = await loadCode(() => import("./browser_signalling.ts"));
}

/**
 * Reloads a page that has joined and gets no code from a server that is there: a
 * module that another needs is not asked for twice. The reload is back in the call.
 */
async function comeAnew(error: unknown, joined: boolean): Promise<never> {
  if (joined && performance.now() > RELOAD_AFTER_MS) {
    if (await plainAnswer(AbortSignal.timeout(2_000))) location.reload();
  }
  throw error;
}

/** The adapter, and what only a browser's page tells it. */
export interface BrowserAdapter extends CallAdapter {
  /** Somebody is about to join: loads what that takes. */
  hurry(): void;
}

/** For the room with this name; call it in a browser only. */
export function browserAdapter(room: string): BrowserAdapter {
  const lock = new TabLock(globalThis.navigator?.locks);
  const sessions = () => sessionStorage;
  let roomKeys: RoomKeys | null = null;
  let late: LateSignalling | null = null;
  let own: OwnCertificate | null = null;
  /** Ends the look into the room, and hands over what it has open. */
  let takeLook: () => WebSocket | null = () => null;
  /** The room's key: calls of one name but with other links are others. */
  let place = "";
  let keptFor: string | null = null;
  /** The fragment that is out of the address bar. */
  let hidden: string | null = null;

  /** What this tab keeps of the call; only once {@linkcode prepare} is done. */
  function session(): Session | null {
    return loadSession(sessions, place, systemClock.wallNow());
  }

  async function prepare(): Promise<CallLink | Obstacle> {
    const obstacle = obstacleHere();
    if (obstacle !== null) return obstacle;
    const ports = { location, history, storage: sessions };
    const link = await readLink(readAddress(ports, room));
    const sweep = (key: string | null) =>
      sweepSessions(sessions, { name: room, key }, systemClock.wallNow());
    if (typeof link === "string") {
      sweep(null);
      return link;
    }
    showFragment(ports, room, link.fragment);
    roomKeys = await deriveRoomKeys(link.source);
    place = roomKeys.key;
    if (location.hash === "") hidden = link.fragment || null;
    sweep(place);
    // Back in the call at once: the code can come while the rest is read.
    if (session() !== null) hurry();
    own = await ownCertificate(session()?.tab ?? null);
    return link;
  }

  async function loadSignalling(handlers: SealedHandlers) {
    const { browserSignalling } = await signallingCode().catch((error) =>
      comeAnew(error, session() !== null)
    );
    if (own === null || roomKeys === null) throw new Error(UNPREPARED);
    const wishes = loadPreferences(() => localStorage);
    const { fingerprint } = own;
    const wanted = { fingerprint, wishes };
    return browserSignalling(roomKeys, wanted, () => takeLook(), handlers);
  }

  /** The certificate lives as long as the session does. */
  function keepWith(session: Session | null): void {
    if (keptFor !== null && session?.tab !== keptFor) {
      forgetCertificate(keptFor);
    }
    if (session !== null && own !== null && session.tab !== keptFor) {
      keepCertificate(session.tab, own.certificate);
    }
    keptFor = session?.tab ?? null;
  }

  function hurry(): void {
    if (own !== null) late?.prepare();
    else signallingCode().catch(() => {});
  }

  return {
    prepare,
    hurry,
    hideLink(fragment) {
      const ports = { history, storage: sessions };
      if (hideLink(ports, room, fragment, systemClock.wallNow())) {
        hidden = fragment;
      }
    },
    forgetLink: () => forgetLink({ storage: sessions }, room),
    media: (onChange) => new LocalMedia(navigator.mediaDevices, onChange),
    screen(onChange) {
      let share: ScreenShare | null = null;
      return {
        // Loaded with what joining takes: a screen is shared in a call only.
        async start() {
          const { ScreenShare } = loaded ?? await signallingCode();
          share ??= new ScreenShare(navigator.mediaDevices ?? {}, onChange);
          await share.start();
        },
        stop: () => share?.stop(),
      };
    },
    signalling(handlers) {
      const load = () => loadSignalling(handlers);
      const ports = { load, clock: systemClock, random: Math.random };
      return late = new LateSignalling(ports, handlers);
    },
    look(onSeen) {
      const room = roomKeys;
      if (room === null) throw new Error(UNPREPARED);
      let ended = false;
      let look: Look | null = null;
      const begin = () => {
        if (ended) return;
        signallingCode().then(({ startLook }) => {
          if (!ended) look = startLook(room, onSeen);
        }, () => {
          if (!ended) onSeen("unreached");
          systemClock.after(LOOK_AGAIN_MS, begin);
        });
      };
      begin();
      takeLook = () => {
        ended = true;
        return look?.take() ?? null;
      };
      return {
        [Symbol.dispose]() {
          ended = true;
          look?.[Symbol.dispose]();
        },
      };
    },
    peerConnection(id, allowance, handlers) {
      if (own === null) throw new Error(UNPREPARED);
      const { certificate } = own;
      const make = ({ Peer }: SignallingCode) =>
        new Peer(id, certificate, allowance, handlers);
      return loaded === null
        ? signallingCode().then(make, () => null)
        : make(loaded);
    },
    meter: meterMicrophone,
    watchWaking,
    watchHiding,
    holdTab: (tab, steal, onTaken) => lock.hold(tab, steal, onTaken),
    releaseTab: () => lock.release(),
    loadSession: session,
    saveSession(session) {
      saveSession(sessions, place, session);
      keepWith(session);
      if (session !== null && hidden !== null) {
        keepLink({ storage: sessions }, room, hidden, session.aliveAtMs);
      }
      if (session === null) removeItem(sessions, FILES_KEY);
    },
    chat(line, signals) {
      const start = ({ ChatStore, createChatting }: SignallingCode) => {
        const store = new ChatStore(sessions, () => place);
        const ports = { ...signals, clock: systemClock, newId, store };
        return createChatting(line, ports);
      };
      return loaded === null ? signallingCode().then(start) : start(loaded);
    },
    remembersFiles: (tab) => remembersFiles(sessions, tab),
    async fileTransfers(ports) {
      const { startTransfers } = await loadCode(() =>
        import("./files/start.ts")
      );
      // After the call nothing is stored: no reload comes back to it.
      const session = () => {
        if (keptFor === null) throw new Error("No reload comes back to this");
        return sessionStorage;
      };
      return startTransfers({ ...ports, clock: systemClock, newId, session });
    },
    clock: systemClock,
    newId,
    loadPreferences: () => loadPreferences(() => localStorage),
    savePreferences: (change) => savePreferences(() => localStorage, change),
  };
}
