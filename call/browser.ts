/** The adapter for a real browser: makes each owner, with the real ports. @module */
import { systemClock } from "../signalling/clock.ts";
import type { CallAdapter } from "./adapter.ts";
import { LocalMedia } from "./media.ts";
import { meterMicrophone } from "./microphone_meter.ts";
import { Peer } from "./peer.ts";
import { loadPreferences, savePreferences } from "./preferences.ts";
import { namedRoomAccess } from "./room_access.ts";
import { ScreenShare } from "./screen.ts";
import { SignallingClient } from "./signalling_client.ts";

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

/** For the room with this name; call it in a browser only. */
export function browserAdapter(room: string): CallAdapter {
  // Made early: keys take time, and the first connection should not wait.
  let certificate: RTCCertificate | null = null;
  const access = globalThis.isSecureContext ? namedRoomAccess(room) : null;
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
    signalling(handlers) {
      const client = new SignallingClient(
        { connect, clock: systemClock, random: Math.random },
        handlers,
      );
      let wanted = 0;
      return {
        async open(parked) {
          const turn = ++wanted;
          const opened = await access;
          if (opened !== null && turn === wanted) client.open(opened, parked);
        },
        send: (data) => client.send(data),
        close() {
          wanted++;
          client.close();
        },
      };
    },
    peerConnection: (id, handlers) => new Peer(id, certificate, handlers),
    meter: meterMicrophone,
    newId,
    now: Date.now,
    loadName: () => loadPreferences(() => localStorage).name,
    saveName: (name) => savePreferences(() => localStorage, { name }),
  };
}
