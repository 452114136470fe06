/**
 * What this person brings into the call: microphone, camera and screen, where
 * they listen, and what of it is remembered for the next visit.
 *
 * @module
 */
import { type ReadonlySignal, signal } from "@preact/signals";
import type { CallAdapter } from "./adapter.ts";
import {
  type DeviceKind,
  isSent,
  type MediaSnapshot,
  NO_MEDIA,
} from "./media/media_snapshot.ts";
import type { Processing } from "./media/processing.ts";
import { NO_SCREEN, type ScreenSnapshot } from "./media/screen_snapshot.ts";
import { createSpeaker, type SpeakerModel } from "./media/speaker.ts";
import { createOwnVoice } from "./own_voice.ts";
import type { LocalTracks } from "./peer/local_tracks.ts";
import type { Preferences } from "./storage/preferences.ts";

/** What the page reads and does. */
export interface OwnMediaModel {
  readonly media: ReadonlySignal<MediaSnapshot>;
  /** Loudness of the own microphone, 0 to 1; 0 while it is muted. */
  readonly level: ReadonlySignal<number>;
  /** Whether the person speaks; in a call, though they are muted, too. */
  readonly speaking: ReadonlySignal<boolean>;
  /** The own screen while it is shared. */
  readonly screen: ReadonlySignal<ScreenSnapshot>;
  /** Where the other person is heard. */
  readonly speaker: SpeakerModel;
  setMicrophone(on: boolean): void;
  /** Opens a muted microphone for a moment, or ends that: nothing of it is remembered. */
  talk(on: boolean): void;
  setCamera(on: boolean): void;
  useDevice(kind: DeviceKind, deviceId: string): void;
  /** @returns When it is done, as far as it can be. */
  setProcessing(change: Processing): Promise<void>;
  /** Shares, or shares something else; or stops. */
  setScreen(on: boolean): void;
}

/** What is switched on. */
export interface Switches {
  readonly microphone: boolean;
  readonly camera: boolean;
}

/** The same for the call, which begins and ends it. */
export interface OwnMedia {
  readonly model: OwnMediaModel;
  /** What to send. */
  tracks(): LocalTracks;
  /** What the other page is told of it. */
  switches(): { microphone: boolean; camera: boolean; screen: boolean };
  /** What the person has switched on for longer than a moment: to be remembered. */
  choice(): Switches;
  /** Takes over what was chosen on another visit. */
  restore(before: Preferences): void;
  /** From now on, a muted microphone is listened to, or left alone: only in a call need one be reminded. */
  attend(inCall: boolean): void;
  /** Takes over what was switched on before a reload. */
  resume(before: Switches): void;
  request(): Promise<void>;
  /** Wants neither device. */
  decline(): void;
  release(): void;
}

/** What happens beside the signals. */
export interface OwnMediaHandlers {
  /** What is sent, or said of it, may be another now. */
  onChange(): void;
  /** The person has switched something on or off, and it is done. */
  onSwitched(): void;
}

/** Holds no device until it is requested. */
export function createOwnMedia(
  adapter: CallAdapter,
  { onChange, onSwitched }: OwnMediaHandlers,
): OwnMedia {
  const media = signal<MediaSnapshot>(NO_MEDIA);
  const screen = signal<ScreenSnapshot>(NO_SCREEN);
  const voice = createOwnVoice(adapter);
  let inCall = false;
  /** Whether the microphone is on only while a key is held. */
  let talking = false;

  const devices = adapter.media((snapshot) => {
    media.value = snapshot;
    onChange();
    listen();
  });
  const share = adapter.screen((snapshot) => {
    screen.value = snapshot;
    onChange();
  });
  const speaker = createSpeaker(
    media,
    (chosen) => adapter.savePreferences({ speaker: chosen }),
  );

  /** One who is muted is listened to in a call only, to be reminded. */
  function listen(): void {
    const { track, on } = media.value.microphone;
    voice.listen(track !== null && (on || inCall) ? { track, on } : null);
  }

  function choice(): Switches {
    const { microphone, camera } = media.value;
    return { microphone: microphone.on && !talking, camera: camera.on };
  }

  /** The next visit begins with what was switched on. */
  function keepSwitches(): void {
    const { microphone, camera } = choice();
    adapter.savePreferences({ microphoneOn: microphone, cameraOn: camera });
  }

  function talk(on: boolean): void {
    // Only a muted microphone is opened, and only what was opened is closed.
    if (on ? talking || media.value.microphone.on : !talking) return;
    // Before the change is shown: nobody shall take it for a choice.
    if (on) talking = true;
    void devices.setMicrophone(on);
    talking = on;
  }

  return {
    model: {
      media,
      level: voice.level,
      speaking: voice.speaking,
      screen,
      speaker,
      setMicrophone(on) {
        talking = false;
        devices.setMicrophone(on).then(onSwitched, console.error);
        keepSwitches();
      },
      talk,
      setCamera(on) {
        devices.setCamera(on).then(onSwitched, console.error);
        keepSwitches();
      },
      useDevice(kind, id) {
        devices.useDevice(kind, id).catch(console.error);
        adapter.savePreferences({ [kind]: media.value[kind].chosen });
      },
      async setProcessing(change) {
        await devices.setProcessing(change);
        adapter.savePreferences({ processing: media.value.processing });
      },
      setScreen(on) {
        if (!on) return share.stop();
        // Its code may not have come.
        share.start().catch((error) => {
          console.error(error);
          screen.value = { ...screen.peek(), problem: "unknown" };
        });
      },
    },
    tracks: () => ({
      microphone: media.value.microphone.track,
      camera: media.value.camera.track,
      screen: screen.value.video,
      screenSound: screen.value.audio,
    }),
    switches: () => ({
      microphone: isSent(media.value.microphone),
      camera: isSent(media.value.camera),
      screen: screen.value.video !== null,
    }),
    choice,
    restore(before) {
      speaker.restore(before.speaker);
      devices.restore(before);
    },
    attend(now) {
      inCall = now;
      listen();
    },
    resume({ microphone, camera }) {
      devices.setMicrophone(microphone).catch(console.error);
      devices.setCamera(camera).catch(console.error);
    },
    request: () => devices.request(),
    decline() {
      talking = false;
      devices.decline();
      keepSwitches();
    },
    release() {
      talk(false);
      try {
        share.stop();
      } finally {
        devices.release();
      }
    },
  };
}
