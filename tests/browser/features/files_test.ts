import { assert, assertEquals } from "@std/assert";
import type { CallPage } from "../harness/call_page.ts";
import { framesOf } from "../harness/evidence.ts";
import {
  cardText,
  chooseFiles,
  type DiskFile,
  fileSays,
  keptFiles,
  makeFile,
  takeDownloads,
} from "../harness/files.ts";
import { keptPath } from "../harness/scratch.ts";
import { connectedPair, newRoom, setStage } from "../harness/stage.ts";
import { until } from "../harness/until.ts";
import { seesFrames } from "../harness/witness.ts";

const MEGABYTE = 1_000_000;
/** A machine with other work takes long for so much. */
const LONG_MS = 150_000;

/** Offers a file, and accepts it on the other side. */
async function send(from: CallPage, to: CallPage, file: DiskFile) {
  await chooseFiles(from, file.path);
  await to.openChat();
  await to.click("button", `Accept ${file.name}`);
}

/** Waits until so much of the file is there. */
async function halfway({ page }: CallPage, name: string): Promise<void> {
  await until(page, `half of ${name}`, () =>
    page.evaluate((name) => {
      const bar = document.querySelector("progress");
      return bar?.getAttribute("aria-label")?.startsWith(name) &&
        bar.position >= 0.4;
    }, name), LONG_MS);
}

Deno.test("200 MB arrive whole through a break in the middle, and the call goes on", async () => {
  await using call = await connectedPair();
  const { anna, bert } = call;
  using file = makeFile("long.bin", 200 * MEGABYTE);
  using downloads = await takeDownloads(bert);
  const framesBefore = await framesOf(anna.page, "Remote video");
  const beganAtMs = performance.now();
  await send(anna, bert, file);
  await halfway(bert, file.name);
  const frames = await framesOf(anna.page, "Remote video") - framesBefore;
  const seconds = (performance.now() - beganAtMs) / 1000;

  // The whole connection ends, and there is another one in its place.
  const connections = await anna.page.evaluate(() => {
    duetEvidence.peer?.close();
    return duetEvidence.peers.length;
  });
  await until(anna.page, "another connection", () =>
    anna.page.evaluate(
      (before) =>
        duetEvidence.peers.length > before &&
        duetEvidence.peer?.connectionState === "connected",
      connections,
    ), LONG_MS);
  await fileSays(bert, file.name, /Received/, LONG_MS);
  await fileSays(anna, file.name, /Delivered/);
  const saved = await downloads.save(file.name);
  assertEquals(saved.hash, file.hash);
  assert(frames / seconds >= 5, `${frames} frames in ${seconds} s`);
  await Promise.all([anna, bert].map((each) => each.waitForState("connected")));
  await seesFrames(anna.page, "Remote video", 5);
});

Deno.test("the receiver's reload goes on with what was there, and what is there can still be saved", async () => {
  await using call = await connectedPair();
  const { anna, bert } = call;
  using file = makeFile("half.bin", 60 * MEGABYTE);
  await send(anna, bert, file);
  await halfway(bert, file.name);
  await bert.page.reload();
  await bert.waitForState("connected");
  await bert.openChat();
  await fileSays(bert, file.name, /Received/, LONG_MS);
  await fileSays(anna, file.name, /Delivered/);
  await bert.page.reload();
  await bert.waitForState("connected");
  using downloads = await takeDownloads(bert);
  await bert.openChat();
  const saved = await downloads.save(file.name);
  assertEquals(saved.hash, file.hash);
});

Deno.test("the sender's reload loses the file, both are told, and it can be chosen again", async () => {
  await using call = await connectedPair();
  const { anna, bert } = call;
  using file = makeFile("lost.bin", 60 * MEGABYTE);
  await send(anna, bert, file);
  await halfway(bert, file.name);
  await anna.page.reload();
  await anna.waitForState("connected");
  await anna.openChat();
  await fileSays(anna, file.name, /pages can't keep files/);
  await fileSays(bert, file.name, /Ask for it to be sent again/);
  await anna.sees("button", `Choose again ${file.name}`);
});

Deno.test("declined and cancelled files end on both sides, and leave nothing on the disk", async () => {
  await using call = await connectedPair();
  const { anna, bert } = call;
  using unwanted = makeFile("unwanted.bin", MEGABYTE);
  await chooseFiles(anna, unwanted.path);
  await fileSays(anna, unwanted.name, /Waiting for/);
  await bert.openChat();
  await fileSays(bert, unwanted.name, /before you accept it/);
  assertEquals(await keptFiles(bert), []);
  await bert.click("button", `Decline ${unwanted.name}`);
  await fileSays(anna, unwanted.name, /declined it/);

  for (const [who, other] of [[anna, bert], [bert, anna]] as const) {
    using file = makeFile(`cut-${who === anna}.bin`, 150 * MEGABYTE);
    await send(anna, bert, file);
    await until(
      bert.page,
      "something of it on the disk",
      async () => (await keptFiles(bert)).length > 0,
    );
    await who.click("button", `Cancel ${file.name}`);
    await fileSays(who, file.name, /You stopped it/);
    // The word shares the path with the file, and yet does not wait for it.
    await fileSays(other, file.name, /stopped it|took it back/);
    await until(
      bert.page,
      "nothing of it on the disk",
      async () => (await keptFiles(bert)).length === 0,
    );
  }
});

Deno.test("two files at once and one the other way arrive, each as it was", async () => {
  await using call = await connectedPair();
  const { anna, bert } = call;
  using one = makeFile("one.bin", 6 * MEGABYTE);
  using two = makeFile("two.bin", 5 * MEGABYTE);
  using back = makeFile("back.bin", 4 * MEGABYTE);
  using ofBert = await takeDownloads(bert);
  await chooseFiles(anna, one.path, two.path);
  await bert.openChat();
  await bert.click("button", `Accept ${one.name}`);
  await bert.click("button", `Accept ${two.name}`);
  await send(bert, anna, back);
  for (const file of [one, two]) {
    await fileSays(bert, file.name, /Received/, LONG_MS);
    assertEquals((await ofBert.save(file.name)).hash, file.hash);
  }
  await fileSays(anna, back.name, /Received/, LONG_MS);
  using ofAnna = await takeDownloads(anna);
  assertEquals((await ofAnna.save(back.name)).hash, back.hash);
});

Deno.test("a picture is seen in the chat once it was accepted, and not before", async () => {
  await using call = await connectedPair();
  const { anna, bert } = call;
  const path = keptPath("seen.png");
  await Deno.writeFile(path, await anna.page.screenshot());
  await chooseFiles(anna, path);
  await bert.openChat();
  await fileSays(bert, "seen.png", /before you accept it/);
  assertEquals(await bert.page.$$("canvas"), []);
  await bert.click("button", "Accept seen.png");
  await bert.sees("image", "seen.png");
  await anna.sees("image", "seen.png");
  const colours = await bert.page.evaluate(() => {
    const canvas = document.querySelector("canvas");
    const { data = [] } = canvas?.getContext("2d")
      ?.getImageData(0, 0, canvas.width, canvas.height) ?? {};
    return new Set(data).size;
  });
  assert(colours > 3, "it is more than one colour");
});

Deno.test("a picture that is pasted, and a file that is dropped anywhere, are offered", async () => {
  await using call = await connectedPair();
  const { anna, bert } = call;
  await anna.openChat();
  await anna.page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File(["not quite a picture"], "pasted.png"));
    const field = document.querySelector("textarea");
    field?.dispatchEvent(
      new ClipboardEvent("paste", {
        clipboardData: data,
        bubbles: true,
        cancelable: true,
      }),
    );
  });
  await bert.openChat();
  await fileSays(bert, "pasted.png", /19 bytes/);
  await anna.click("button", "Close chat");
  assert(await dropFile(anna), "the page is not left for the file");
  await fileSays(bert, "dropped.txt", /7 bytes/);
  assert(/Waiting/.test(await cardText(anna, "dropped.txt")));
});

Deno.test("a file that is dropped where nobody can have it does not take the page's place", async () => {
  await using stage = await setStage();
  const [anna] = await stage.couple();
  await anna.openLobby(newRoom());
  assert(await dropFile(anna), "the lobby is not left for the file");
  await anna.join();
  await anna.waitForState("waiting");
  assert(await dropFile(anna), "the waiting page is not left for the file");
});

Deno.test("a file that is dropped in the moment in which a call begins is offered", async () => {
  await using call = await connectedPair();
  const { anna, bert } = call;
  assert(await dropFile(bert), "the page is not left for the file");
  await anna.openChat();
  await fileSays(anna, "dropped.txt", /7 bytes/);
});

/** @returns Whether the page stays, where a browser would show the file instead. */
function dropFile({ page }: CallPage): Promise<boolean> {
  return page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(["dropped"], "dropped.txt"));
    const options = { dataTransfer, bubbles: true, cancelable: true };
    return ["dragover", "drop"].every((type) =>
      !document.body.dispatchEvent(new DragEvent(type, options))
    );
  });
}

Deno.test("files that are offered while the chat is closed are counted and said", async () => {
  await using call = await connectedPair();
  const { anna, bert } = call;
  using file = makeFile("news.bin", 1_000);
  await chooseFiles(anna, file.path);
  await bert.says(/wants to send you news\.bin, 1 kB/);
  using button = await bert.control("Chat");
  assertEquals(
    await button.evaluate((button) => button.ariaDescription),
    "1 new",
  );
});
