import { assert, assertEquals, assertMatch } from "@std/assert";
import jsQR from "jsqr";
import type { CallPage } from "../harness/call_page.ts";
import { problemsOf } from "../harness/page_problems.ts";
import { setStage } from "../harness/stage.ts";
import { until } from "../harness/until.ts";

declare global {
  /** What was handed to the system's share sheet. */
  var shared: ShareData[];
}

/** Opens the lobby of a new private link. */
async function startCall(person: CallPage): Promise<string> {
  await person.visit("/");
  await person.click("button", "Start a call");
  await person.waitForState("ready");
  assertMatch(person.page.url(), /#1\./);
  return person.page.url();
}

/** What a scanner reads on the page, as it is painted. */
async function scan({ page }: CallPage): Promise<string | undefined> {
  const png = await page.screenshot({ encoding: "base64" });
  const picture = await page.evaluate(async (png) => {
    const bytes = Uint8Array.from(atob(png), (char) => char.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes]));
    const { width, height } = bitmap;
    const context = new OffscreenCanvas(width, height).getContext("2d");
    if (context === null) throw new Error("No canvas");
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, width, height);
    let text = "";
    for (const byte of data) text += String.fromCharCode(byte);
    return { width, height, pixels: btoa(text) };
  }, png);
  const pixels = Uint8ClampedArray.from(
    atob(picture.pixels),
    (char) => char.charCodeAt(0),
  );
  // As the page paints it: light on dark would be another code.
  const { default: decode } = jsQR;
  return decode(pixels, picture.width, picture.height, {
    inversionAttempts: "dontInvert",
  })?.data;
}

Deno.test("QR code shows the whole link to a scanner, in the dark and on a phone too", async () => {
  await using stage = await setStage();
  const anna = await stage.person({});
  await anna.page.emulateMediaFeatures([
    { name: "prefers-color-scheme", value: "dark" },
  ]);
  await anna.page.setViewport({ width: 390, height: 844, isMobile: true });
  const link = await startCall(anna);
  await anna.click("button", "More ways");
  await anna.click("button", "QR code");
  await anna.sees("image", "QR code of the invite link");
  assertEquals(await scan(anna), link);

  await anna.page.keyboard.press("Escape");
  await until(
    anna.page,
    "the focus back on the button",
    () =>
      anna.page.evaluate(() =>
        document.activeElement?.textContent === "QR code" &&
        document.querySelector("dialog") === null
      ),
  );

  await anna.join();
  await anna.waitForState("waiting");
  await anna.click("button", "QR code");
  await anna.sees("image", "QR code of the invite link");
  assertEquals(await scan(anna), link);
  await anna.click("button", "Close qr code");
  assertEquals(problemsOf(anna.page), []);
  const secret = new URL(link).hash.slice(3);
  for (const { origin, pathname, search } of anna.requests) {
    assertEquals(origin, stage.app.origin);
    assert(!`${pathname}${search}`.includes(secret));
  }
});

Deno.test("Mail opens a message with the whole link in it", async () => {
  await using stage = await setStage();
  const anna = await stage.person({});
  const link = await startCall(anna);
  await anna.click("button", "More ways");
  using mail = await anna.sees("link", "Mail");
  const address = await mail.evaluate((mail) => mail.getAttribute("href"));
  const { protocol, searchParams } = new URL(address ?? "");
  assertEquals(protocol, "mailto:");
  assert(searchParams.get("body")?.split("\r\n").includes(link));
  const room = new URL(link).pathname.split("/").at(-1) ?? "";
  assert(!searchParams.get("subject")?.includes(room));
});

Deno.test("Share… hands the link to the system, where it has a way (a made one)", async () => {
  await using stage = await setStage();
  const anna = await stage.person({});
  await anna.page.evaluateOnNewDocument(() => {
    globalThis.shared = [];
    const outcomes = [
      () => Promise.resolve(),
      () => Promise.reject(new DOMException("", "AbortError")),
      () => Promise.reject(new DOMException("", "NotAllowedError")),
    ];
    Object.assign(navigator, {
      canShare: ({ url }: ShareData) => url?.startsWith("http"),
      share: (data: ShareData) => {
        shared.push(data);
        return outcomes[shared.length - 1]?.();
      },
    });
  });
  const link = await startCall(anna);
  await anna.click("button", "More ways");
  await anna.click("button", "Share…");
  await anna.says(/Shared\. They can join/);
  const [data] = await anna.page.evaluate(() => shared);
  assertEquals(data?.url, link);
  assert(!/[#]|room/.test(`${data?.title} ${data?.text}`));

  // Closed without a choice: nothing has happened, and nothing is said.
  await anna.click("button", "Share…");
  await anna.saysNoMore(/Shared\./);
  assertEquals(await anna.page.$('[aria-label="Invite link"]'), null);

  // Refused: the link is there to be copied by hand.
  await anna.click("button", "Share…");
  await anna.says(/could not share/);
  using field = await anna.sees("textbox", "Invite link");
  assertEquals(
    await field.evaluate((field) =>
      field instanceof HTMLInputElement && field.value
    ),
    link,
  );
});

Deno.test("Share… is not offered where the system has no way", async () => {
  await using stage = await setStage();
  const anna = await stage.person({});
  await startCall(anna);
  assertEquals(await anna.page.evaluate(() => "share" in navigator), false);
  await anna.click("button", "More ways");
  await anna.sees("link", "Mail");
  assert(
    !/Share…/.test(
      await anna.page.evaluate(() => document.body.innerText),
    ),
  );
});

Deno.test("the waiting page says what will happen, and what has happened", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  const link = await startCall(anna);
  await anna.join();
  await anna.sees("heading", "Waiting for the other one");
  await anna.says(/A sound tells you/);
  // One's own picture has the page meanwhile.
  using own = await anna.page.waitForSelector('[aria-label="Your video"]');
  const large = await own?.boundingBox();
  assert((large?.width ?? 0) > 1_000, `${large?.width} pixels`);

  await bert.page.goto(link);
  await bert.waitForState("ready");
  await bert.type("Your name", "Bert");
  await bert.join();
  await Promise.all([
    anna.waitForState("connected"),
    bert.waitForState("connected"),
  ]);
  const small = await own?.boundingBox();
  assert((small?.width ?? 9_999) < 400, `${small?.width} pixels`);

  await bert.leave();
  await anna.sees("heading", "Bert has left");
  await anna.says(/You can wait for Bert here, or leave/);
  await anna.click("button", "Leave");
  await anna.sees("heading", "You left the call");
});
