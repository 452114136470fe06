import { assert, assertEquals, assertFalse } from "@std/assert";
import { FullScreen } from "../../../call/stage/full_screen.ts";

/** A browser's document, with its names for full screen. */
class FakeDocument extends EventTarget {
  fullscreenElement: Element | null = null;
  refuses = false;
  readonly documentElement = {
    requestFullscreen: () => {
      if (this.refuses) return Promise.reject(new TypeError("not now"));
      this.become(ELEMENT);
      return Promise.resolve();
    },
  };
  exitFullscreen() {
    this.become(null);
    return Promise.resolve();
  }
  become(element: Element | null) {
    this.fullscreenElement = element;
    this.dispatchEvent(new Event("fullscreenchange"));
  }
}

// Only whether there is one matters.
const ELEMENT = Object.create(null) as Element;

function full(document: ConstructorParameters<typeof FullScreen>[0]) {
  const seen: boolean[] = [];
  const screen = new FullScreen(document, () => null, (on) => seen.push(on));
  return { screen, seen };
}

Deno.test("toggle() takes the screen and gives it back, and says so", async () => {
  const { screen, seen } = full(new FakeDocument());
  assert(screen.isAvailable);
  await screen.toggle();
  await screen.toggle();
  assertEquals(seen, [true, false]);
});

Deno.test("toggle() leaves the page as it is where the browser refuses", async () => {
  const document = new FakeDocument();
  document.refuses = true;
  const { screen, seen } = full(document);
  await screen.toggle();
  assertEquals(seen, []);
  assertFalse(screen.isOn);
});

Deno.test("disposal gives back a screen that was taken here, and no other", async () => {
  const document = new FakeDocument();
  const taken = full(document).screen;
  await taken.toggle();
  taken[Symbol.dispose]();
  assertEquals(document.fullscreenElement, null);

  document.become(ELEMENT);
  full(document).screen[Symbol.dispose]();
  assertEquals(document.fullscreenElement, ELEMENT);
});

Deno.test("Escape is reported as what it is", async () => {
  const document = new FakeDocument();
  const { screen, seen } = full(document);
  await screen.toggle();
  document.become(null);
  assertEquals(seen, [true, false]);
});

Deno.test("a phone without full screen has its video's player, or nothing", async () => {
  const phone = Object.assign(new EventTarget(), { documentElement: {} });
  assertFalse(full(phone).screen.isAvailable);
  let entered = 0;
  const player = {
    isConnected: true,
    webkitEnterFullscreen: () => void entered++,
  };
  const screen = new FullScreen(phone, () => player, () => {});
  assert(screen.isAvailable);
  await screen.toggle();
  assertEquals(entered, 1);
});

Deno.test("an older Safari is asked by its own name", async () => {
  class Safari extends EventTarget {
    webkitFullscreenElement: Element | null = null;
    readonly documentElement = {
      webkitRequestFullscreen: () =>
        void (this.webkitFullscreenElement = ELEMENT),
    };
    webkitExitFullscreen() {
      this.webkitFullscreenElement = null;
    }
  }
  const { screen } = full(new Safari());
  await screen.toggle();
  assert(screen.isOn);
  await screen.toggle();
  assertFalse(screen.isOn);
});
