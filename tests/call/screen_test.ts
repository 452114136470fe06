import { assertEquals } from "@std/assert";
import { ScreenShare } from "../../call/screen.ts";
import { FakeStream, FakeTrack } from "./fake_media.ts";

/** A picker in which a test chooses, one question after the other. */
function setUp() {
  const given: FakeTrack[] = [];
  const questions: PromiseWithResolvers<MediaStream>[] = [];
  const seen: (MediaStreamTrack | null)[] = [];
  const port = {
    getDisplayMedia() {
      const question = Promise.withResolvers<MediaStream>();
      questions.push(question);
      return question.promise;
    },
  };
  return {
    questions,
    seen,
    screen: new ScreenShare(port, (track) => seen.push(track)),
    live: () =>
      given.filter(({ readyState }) => readyState === "live")
        .map(({ label }) => label),
    /** Answers the question of that number. */
    choose(question: number, label: string): FakeTrack {
      const track = new FakeTrack("video", label);
      given.push(track);
      questions[question]?.resolve(new FakeStream([track]));
      return track;
    },
  };
}

Deno.test("ScreenShare.start() shares what is chosen, sharp rather than smooth", async () => {
  const { screen, seen, live, choose } = setUp();
  const started = screen.start();
  const track = choose(0, "window");
  await started;
  assertEquals(seen, [track]);
  assertEquals(track.contentHint, "detail");
  assertEquals(live(), ["window"]);
});

Deno.test("ScreenShare.start() without a choice changes nothing", async () => {
  const { screen, seen, questions } = setUp();
  const started = screen.start();
  questions[0]?.reject(new DOMException("Closed", "NotAllowedError"));
  await started;
  assertEquals(seen, []);
});

Deno.test("ScreenShare.start() changes nothing where the browser can't", async () => {
  const seen: unknown[] = [];
  await new ScreenShare({}, (track) => seen.push(track)).start();
  assertEquals(seen, []);
});

Deno.test("ScreenShare.start() again changes over without a gap", async () => {
  const { screen, seen, live, choose } = setUp();
  const first = screen.start();
  const window = choose(0, "window");
  await first;
  const second = screen.start();
  assertEquals(live(), ["window"], "shared until another is chosen");
  const tab = choose(1, "tab");
  await second;
  assertEquals(seen, [window, tab]);
  assertEquals(live(), ["tab"]);
});

Deno.test("ScreenShare.start() keeps the latest of two questions, in whatever order they are answered", async () => {
  const { screen, seen, live, choose } = setUp();
  const started = [screen.start(), screen.start()];
  const tab = choose(1, "tab");
  await started[1];
  choose(0, "window");
  await started[0];
  assertEquals(seen, [tab]);
  assertEquals(live(), ["tab"]);
});

Deno.test("ScreenShare.stop() while the picker is open stops what is chosen later", async () => {
  const { screen, seen, live, choose } = setUp();
  const started = screen.start();
  screen.stop();
  choose(0, "window");
  await started;
  assertEquals(live(), []);
  assertEquals(seen, []);
});

Deno.test("ScreenShare.stop() stops, and says so once", async () => {
  const { screen, seen, live, choose } = setUp();
  const started = screen.start();
  const track = choose(0, "window");
  await started;
  screen.stop();
  screen.stop();
  assertEquals(live(), []);
  assertEquals(seen, [track, null]);
});

Deno.test("ScreenShare notices the browser's own way to stop", async () => {
  const { screen, seen, choose } = setUp();
  const started = screen.start();
  const track = choose(0, "window");
  await started;
  track.unplug();
  assertEquals(seen, [track, null]);
});

Deno.test("ScreenShare hears nothing more of a screen that another has replaced", async () => {
  const { screen, seen, choose } = setUp();
  const first = screen.start();
  const window = choose(0, "window");
  await first;
  const second = screen.start();
  const tab = choose(1, "tab");
  await second;
  window.dispatchEvent(new Event("ended"));
  assertEquals(seen, [window, tab]);
});
