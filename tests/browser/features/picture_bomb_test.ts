import { assertEquals } from "@std/assert";
import { filledJpeg, gif } from "../../call/files/picture_bytes.ts";
import type { CallPage } from "../harness/call_page.ts";
import { chooseFiles, fileSays } from "../harness/files.ts";
import { scratchFolder } from "../harness/scratch.ts";
import { connectedPair } from "../harness/stage.ts";

declare global {
  /** Sizes in bytes of what the page has had decoded. */
  var decodedBytes: number[];
}

/** Notes what the page has the browser decode. */
async function noteDecoding({ page }: CallPage): Promise<void> {
  await page.evaluateOnNewDocument(() => {
    globalThis.decodedBytes = [];
    globalThis.createImageBitmap = new Proxy(globalThis.createImageBitmap, {
      apply(decode, page, given) {
        const [source] = given;
        if (source instanceof Blob) decodedBytes.push(source.size);
        return Reflect.apply(decode, page, given);
      },
    });
  });
}

/** A picture as this browser encodes it. */
async function drawn({ page }: CallPage, type: string): Promise<Uint8Array> {
  const data = await page.evaluate((type) => {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 64;
    const context = canvas.getContext("2d");
    context?.fillRect(8, 8, 48, 48);
    return canvas.toDataURL(type);
  }, type);
  return Uint8Array.from(
    atob(data.slice(data.indexOf(",") + 1)),
    (char) => char.charCodeAt(0),
  );
}

Deno.test("a picture that is larger than it seems is saved and not shown, an honest one is both", async () => {
  await using call = await connectedPair(async (anna, bert) => {
    await Promise.all([anna, bert].map(noteDecoding));
  });
  const { anna, bert } = call;
  using folder = scratchFolder("pictures-");
  const bombs = {
    "bomb.jpg": filledJpeg(20_000, 20_000),
    "bomb.gif": gif([10, 10], [0, 0, 20_000, 20_000]),
  };
  const honest = {
    // Made as the bomb is: this browser takes it.
    "filled.jpg": filledJpeg(640, 480),
    "one.gif": gif([1, 1], [0, 0, 1, 1]),
    "drawn.jpg": await drawn(anna, "image/jpeg"),
    "drawn.png": await drawn(anna, "image/png"),
    "drawn.webp": await drawn(anna, "image/webp"),
  };
  const files = Object.entries({ ...bombs, ...honest }).map(
    ([name, content]) => ({ name, content, path: `${folder.path}/${name}` }),
  );
  for (const { path, content } of files) Deno.writeFileSync(path, content);
  await chooseFiles(anna, ...files.map(({ path }) => path));
  await bert.openChat();
  for (const { name } of files) {
    await bert.click("button", `Accept ${name}`);
    await fileSays(bert, name, /Received/);
    await bert.sees("link", `Save ${name}`);
  }
  for (const page of [anna, bert]) {
    for (const name of Object.keys(honest)) await page.sees("image", name);
    const { shown, decoded } = await page.page.evaluate(() => ({
      shown: [...document.querySelectorAll(`[role="log"] canvas`)].map((each) =>
        each instanceof HTMLCanvasElement
          ? `${each.ariaLabel} ${each.width} × ${each.height}`
          : ""
      ),
      decoded: decodedBytes,
    }));
    assertEquals(shown, [
      "filled.jpg 640 × 480",
      "one.gif 1 × 1",
      ...["jpg", "png", "webp"].map((type) => `drawn.${type} 64 × 64`),
    ]);
    assertEquals(
      decoded.toSorted(),
      Object.values(honest).map(({ length }) => length).toSorted(),
    );
  }
});
