import { assert, assertEquals, assertObjectMatch } from "@std/assert";
import { ScreenShare } from "../../../call/media/screen.ts";
import {
  NO_SCREEN,
  type ScreenSnapshot,
} from "../../../call/media/screen_snapshot.ts";
import { FakeStream, FakeTrack } from "../fake_media.ts";

/** A picker in which a test chooses, one question after the other. */
function setUp() {
  const given: FakeTrack[] = [];
  const known: MediaTrackSupportedConstraints & { restrictOwnAudio?: boolean } =
    {};
  const questions: PromiseWithResolvers<MediaStream>[] = [];
  const snapshots: ScreenSnapshot[] = [];
  const asked: DisplayMediaStreamOptions[] = [];
  const port = {
    getSupportedConstraints: () => known,
    getDisplayMedia(options: DisplayMediaStreamOptions = {}) {
      asked.push(options);
      const question = Promise.withResolvers<MediaStream>();
      questions.push(question);
      return question.promise;
    },
  };
  return {
    questions,
    asked,
    known,
    /** What was shown, the picture only. */
    get seen() {
      return snapshots.map(({ video }) => video);
    },
    get now() {
      return snapshots.at(-1);
    },
    screen: new ScreenShare(port, (snapshot) => snapshots.push(snapshot)),
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
    /** The same, with the sound of it. */
    chooseWithSound(question: number, displaySurface: string, alone: boolean) {
      const video = new FakeTrack("video", displaySurface);
      const audio = new FakeTrack("audio", `${displaySurface} sound`);
      video.others = { displaySurface };
      audio.others = { restrictOwnAudio: alone };
      given.push(video, audio);
      questions[question]?.resolve(new FakeStream([video, audio]));
      return { video, audio };
    },
  };
}

Deno.test("ScreenShare.start() shares what is chosen, sharp rather than smooth", async () => {
  const set = setUp();
  const { screen, live, choose } = set;
  const started = screen.start();
  const track = choose(0, "window");
  await started;
  assertEquals(set.seen, [track]);
  assertEquals(track.contentHint, "detail");
  assertEquals(live(), ["window"]);
});

Deno.test("ScreenShare.start() without a choice changes nothing", async () => {
  const set = setUp();
  const { screen, questions } = set;
  const started = screen.start();
  questions[0]?.reject(new DOMException("Closed", "NotAllowedError"));
  await started;
  assertEquals(set.now, NO_SCREEN);
});

Deno.test("ScreenShare.start() changes nothing where the browser can't", async () => {
  const seen: ScreenSnapshot[] = [];
  await new ScreenShare({}, (snapshot) => seen.push(snapshot)).start();
  assert(seen.every(({ video }) => video === null));
});

Deno.test("ScreenShare.start() again changes over without a gap", async () => {
  const set = setUp();
  const { screen, live, choose } = set;
  const first = screen.start();
  const window = choose(0, "window");
  await first;
  const second = screen.start();
  assertEquals(live(), ["window"], "shared until another is chosen");
  const tab = choose(1, "tab");
  await second;
  assertEquals(set.seen, [window, tab]);
  assertEquals(live(), ["tab"]);
});

Deno.test("ScreenShare.start() keeps the latest of two questions, in whatever order they are answered", async () => {
  const set = setUp();
  const { screen, live, choose } = set;
  const started = [screen.start(), screen.start()];
  const tab = choose(1, "tab");
  await started[1];
  choose(0, "window");
  await started[0];
  assertEquals(set.seen, [tab]);
  assertEquals(live(), ["tab"]);
});

Deno.test("ScreenShare.stop() while the picker is open stops what is chosen later", async () => {
  const set = setUp();
  const { screen, live, choose } = set;
  const started = screen.start();
  screen.stop();
  choose(0, "window");
  await started;
  assertEquals(live(), []);
  assertEquals(set.seen, []);
});

Deno.test("ScreenShare.stop() stops, and says so once", async () => {
  const set = setUp();
  const { screen, live, choose } = set;
  const started = screen.start();
  const track = choose(0, "window");
  await started;
  screen.stop();
  screen.stop();
  assertEquals(live(), []);
  assertEquals(set.seen, [track, null]);
});

Deno.test("ScreenShare notices the browser's own way to stop", async () => {
  const set = setUp();
  const { screen, choose } = set;
  const started = screen.start();
  const track = choose(0, "window");
  await started;
  track.unplug();
  assertEquals(set.seen, [track, null]);
});

Deno.test("ScreenShare hears nothing more of a screen that another has replaced", async () => {
  const set = setUp();
  const { screen, choose } = set;
  const first = screen.start();
  const window = choose(0, "window");
  await first;
  const second = screen.start();
  const tab = choose(1, "tab");
  await second;
  window.dispatchEvent(new Event("ended"));
  assertEquals(set.seen, [window, tab]);
});

Deno.test("ScreenShare.start() shares the sound as well, and notices where it ends alone", async () => {
  const set = setUp();
  const started = set.screen.start();
  const { video, audio } = set.chooseWithSound(0, "browser", false);
  await started;
  assertEquals(set.now, { video, audio, problem: null });
  assertEquals(audio.contentHint, "music");
  audio.unplug();
  assertEquals(set.now, { video, audio: null, problem: null });
  set.screen.stop();
  assertEquals(set.live(), []);
});

Deno.test("ScreenShare ends the sound with the picture", async () => {
  const set = setUp();
  const started = set.screen.start();
  const { video } = set.chooseWithSound(0, "window", false);
  await started;
  video.unplug();
  assertEquals(set.now, NO_SCREEN);
  assertEquals(set.live(), []);
});

Deno.test("ScreenShare.start() shares no sound that brings the other person's own voice back to them", async () => {
  const set = setUp();
  const first = set.screen.start();
  const echoing = set.chooseWithSound(0, "monitor", false);
  await first;
  assertEquals(set.now, {
    video: echoing.video,
    audio: null,
    problem: "own-sound",
  });
  assertEquals(set.live(), ["monitor"]);
  const second = set.screen.start();
  const { video, audio } = set.chooseWithSound(1, "monitor", true);
  await second;
  assertEquals(set.now, { video, audio, problem: null });
});

Deno.test("ScreenShare.start() asks for the system's sound only where this page can be left out of it", async () => {
  const { screen, asked, known, choose } = setUp();
  const first = screen.start();
  choose(0, "window");
  await first;
  assertObjectMatch(asked[0] ?? {}, {
    systemAudio: "exclude",
    selfBrowserSurface: "exclude",
    surfaceSwitching: "include",
  });
  known.restrictOwnAudio = true;
  const second = screen.start();
  choose(1, "window");
  await second;
  assertObjectMatch(asked[1] ?? {}, {
    systemAudio: "include",
    audio: { restrictOwnAudio: true, echoCancellation: false },
  });
});

Deno.test("ScreenShare.start() says what the system refuses, until the next try", async () => {
  const set = setUp();
  const first = set.screen.start();
  set.questions[0]?.reject(
    new DOMException("Permission denied by system", "NotAllowedError"),
  );
  await first;
  assertEquals(set.now?.problem, "denied-by-system");
  const second = set.screen.start();
  set.questions[1]?.reject(new DOMException("Failed", "NotReadableError"));
  await second;
  assertEquals(set.now?.problem, "unknown");
  const third = set.screen.start();
  set.choose(2, "window");
  await third;
  assertEquals(set.now?.problem, null);
});
