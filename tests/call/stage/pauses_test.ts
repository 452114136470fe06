import { assertEquals } from "@std/assert";
import { answerPauses } from "../../../call/stage/pauses.ts";
import { FakeClock } from "../../signalling/fake_clock.ts";

class FakePlayer extends EventTarget {
  paused = false;
  pause() {
    this.paused = true;
    this.dispatchEvent(new Event("pause"));
  }
}

/** A player that plays when it is told to, unless it may not, or something is in the way. */
function kept() {
  const player = new FakePlayer();
  const page = new EventTarget();
  const clock = new FakeClock();
  const state = { allowed: true, stuck: false, plays: 0 };
  const pauses = answerPauses(player, page, () => {
    state.plays++;
    player.paused = !state.allowed || state.stuck;
    return Promise.resolve(state.allowed);
  }, clock);
  return { player, page, clock, state, pauses };
}

const turn = () => new Promise<void>((resolve) => setTimeout(resolve));

Deno.test("answerPauses() starts what is paused at once, and lets it be", async () => {
  const { player, clock, state } = kept();
  player.pause();
  assertEquals([player.paused, state.plays], [false, 1]);
  clock.advance(10_000);
  await turn();
  assertEquals([state.plays, clock.pending], [1, 0]);
});

Deno.test("answerPauses() starts what is paused while it is started", () => {
  const { player, state } = kept();
  player.pause();
  player.pause();
  assertEquals([player.paused, state.plays], [false, 2]);
});

Deno.test("answerPauses() tries again each second while something is in the way", async () => {
  const { player, clock, state } = kept();
  state.stuck = true;
  player.pause();
  clock.advance(1_000);
  await turn();
  assertEquals(state.plays, 2);
  state.stuck = false;
  clock.advance(1_000);
  await turn();
  assertEquals([player.paused, state.plays], [false, 3]);
});

Deno.test("answerPauses() takes part in no quarrel: three times a second, and no more", () => {
  const { player, clock, state } = kept();
  for (let times = 0; times < 100; times++) player.pause();
  assertEquals(state.plays, 3);
  clock.advance(1_000);
  for (let times = 0; times < 100; times++) player.pause();
  assertEquals(state.plays, 6);
});

Deno.test("answerPauses() waits where playing is not allowed, until the page is seen or thaws", async () => {
  for (const type of ["visibilitychange", "resume"]) {
    const { player, page, clock, state } = kept();
    state.allowed = false;
    player.pause();
    await turn();
    clock.advance(10_000);
    assertEquals([player.paused, state.plays], [true, 1], type);
    state.allowed = true;
    page.dispatchEvent(new Event(type));
    assertEquals([player.paused, state.plays], [false, 2], type);
  }
});

Deno.test("answerPauses() starts what was paused before anybody could be told, when the page thaws", () => {
  const { player, page } = kept();
  player.paused = true;
  page.dispatchEvent(new Event("resume"));
  assertEquals(player.paused, false);
});

Deno.test("answerPauses() leaves it paused once disposed", () => {
  const { player, page, clock, state, pauses } = kept();
  state.stuck = true;
  player.pause();
  pauses[Symbol.dispose]();
  assertEquals(clock.pending, 0);
  player.pause();
  page.dispatchEvent(new Event("resume"));
  assertEquals(state.plays, 1);
});
