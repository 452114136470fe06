import { assert, assertEquals, assertFalse } from "@std/assert";
import { createOwnMedia } from "../../call/own_media.ts";
import { NO_PREFERENCES } from "../../call/storage/preferences.ts";
import { FakeWorld } from "./fake_adapter.ts";

async function setUp() {
  const world = new FakeWorld();
  let changes = 0, switched = 0;
  const own = createOwnMedia(world, {
    onChange: () => changes++,
    onSwitched: () => switched++,
  });
  await own.request();
  return {
    world,
    own,
    ...own.model,
    counts: () => ({ changes, switched }),
    /** Speaks for a second. */
    async speak() {
      for (let ms = 0; ms < 1_000; ms += 50) {
        world.clock.advance(50);
        world.sound(ms % 200 < 150 ? 0.8 : 0.1);
      }
      await Promise.resolve();
    },
  };
}

Deno.test("createOwnMedia() remembers what is switched and chosen, not what a reload brings back", async () => {
  const { world, own, setCamera, setMicrophone, useDevice } = await setUp();
  own.resume({ microphone: false, camera: true });
  assertEquals(world.chosen, NO_PREFERENCES);
  setCamera(false);
  assertEquals([world.chosen.cameraOn, world.chosen.microphoneOn], [
    false,
    false,
  ]);
  setMicrophone(true);
  assert(world.chosen.microphoneOn);
  useDevice("camera", "video");
  assertEquals(world.chosen.camera, { id: "video", label: "video" });
});

Deno.test("createOwnMedia() hears speech, and tells no level of a muted microphone", async () => {
  const { own, level, speaking, speak, setMicrophone } = await setUp();
  own.attend(true);
  await speak();
  assert(speaking.value);
  assert(level.value > 0);
  setMicrophone(false);
  assertEquals([level.value, speaking.value], [0, false]);
  await speak();
  assertEquals([level.value, speaking.value], [0, true]);
});

Deno.test("createOwnMedia() listens to a muted microphone in a call only", async () => {
  const { world, own, setMicrophone } = await setUp();
  assertEquals(world.meters, 1);
  setMicrophone(false);
  assertEquals(world.meters, 0);
  own.attend(true);
  assertEquals(world.meters, 1);
  own.attend(false);
  assertEquals(world.meters, 0);
  setMicrophone(true);
  assertEquals(world.meters, 1);
  own.release();
  assertEquals(world.meters, 0);
});

Deno.test("createOwnMedia() sends the screen with its sound, and ends both with the devices", async () => {
  const { world, own, setScreen, screen } = await setUp();
  setScreen(true);
  const { shared, sharedSound } = world;
  assertEquals(own.tracks().screen, shared);
  assertEquals(own.tracks().screenSound, sharedSound);
  assert(own.switches().screen);
  own.release();
  assertEquals(screen.value.video, null);
  assertEquals([shared?.readyState, sharedSound?.readyState], [
    "ended",
    "ended",
  ]);
});

Deno.test("createOwnMedia() declines both devices, and remembers it", async () => {
  const { world, own } = await setUp();
  own.decline();
  assertEquals(own.switches(), {
    microphone: false,
    camera: false,
    screen: false,
  });
  assertEquals(world.devices.live(), []);
  assert(!world.chosen.cameraOn && !world.chosen.microphoneOn);
});

Deno.test("createOwnMedia() remembers what is to be done to the sound", async () => {
  const { world, setProcessing } = await setUp();
  await setProcessing({ noiseSuppression: false });
  assertEquals(world.chosen.processing, { noiseSuppression: false });
});

Deno.test("talk() opens a muted microphone, and remembers nothing of it", async () => {
  const { world, own, media, talk, setCamera, setMicrophone } = await setUp();
  setMicrophone(false);
  talk(true);
  assert(media.value.microphone.track?.enabled && own.switches().microphone);
  assertEquals(own.choice(), { microphone: false, camera: true });
  // Written together with what is switched meanwhile.
  setCamera(false);
  assertEquals(own.choice(), { microphone: false, camera: false });
  assertFalse(world.chosen.microphoneOn);
  talk(false);
  assertEquals(media.value.microphone.track?.enabled, false);
  assertFalse(own.switches().microphone || world.chosen.microphoneOn);
});

Deno.test("talk() gives way to the switch", async () => {
  const { world, own, media, talk, setMicrophone } = await setUp();
  talk(true);
  talk(false);
  assert(media.value.microphone.on, "it was on before");
  setMicrophone(false);
  talk(true);
  setMicrophone(true);
  talk(false);
  assert(media.value.microphone.on && world.chosen.microphoneOn);
  setMicrophone(false);
  talk(true);
  setMicrophone(false);
  assertFalse(media.value.microphone.on || own.choice().microphone);
});

Deno.test("talk() ends with the devices: the next request finds the microphone muted", async () => {
  const { own, media, talk, setMicrophone } = await setUp();
  setMicrophone(false);
  talk(true);
  own.release();
  await own.request();
  assertFalse(media.value.microphone.on);
});
