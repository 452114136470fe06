/** The adapter for a real browser: makes each owner, with the real ports. @module */
import { systemClock } from "../signalling/clock.ts";
import type { CallAdapter, SignallingPort } from "./adapter.ts";
import { LocalMedia } from "./media.ts";
import { meterMicrophone } from "./microphone_meter.ts";
import { Peer } from "./peer.ts";
import { loadPreferences, savePreferences } from "./preferences.ts";
import { namedRoomAccess, type RoomAccess } from "./room_access.ts";
import { ScreenShare } from "./screen.ts";
import { loadSession, saveSession } from "./session.ts";
import {
  SignallingClient,
  type SignallingHandlers,
} from "./signalling_client.ts";
import { TabLock } from "./tab_lock.ts";
import { watchWaking } from "./waking.ts";

function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-").replaceAll("/", "_");
}

function connect(key: string, subprotocol: string): WebSocket {
  const url = new URL(`/api/signal/${key}`, location.href);
  url.protocol = url.protocol.replace("http", "ws");
  return new WebSocket(url, subprotocol);
}

/** A client that opens as soon as the room's access has been derived. */
function signallingPort(
  access: Promise<RoomAccess> | null,
  handlers: SignallingHandlers,
): SignallingPort {
  const ports = {
    connect,
    clock: systemClock,
    random: Math.random,
    page: newId(),
  };
  const client = new SignallingClient(ports, handlers);
  let wanted = 0;
  return {
    async open(parked, claim) {
      const turn = ++wanted;
      const derived = await access;
      if (derived !== null && turn === wanted) {
        client.open(derived, parked, claim);
      }
    },
    send: (data) => client.send(data),
    park: (data) => client.park(data),
    probe: () => client.probe(),
    close(leave) {
      wanted++;
      client.close(leave);
    },
  };
}

/** For the room with this name; call it in a browser only. */
export function browserAdapter(room: string): CallAdapter {
  // Made early: keys take time, and the first connection should not wait.
  let certificate: RTCCertificate | null = null;
  const access = globalThis.isSecureContext ? namedRoomAccess(room) : null;
  const lock = new TabLock(globalThis.navigator?.locks);
  return {
    obstacle() {
      if (!globalThis.isSecureContext) return "insecure";
      const able = "RTCPeerConnection" in globalThis &&
        "mediaDevices" in navigator;
      if (!able) return "unsupported";
      RTCPeerConnection.generateCertificate({
        name: "ECDSA",
        namedCurve: "P-256",
      } as EcKeyGenParams).then((made) => certificate = made, () => {});
      return null;
    },
    media: (onChange) => new LocalMedia(navigator.mediaDevices, onChange),
    screen: (onChange) =>
      new ScreenShare(navigator.mediaDevices ?? {}, onChange),
    signalling: (handlers) => signallingPort(access, handlers),
    peerConnection: (id, handlers) => new Peer(id, certificate, handlers),
    meter: meterMicrophone,
    watchWaking,
    holdTab: (tab, steal, onTaken) => lock.hold(tab, steal, onTaken),
    releaseTab: () => lock.release(),
    loadSession: () => loadSession(() => sessionStorage, room, Date.now()),
    saveSession: (session) => saveSession(() => sessionStorage, room, session),
    clock: systemClock,
    newId,
    loadName: () => loadPreferences(() => localStorage).name,
    saveName: (name) => savePreferences(() => localStorage, { name }),
  };
}
