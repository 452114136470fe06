import { assertEquals } from "@std/assert";
import { signal } from "@preact/signals";
import {
  type Chosen,
  type Device,
  type MediaSnapshot,
  NO_MEDIA,
} from "../../../call/media/media_snapshot.ts";
import { createSpeaker } from "../../../call/media/speaker.ts";

const BUILT_IN: Chosen = { id: "default", label: "Default" };
const HEADSET: Chosen = { id: "h1", label: "Headset" };

function setUp() {
  const media = signal<MediaSnapshot>(NO_MEDIA);
  const saved: (Chosen | null)[] = [];
  const plug = (...outputs: Chosen[]) => {
    const devices = outputs.map((each): Device => ({
      ...each,
      kind: "audiooutput",
      facing: null,
    }));
    media.value = { ...NO_MEDIA, devices };
  };
  const speaker = createSpeaker(media, (chosen) => saved.push(chosen));
  return { speaker, saved, plug };
}

Deno.test("createSpeaker() uses the chosen one, and remembers it", () => {
  const { speaker, saved, plug } = setUp();
  plug(BUILT_IN, HEADSET);
  assertEquals(speaker.sinkId.value, "");
  speaker.choose(HEADSET);
  assertEquals(speaker.sinkId.value, "h1");
  speaker.choose(null);
  assertEquals(speaker.sinkId.value, "");
  assertEquals(saved, [HEADSET, null]);
});

Deno.test("createSpeaker() falls back while the chosen one is away, and returns to it", () => {
  const { speaker, plug } = setUp();
  plug(BUILT_IN, HEADSET);
  speaker.choose(HEADSET);
  plug(BUILT_IN);
  assertEquals(speaker.sinkId.value, "");
  assertEquals(speaker.missing.value, "Headset");
  plug(BUILT_IN, HEADSET);
  assertEquals(speaker.sinkId.value, "h1");
  assertEquals(speaker.missing.value, null);
});

Deno.test("createSpeaker() knows one of another visit by its name", () => {
  const { speaker, plug } = setUp();
  speaker.restore({ id: "of old", label: "Headset" });
  assertEquals(speaker.sinkId.value, "", "without permission none is listed");
  assertEquals(speaker.missing.value, null, "and none known to be away");
  plug(BUILT_IN, HEADSET);
  assertEquals(speaker.sinkId.value, "h1");
});

Deno.test("createSpeaker() uses what was chosen in the browser's own list", () => {
  const { speaker, plug } = setUp();
  plug(BUILT_IN);
  speaker.choose(HEADSET);
  assertEquals(speaker.sinkId.value, "h1");
  assertEquals(speaker.current.value, HEADSET);
});
