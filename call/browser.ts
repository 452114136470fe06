/** The adapter for a real browser: makes each owner, with the real ports. @module */
import { systemClock } from "../signalling/clock.ts";
import { encodeBase64Url } from "../sealing/bytes.ts";
import { type Identity, newIdentity } from "../sealing/identity.ts";
import { deriveRoomKeys, type RoomKeys } from "../sealing/key_schedule.ts";
import type { CallAdapter } from "./adapter.ts";
import { hideLink, readAddress } from "./address_bar.ts";
import { type CallLink, readLink } from "./call_link.ts";
import {
  forgetCertificate,
  keepCertificate,
  type OwnCertificate,
  ownCertificate,
} from "./certificate_store.ts";
import { LocalMedia } from "./media.ts";
import { meterMicrophone } from "./microphone_meter.ts";
import { Peer } from "./peer.ts";
import { loadPreferences, savePreferences } from "./preferences.ts";
import { ScreenShare } from "./screen.ts";
import { SealedSignalling, type SealingKeys } from "./sealed_signalling.ts";
import { plainAnswer } from "./server_question.ts";
import { loadSession, saveSession, type Session } from "./session.ts";
import {
  SignallingClient,
  type SignallingHandlers,
} from "./signalling_client.ts";
import { signallingSocket } from "./signalling_socket.ts";
import type { Obstacle } from "./state.ts";
import { TabLock } from "./tab_lock.ts";
import { watchWaking } from "./waking.ts";

const UNPREPARED = "prepare() comes first";

/** A server that takes longer to answer is not back, in milliseconds. */
const REACHABLE_WITHIN_MS = 2_000;

function newId(): string {
  return encodeBase64Url(crypto.getRandomValues(new Uint8Array(12)));
}

function obstacleHere(): Obstacle | null {
  if (!globalThis.isSecureContext) return "insecure";
  const able = "RTCPeerConnection" in globalThis &&
    "mediaDevices" in navigator;
  return able ? null : "unsupported";
}

async function reachable(): Promise<boolean> {
  const answer = await plainAnswer(AbortSignal.timeout(REACHABLE_WITHIN_MS));
  return answer?.ok ?? false;
}

function connectClient(handlers: SignallingHandlers): SignallingClient {
  const ports = {
    connect: signallingSocket,
    clock: systemClock,
    random: Math.random,
    page: newId(),
    reachable,
  };
  return new SignallingClient(ports, handlers);
}

/** For the room with this name; call it in a browser only. */
export function browserAdapter(room: string): CallAdapter {
  const lock = new TabLock(globalThis.navigator?.locks);
  const sessions = () => sessionStorage;
  let roomKeys: RoomKeys | null = null;
  /** Made ahead of time, for the first time that the person joins. */
  let fresh: Promise<Identity> | null = null;
  let own: OwnCertificate | null = null;
  /** The room's key: calls of one name but with other links are others. */
  let place = "";
  let keptFor: string | null = null;

  /** What this tab keeps of the call; only once {@linkcode prepare} is done. */
  function session(): Session | null {
    return loadSession(sessions, place, Date.now());
  }

  async function prepare(): Promise<CallLink | Obstacle> {
    const obstacle = obstacleHere();
    if (obstacle !== null) return obstacle;
    const ports = { location, history, storage: sessions };
    const link = await readLink(readAddress(ports, room));
    if (typeof link === "string") return link;
    roomKeys = await deriveRoomKeys(link.source);
    place = roomKeys.key;
    own = await ownCertificate(session()?.tab ?? null);
    const { relayOnly } = loadPreferences(() => localStorage);
    fresh = newIdentity(own.fingerprint, relayOnly);
    return link;
  }

  async function sealingKeys(relayOnly: boolean): Promise<SealingKeys> {
    if (own === null || roomKeys === null) throw new Error(UNPREPARED);
    const room = roomKeys, { fingerprint } = own;
    const ready = await fresh;
    fresh = null;
    const identity = ready?.hello.relayOnly === relayOnly
      ? ready
      : await newIdentity(fingerprint, relayOnly);
    return { identity, room };
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

  return {
    prepare,
    hideLink(fragment) {
      hideLink({ location, history, storage: sessions }, room, fragment);
    },
    media: (onChange) => new LocalMedia(navigator.mediaDevices, onChange),
    screen: (onChange) =>
      new ScreenShare(navigator.mediaDevices ?? {}, onChange),
    signalling: (handlers) =>
      new SealedSignalling(sealingKeys, connectClient, handlers),
    peerConnection(id, handlers) {
      if (own === null) throw new Error(UNPREPARED);
      return new Peer(id, own.certificate, handlers);
    },
    meter: meterMicrophone,
    watchWaking,
    holdTab: (tab, steal, onTaken) => lock.hold(tab, steal, onTaken),
    releaseTab: () => lock.release(),
    loadSession: session,
    saveSession(session) {
      saveSession(sessions, place, session);
      keepWith(session);
    },
    async fileTransfers(ports) {
      const { startTransfers } = await import("./files/start.ts");
      const session = sessions;
      return startTransfers({ ...ports, clock: systemClock, newId, session });
    },
    clock: systemClock,
    newId,
    loadPreferences: () => loadPreferences(() => localStorage),
    savePreferences: (change) => savePreferences(() => localStorage, change),
  };
}
