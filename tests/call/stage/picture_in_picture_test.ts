import { assert, assertEquals, assertFalse } from "@std/assert";
import {
  PictureInPicture,
  type PictureVideo,
  type PictureWindow,
} from "../../../call/stage/picture_in_picture.ts";

/** The page's document, in a browser that may have the video's window. */
class FakeDocument extends EventTarget {
  visibilityState: DocumentVisibilityState = "visible";
  pictureInPictureEnabled = true;
  pictureInPictureElement: unknown = null;
  exitPictureInPicture() {
    this.pictureInPictureElement = null;
    return Promise.resolve();
  }
  become(state: DocumentVisibilityState) {
    this.visibilityState = state;
    this.dispatchEvent(new Event("visibilitychange"));
  }
}

class FakeWindow extends EventTarget {
  closed = false;
  // Only handed on to what fills it.
  readonly document = Object.create(null) as Document;
  close() {
    if (this.closed) return;
    this.closed = true;
    this.dispatchEvent(new Event("pagehide"));
  }
}

class FakeVideo extends EventTarget {
  autoPictureInPicture = false;
  constructor(readonly page: FakeDocument) {
    super();
  }
  requestPictureInPicture() {
    this.page.pictureInPictureElement = this;
    this.dispatchEvent(new Event("enterpictureinpicture"));
    return Promise.resolve(Object.create(null) as PictureInPictureWindow);
  }
}

function outside(
  options: {
    window?: () => Promise<PictureWindow>;
    video?: (page: FakeDocument) => PictureVideo | null;
  } = {},
) {
  const page = new FakeDocument();
  const seen: boolean[] = [];
  const filled: PictureWindow[] = [];
  let content = 0;
  const video = options.video?.(page) ?? null;
  const picture = new PictureInPicture({
    window: options.window
      ? { documentPictureInPicture: { requestWindow: options.window } }
      : {},
    document: page,
    video: () => video,
    fill(window) {
      filled.push(window);
      content++;
      return { [Symbol.dispose]: () => void content-- };
    },
    onChange: (open) => seen.push(open),
  });
  return { page, picture, seen, filled, content: () => content };
}

const oneWindow = () => {
  const window = new FakeWindow();
  return { window, open: () => Promise.resolve(window) };
};

Deno.test("open() fills a window of our own where there are such", async () => {
  const { window, open } = oneWindow();
  const { picture, seen, filled, content } = outside({
    window: open,
    video: (page) => new FakeVideo(page),
  });
  assert(picture.isAvailable);
  await picture.open();
  assertEquals(filled, [window]);
  assert(picture.isOpen);
  picture.close();
  assertEquals([window.closed, content(), seen], [true, 0, [true, false]]);
  assertFalse(picture.isOpen);
});

Deno.test("open() twice is one window", async () => {
  const { open } = oneWindow();
  const { picture, filled } = outside({ window: open });
  await Promise.all([picture.open(), picture.open()]);
  await picture.open();
  assertEquals(filled.length, 1);
});

Deno.test("a window that the person closes is let go of", async () => {
  const { window, open } = oneWindow();
  const { picture, seen, content } = outside({ window: open });
  await picture.open();
  window.close();
  assertEquals([content(), seen], [0, [true, false]]);
  assertFalse(picture.isOpen);
});

Deno.test("open() takes the video's window where there is no other, or it is refused", async () => {
  const refused = () =>
    Promise.reject(new DOMException("no click", "NotAllowedError"));
  for (const window of [undefined, refused]) {
    const { picture, seen, page } = outside({
      ...window && { window },
      video: (page) => new FakeVideo(page),
    });
    assert(picture.isAvailable);
    await picture.open();
    assertEquals(seen, [true]);
    picture.close();
    assertEquals(page.pictureInPictureElement, null);
  }
});

Deno.test("open() asks an older Safari by its own name", async () => {
  class SafariVideo extends EventTarget {
    webkitPresentationMode = "inline";
    webkitSupportsPresentationMode() {
      return true;
    }
    webkitSetPresentationMode(mode: string) {
      this.webkitPresentationMode = mode;
      this.dispatchEvent(new Event("webkitpresentationmodechanged"));
    }
  }
  const { picture, seen } = outside({ video: () => new SafariVideo() });
  assert(picture.isAvailable);
  await picture.open();
  picture.close();
  assertEquals(seen, [true, false]);
});

Deno.test("nothing is offered where there is neither", async () => {
  const { picture, seen } = outside({ video: () => new EventTarget() });
  assertFalse(picture.isAvailable);
  await picture.open();
  assertEquals(seen, []);
});

Deno.test("the window goes when the page is seen again, and not before", async () => {
  const { window, open } = oneWindow();
  const { picture, page } = outside({ window: open });
  await picture.open();
  page.become("visible");
  assertFalse(window.closed, "opened by hand, in a page that is seen");
  page.become("hidden");
  assertFalse(window.closed);
  page.become("visible");
  assert(window.closed);
});

Deno.test("allowAutomatic() lets the video leave by itself", () => {
  const video = new FakeVideo(new FakeDocument());
  outside({ video: () => video }).picture.allowAutomatic();
  assert(video.autoPictureInPicture);
});

Deno.test("disposal closes the window, also one that comes too late", async () => {
  const { window, open } = oneWindow();
  const early = outside({ window: open });
  await early.picture.open();
  early.picture[Symbol.dispose]();
  assert(window.closed);
  early.page.become("hidden");
  early.page.become("visible");
  assertEquals(early.seen, [true, false]);

  const late = oneWindow();
  const { picture, filled } = outside({ window: late.open });
  const opening = picture.open();
  picture[Symbol.dispose]();
  await opening;
  assert(late.window.closed);
  assertEquals(filled, []);
});
