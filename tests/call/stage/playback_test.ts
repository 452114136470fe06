import { assertEquals } from "@std/assert";
import { keepPlaying } from "../../../call/stage/playback.ts";
import { FakeClock } from "../../signalling/fake_clock.ts";

/** A media element in a browser that may want a tap first. */
class FakePlayer extends EventTarget {
  muted = false;
  paused = true;
  allowed = true;
  play(): Promise<void> {
    if (!this.allowed && !this.muted) {
      return Promise.reject(new DOMException("tap first", "NotAllowedError"));
    }
    this.paused = false;
    return Promise.resolve();
  }
  pause() {
    this.paused = true;
    this.dispatchEvent(new Event("pause"));
  }
}

class FakePage extends EventTarget {
  visibilityState: DocumentVisibilityState = "visible";
  become(state: DocumentVisibilityState) {
    this.visibilityState = state;
    this.dispatchEvent(new Event("visibilitychange"));
  }
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
}

function playing(player = new FakePlayer()) {
  const page = new FakePage();
  const seen: boolean[] = [];
  const clock = new FakeClock();
  const playback = keepPlaying(
    player,
    page,
    (silent) => seen.push(silent),
    clock,
  );
  return { player, page, seen, clock, playback };
}

Deno.test("keepPlaying() plays with sound where it may", async () => {
  const { player, seen } = playing();
  await settle();
  assertEquals([player.paused, player.muted, seen], [false, false, []]);
});

Deno.test("keepPlaying() shows the picture without sound until a tap, and says so", async () => {
  const player = new FakePlayer();
  player.allowed = false;
  const { seen, playback } = playing(player);
  await settle();
  assertEquals([player.paused, player.muted, seen], [false, true, [true]]);

  playback.resume();
  await settle();
  assertEquals(seen, [true], "the browser did not take it for a tap");
  assertEquals(player.muted, true);

  player.allowed = true;
  playback.resume();
  await settle();
  assertEquals([player.paused, player.muted, seen], [false, false, [
    true,
    false,
  ]]);
});

Deno.test("resume() leaves alone what was muted on purpose", async () => {
  const player = new FakePlayer();
  player.muted = true;
  const { playback, seen } = playing(player);
  await settle();
  playback.resume();
  assertEquals([player.muted, seen], [true, []]);
});

Deno.test("keepPlaying() goes on after a pause that nobody asked for, seen or not", async () => {
  const { player, page } = playing();
  await settle();
  player.pause();
  await settle();
  assertEquals([player.paused, player.muted], [false, false]);
  page.become("hidden");
  player.pause();
  await settle();
  assertEquals([player.paused, player.muted], [false, false]);
});

Deno.test("keepPlaying() waits where a page that is not seen may not play, and asks for no tap", async () => {
  const { player, page, seen } = playing();
  await settle();
  page.become("hidden");
  player.allowed = false;
  player.pause();
  await settle();
  assertEquals([player.paused, player.muted, seen], [true, false, []]);
  player.allowed = true;
  page.become("visible");
  await settle();
  assertEquals([player.paused, player.muted, seen], [false, false, []]);
});

Deno.test("disposal takes back what was said, and plays no more", async () => {
  const player = new FakePlayer();
  player.allowed = false;
  const { playback, seen } = playing(player);
  await settle();
  playback[Symbol.dispose]();
  player.pause();
  await settle();
  assertEquals([player.paused, seen], [true, [true, false]]);
});

Deno.test("keepPlaying() minds no other failure", async () => {
  const player = new FakePlayer();
  player.play = () => Promise.reject(new DOMException("", "AbortError"));
  const { seen } = playing(player);
  await settle();
  assertEquals([player.muted, seen], [false, []]);
});
