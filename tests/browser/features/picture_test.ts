import { assertEquals } from "@std/assert";
import type { CallPage } from "../harness/call_page.ts";
import { ANNA, BERT, connect, setStage } from "../harness/stage.ts";
import { until } from "../harness/until.ts";
import { hearsTone, seesFrames } from "../harness/witness.ts";

/** Whether the browser has the page open its window by itself: the system's word. */
async function systemAsks(person: CallPage, action: string): Promise<void> {
  await until(
    person.page,
    `a handler of ${action}`,
    () => person.page.evaluate((action) => systemActions.has(action), action),
  );
  await person.page.evaluate(
    (action) => systemActions.get(action)?.({ action } as never),
    action,
  );
}

declare const systemActions: Map<string, MediaSessionActionHandler>;

/** Notes what the page gives the system to do, as no test can press the system's buttons. */
async function noteActions({ page }: CallPage): Promise<void> {
  await page.evaluateOnNewDocument(() => {
    const actions = new Map<string, MediaSessionActionHandler>();
    Object.assign(globalThis, { systemActions: actions });
    const { setActionHandler } = MediaSession.prototype;
    MediaSession.prototype.setActionHandler = function (action, handler) {
      setActionHandler.call(this, action, handler);
      if (handler === null) actions.delete(action);
      else actions.set(action, handler);
    };
  });
}

/** A look into the small window. */
async function small(
  person: CallPage,
): Promise<
  { buttons: string[]; colour: string; width: number; styled: boolean } | null
> {
  return await person.page.evaluate(() => {
    const factory = Reflect.get(globalThis, "documentPictureInPicture");
    const opened = factory?.window as Window | null;
    const inner = opened?.document;
    const page = inner?.querySelector("main");
    if (!opened || !inner || !page) return null;
    return {
      buttons: [...inner.querySelectorAll("button")].map((button) =>
        `${button.getAttribute("aria-label")} ${
          button.getAttribute("aria-pressed") ?? ""
        }`.trim()
      ),
      colour: opened.getComputedStyle(page).backgroundColor,
      width: inner.querySelector("video")?.videoWidth ?? 0,
      styled: inner.styleSheets.length > 0,
    };
  });
}

async function press(person: CallPage, name: string): Promise<void> {
  await person.page.evaluate((name) => {
    const { window: opened } = Reflect.get(
      globalThis,
      "documentPictureInPicture",
    );
    const selector = `button[aria-label="${name}"]`;
    opened.document.querySelector(selector).click();
  }, name);
}

async function smallIs(
  person: CallPage,
  state: "open" | "closed",
): Promise<void> {
  await until(
    person.page,
    `the small window to be ${state}`,
    async () => (await small(person) !== null) === (state === "open"),
  );
}

async function choosePicture(person: CallPage): Promise<void> {
  await person.clickControl("More");
  await person.click("menuitemcheckbox", "Picture in picture");
}

Deno.test("the small window shows the other person, with controls that the other side notices", async () => {
  await using stage = await setStage();
  const anna = await stage.person(ANNA);
  const bert = await stage.person(BERT);
  await connect(anna, bert);
  await choosePicture(anna);
  await smallIs(anna, "open");
  await until(
    anna.page,
    "their picture in it",
    async () => ((await small(anna))?.width ?? 0) > 0,
  );
  const seen = await small(anna);
  assertEquals(seen?.styled, true);
  assertEquals(seen?.buttons, [
    "Microphone true",
    "Camera true",
    "Back to the call",
    "Leave call",
  ]);
  await hearsTone(anna.page, "Remote video", BERT.toneHz);
  await press(anna, "Microphone");
  await bert.page.waitForSelector("[data-remote-muted]");
  assertEquals(await anna.pressed("Microphone"), "false");
  await press(anna, "Back to the call");
  await smallIs(anna, "closed");

  await choosePicture(anna);
  await smallIs(anna, "open");
  await press(anna, "Leave call");
  await anna.waitForState("ended");
  await smallIs(anna, "closed");
  await bert.waitForState("waiting");
});

Deno.test("the small window opens when the system asks for it, and goes when the page is seen again", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  await noteActions(anna);
  await connect(anna, bert);
  const become = (state: string) =>
    anna.page.evaluate((state) => {
      Object.defineProperty(document, "visibilityState", {
        configurable: true,
        get: () => state,
      });
      document.dispatchEvent(new Event("visibilitychange"));
    }, state);
  await become("hidden");
  await systemAsks(anna, "enterpictureinpicture");
  await smallIs(anna, "open");
  await become("visible");
  await smallIs(anna, "closed");

  await systemAsks(anna, "enterpictureinpicture");
  await smallIs(anna, "open");
  await bert.leave();
  await anna.waitForState("waiting");
  await smallIs(anna, "closed");
});

Deno.test("the video's own small window stands in where a browser has no other", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  await anna.page.evaluateOnNewDocument(() => {
    Reflect.deleteProperty(globalThis, "documentPictureInPicture");
  });
  await connect(anna, bert);
  await seesFrames(anna.page, "Remote video", 5);
  const inside = () =>
    anna.page.evaluate(() =>
      document.pictureInPictureElement?.getAttribute("aria-label") ?? null
    );
  await choosePicture(anna);
  await until(
    anna.page,
    "the video in its window",
    async () => await inside() === "Remote video",
  );
  await choosePicture(anna);
  await until(
    anna.page,
    "the video back",
    async () => await inside() === null,
  );
  await seesFrames(anna.page, "Remote video", 5);
});

Deno.test("a browser without small windows offers none", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  await anna.page.evaluateOnNewDocument(() => {
    Reflect.deleteProperty(globalThis, "documentPictureInPicture");
    Reflect.deleteProperty(
      HTMLVideoElement.prototype,
      "requestPictureInPicture",
    );
    Reflect.deleteProperty(Navigator.prototype, "mediaSession");
    Reflect.deleteProperty(Navigator.prototype, "wakeLock");
  });
  await connect(anna, bert);
  await anna.clickControl("More");
  await anna.sees("menuitem", "Keyboard shortcuts");
  assertEquals(
    await anna.page.$('::-p-aria([name="Picture in picture"])'),
    null,
  );
});

Deno.test("the system's buttons mute, stop the camera and hang up, and it is told with whom one talks", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  await noteActions(anna);
  await bert.visit("/room/names");
  await bert.type("Your name", "Bert");
  await connect(anna, bert);
  await until(
    anna.page,
    "the title",
    () =>
      anna.page.evaluate(() =>
        navigator.mediaSession.metadata?.title === "Call with Bert"
      ),
  );
  await systemAsks(anna, "togglemicrophone");
  await bert.page.waitForSelector("[data-remote-muted]");
  await systemAsks(anna, "togglecamera");
  await until(
    anna.page,
    "the camera to be off",
    async () => await anna.pressed("Camera") === "false",
  );
  await systemAsks(anna, "hangup");
  await anna.waitForState("ended");
  assertEquals(await anna.page.evaluate(() => systemActions.size), 0);
  assertEquals(
    await anna.page.evaluate(() => navigator.mediaSession.metadata),
    null,
  );
});

Deno.test("the screen stays on in a call, again after the page was hidden, and not after it", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  const cdp = await anna.page.createCDPSession();
  await cdp.send("Browser.setPermission", {
    permission: { name: "screen-wake-lock" },
    setting: "granted",
    browserContextId: anna.page.browserContext().id!,
  });
  await anna.page.evaluateOnNewDocument(() => {
    const locks: WakeLockSentinel[] = [];
    Object.assign(globalThis, { screenLocks: locks });
    const { request } = WakeLock.prototype;
    WakeLock.prototype.request = async function (type) {
      const lock = await request.call(this, type);
      locks.push(lock);
      return lock;
    };
  });
  const held = () =>
    anna.page.evaluate(() => {
      const locks: WakeLockSentinel[] = Reflect.get(globalThis, "screenLocks");
      return locks.filter(({ released }) => !released).length;
    });
  const holds = (expected: number) =>
    until(
      anna.page,
      `${expected} locks of the screen`,
      async () => await held() === expected,
    );
  await connect(anna, bert);
  await holds(1);
  await anna.page.evaluate(async () => {
    const locks: WakeLockSentinel[] = Reflect.get(globalThis, "screenLocks");
    // As the browser does with a page that is hidden.
    for (const lock of locks) await lock.release();
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await holds(1);
  await anna.leave();
  await anna.waitForState("ended");
  await holds(0);
});
