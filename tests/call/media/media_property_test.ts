import { assert, assertEquals, assertGreater } from "@std/assert";
import type { LocalMedia } from "../../../call/media/media.ts";
import type { MediaSnapshot } from "../../../call/media/media_snapshot.ts";
import { fc } from "../../fast_check.ts";
import {
  BURST_MS,
  type FakeDevices,
  HEADSET,
  SECOND_CAMERA,
  setUpMedia,
} from "../fake_media.ts";

/** What can happen, in any order and number. */
const OPERATIONS = {
  request: (media: LocalMedia) => media.request(),
  mute: (media: LocalMedia) => media.setMicrophone(false),
  unmute: (media: LocalMedia) => media.setMicrophone(true),
  cameraOff: (media: LocalMedia) => media.setCamera(false),
  cameraOn: (media: LocalMedia) => media.setCamera(true),
  useFirst: (media: LocalMedia) => media.useDevice("camera", "video"),
  useSecond: (media: LocalMedia) => media.useDevice("camera", "second"),
  useGone: (media: LocalMedia) => media.useDevice("camera", "gone"),
  useHeadset: (media: LocalMedia) => media.useDevice("microphone", "headset"),
  release: (media: LocalMedia) => media.release(),
  decline: (media: LocalMedia) => media.decline(),
  quieten: (media: LocalMedia) =>
    media.setProcessing({ noiseSuppression: false }),
  blur: (media: LocalMedia) => media.setProcessing({ backgroundBlur: true }),
  unplug: (_: LocalMedia, devices: FakeDevices) => devices.unplug("video"),
  unplugBoth: (_: LocalMedia, devices: FakeDevices) =>
    devices.unplug("second", "headset"),
  plugIn: (_: LocalMedia, devices: FakeDevices) => {
    devices.unplug("video", "second", "headset");
    devices.plugIn(
      { kind: "video", id: "video" },
      SECOND_CAMERA,
      HEADSET,
    );
  },
  stumble: (_: LocalMedia, devices: FakeDevices) =>
    devices.end("video", "audio"),
  taken: (_: LocalMedia, devices: FakeDevices) =>
    void devices.busy.add("video"),
  givenBack: (_: LocalMedia, devices: FakeDevices) => devices.busy.clear(),
  revoke: (_: LocalMedia, devices: FakeDevices) => devices.revoke(),
  allow: (_: LocalMedia, devices: FakeDevices) =>
    void (devices.permitted = true),
  phone: (_: LocalMedia, devices: FakeDevices) => void (devices.phone = true),
} as const;

type Operation = keyof typeof OPERATIONS;

/** What makes use of one device again after a release. */
const WISHES = new Set<Operation>(
  ["unmute", "useGone", "cameraOn", "useFirst", "useSecond", "useHeadset"],
);

Deno.test("LocalMedia leaks no device in any order of wishes, answers and events", async () => {
  const names = Object.keys(OPERATIONS) as Operation[];
  let captures = 0;
  // fast-check prints seed and path of a run that fails.
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(fc.array(fc.constantFrom(...names), { maxLength: 5 }), {
        maxLength: 5,
      }),
      fc.boolean(),
      async (scheduler, rounds, supple) => {
        const { devices, clock, media, now, start } = setUpMedia();
        devices.supple = supple;
        await start();
        devices.turn = (what) => scheduler.schedule(Promise.resolve(), what);
        const settle = async () => {
          await scheduler.waitIdle();
          clock.advance(BURST_MS);
          await scheduler.waitIdle();
        };
        let mode = "requested" as "requested" | "released" | "partly";
        for (const round of rounds) {
          for (const name of round) {
            scheduler.schedule(Promise.resolve(), name).then(() => {
              OPERATIONS[name](media, devices);
              if (name === "release") mode = "released";
              else if (name === "request") mode = "requested";
              else if (mode === "released" && WISHES.has(name)) mode = "partly";
              const { camera } = now();
              assert(camera.on || camera.track === null);
            });
          }
          await settle();
          assertQuiet(devices, now());
          if (mode === "released") assertEquals(devices.live(), []);
          if (mode === "requested") assertServed(now());
        }
        media.release();
        await settle();
        captures += devices.given.length;
        assertEquals(devices.live(), [], "nothing is held after release()");
      },
    ),
    { numRuns: 1_000 },
  );
  assertGreater(captures, 2_500, "devices were taken and let go of");
});

function assertQuiet(devices: FakeDevices, now: MediaSnapshot): void {
  const { microphone, camera } = now;
  const [voice, ...voices] = devices.live("audio");
  const [picture, ...pictures] = devices.live("video");
  assertEquals([...voices, ...pictures], [], "one of each kind");
  assertEquals(microphone.track, voice ?? null, "what is held is known");
  assertEquals(camera.track, picture ?? null, "what is held is known");
  if (!camera.on) assertEquals(camera.track, null, "off is off");
  if (voice) assertEquals(voice.enabled, microphone.on, "muted is muted");
  assertEquals(now.requesting, false);
}

/** Who wants a device has it, or is told why not. */
function assertServed({ microphone, camera }: MediaSnapshot): void {
  for (const { on, track, problem } of [microphone, camera]) {
    assertEquals(on && track === null, on && problem !== null);
  }
}
