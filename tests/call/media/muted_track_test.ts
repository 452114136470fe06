import { assertEquals } from "@std/assert";
import { MUTED_AFTER_MS, watchMuted } from "../../../call/media/muted_track.ts";
import { FakeTrack } from "../fake_media.ts";
import { FakeClock } from "../../signalling/fake_clock.ts";

function watched(track = new FakeTrack("audio", "audio")) {
  const clock = new FakeClock();
  const seen: boolean[] = [];
  const watching = watchMuted(track, clock, (muted) => seen.push(muted));
  return { track, clock, seen, watching };
}

Deno.test("watchMuted() tells of a mute after two seconds, and of its end at once", () => {
  const { track, clock, seen } = watched();
  track.interrupt(true);
  clock.advance(MUTED_AFTER_MS - 1);
  assertEquals(seen, []);
  clock.advance(1);
  assertEquals(seen, [true]);
  track.interrupt(false);
  assertEquals(seen, [true, false]);
});

Deno.test("watchMuted() tells of a track that was muted before", () => {
  const track = new FakeTrack("video", "video");
  track.muted = true;
  const { clock, seen } = watched(track);
  clock.advance(MUTED_AFTER_MS);
  assertEquals(seen, [true]);
});

Deno.test("watchMuted() tells nothing of short mutes, however many", () => {
  const { track, clock, seen } = watched();
  for (let times = 0; times < 5; times++) {
    track.interrupt(true);
    clock.advance(MUTED_AFTER_MS - 1);
    track.interrupt(false);
    clock.advance(100);
  }
  assertEquals(seen, []);
});

Deno.test("watchMuted() is silent once disposed", () => {
  const { track, clock, seen, watching } = watched();
  track.interrupt(true);
  watching[Symbol.dispose]();
  assertEquals(clock.pending, 0);
  clock.advance(MUTED_AFTER_MS);
  track.interrupt(false);
  assertEquals(seen, []);
});
