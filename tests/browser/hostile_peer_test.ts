import { assert, assertEquals } from "@std/assert";
import type { CallPage } from "./harness/call_page.ts";
import { keptFiles } from "./harness/files.ts";
import { connectedPair } from "./harness/stage.ts";
import { until } from "./harness/until.ts";
import { borrowChannels, say } from "./harness/villain.ts";

/** Bert's page is the hostile one. */
const pair = () => connectedPair((_anna, bert) => borrowChannels(bert));

Deno.test("what the other person writes is text, whatever they write", async () => {
  await using call = await pair();
  const { anna: victim, bert: villain } = call;
  const html = `<img src=x onerror="document.title='taken'"><b>bold</b>`;
  await victim.openChat();
  await say(
    villain,
    {
      type: "hello",
      person: "p",
      name: `${"\u202E"}evil\n${html}`.slice(0, 40),
      microphone: true,
      camera: true,
      screen: false,
    },
    { type: "chat", id: "1", text: html },
    { type: "chat", id: "2", text: `turn\u202Eed \u2066around` },
    { type: "chat", id: "3", text: "z" + "\u0301".repeat(1000) },
    { type: "chat", id: "4", text: "long".repeat(1024) },
    // Over the limit: no message.
    { type: "chat", id: "5", text: "long".repeat(1025) },
    { type: "chat", id: "6", text: "the end" },
  );
  await victim.seesInChat(/the end/);
  const { texts, bold, title, wide } = await victim.page.evaluate(() => {
    const log = document.querySelector(`[role="log"]`);
    return {
      texts: [...log?.querySelectorAll("li > p:first-child") ?? []]
        .map((line) => line.textContent ?? ""),
      bold: log?.querySelectorAll("b, img").length,
      title: document.title,
      wide: document.documentElement.scrollWidth >
        document.documentElement.clientWidth,
    };
  });
  assertEquals(texts.slice(0, 2), [html, "turned around"]);
  assert((texts[2]?.length ?? 99) < 12, texts[2]);
  assertEquals(texts.length, 5);
  assertEquals([bold, wide], [0, false]);
  // The name is in the title, as text.
  assert(title.startsWith("● evil <img"), title);
  const who = await victim.page.evaluate(() =>
    document.querySelector("bdi")?.textContent ?? ""
  );
  assert(/^evil <img/.test(who), who);
  assertEquals(await victim.state(), "connected");
});

Deno.test("a flood from the other person ends their call, not the page", async () => {
  await using call = await pair();
  const { anna: victim, bert: villain } = call;
  await villain.page.evaluate(() => {
    const channel = duetChannel("duet");
    const text = JSON.stringify({ type: "chat", id: "1", text: "spam" });
    const pour = () => {
      if (channel?.readyState !== "open") return;
      while (channel.bufferedAmount < 1_000_000) channel.send(text);
      setTimeout(pour);
    };
    pour();
  });
  await victim.sees("heading", "The other page misbehaved");
  assertEquals(await victim.state(), "failed");
  // The page is as quick as before.
  await victim.click("button", "Try again");
  await until(
    victim.page,
    "a way back into the room",
    async () => await victim.state() !== "failed",
  );
});

Deno.test("descriptions that no page makes are not applied", async () => {
  await using call = await pair();
  const { anna: victim, bert: villain } = call;
  const before = await victim.page.evaluate(() =>
    duetEvidence.peer?.remoteDescription?.sdp ?? ""
  );
  const offer = (sdp: string, seq: number) => ({
    type: "description",
    from: "c",
    to: null,
    seq,
    ack: 0,
    description: { type: "offer", sdp },
  });
  await say(
    villain,
    offer(before + "m=video 9 UDP/TLS/RTP/SAVPF 96\r\n".repeat(9), 1),
    offer(before + "x".repeat(20_000), 2),
    { type: "chat", id: "1", text: "still here" },
  );
  await victim.openChat();
  await victim.seesInChat(/still here/);
  assertEquals(
    await victim.page.evaluate(() =>
      duetEvidence.peer?.remoteDescription?.sdp ?? ""
    ),
    before,
  );
  assertEquals(await victim.state(), "connected");
  // Well-formed, and of nobody's certificate.
  await say(villain, offer(before.replace(/a=fingerprint:.*/g, ""), 1));
  await victim.sees("heading", "This could be somebody else");
});

/** Gives bytes to the channel of files, as often as told. */
async function sendFrames(
  { page }: CallPage,
  bytes: number[],
  times: number,
): Promise<void> {
  await page.evaluate(
    async (bytes, times) => {
      const channel = duetChannel("files");
      let sent = 0;
      while (sent < times && channel?.readyState === "open") {
        if (channel.bufferedAmount < 1_000_000) {
          channel.send(new Uint8Array(bytes));
          sent++;
        } else await new Promise((resolve) => setTimeout(resolve));
      }
    },
    bytes,
    times,
  );
}

/** A chunk of the stream with this number. */
function chunk(stream: number, index: number, length: number): number[] {
  const bytes = new Uint8Array(9 + length);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, 1);
  view.setUint32(1, stream);
  view.setUint32(5, index);
  return [...bytes];
}

Deno.test("files that nobody accepted are kept nowhere, and many of them end the call", async () => {
  await using call = await pair();
  const { anna: victim, bert: villain } = call;
  const name = "../../\u202Egnp.exe";
  const word = { type: "offer", id: "evil", name, size: 100_000 };
  await say(villain, { type: "file", word });
  await victim.openChat();
  await victim.seesInChat(/_\.\._gnp\.exe/);
  await sendFrames(villain, chunk(1, 0, 1_000), 100);
  assertEquals(await victim.state(), "connected");
  await sendFrames(villain, chunk(1, 0, 1), 3_000);
  await victim.sees("heading", "The other page misbehaved");
  assertEquals(await keptFiles(victim), []);
});

/** Has a page answer nothing any more. */
async function silence({ page }: CallPage): Promise<void> {
  await page.evaluate(() => {
    for (const channel of duetChannels) channel.onmessage = null;
  });
}

Deno.test("a page that sends something else than it offered is stopped, and the call goes on", async () => {
  await using call = await pair();
  const { anna: victim, bert: villain } = call;
  await silence(villain);
  await victim.openChat();
  const cases: [string, number[]][] = [
    ["more.bin", chunk(1, 0, 16_384)],
    ["other.bin", chunk(2, 7, 1_000)],
    ["short.bin", chunk(3, 0, 1)],
  ];
  for (const [name, bytes] of cases) {
    const word = { type: "offer", id: name.slice(0, 4), name, size: 1_000 };
    await say(villain, { type: "file", word });
    await victim.click("button", `Accept ${name}`);
    await victim.sees("button", `Cancel ${name}`);
    await sendFrames(villain, bytes, 1);
    await victim.seesInChat(/sent something else than it offered/);
  }
  assertEquals(
    await victim.page.$$(`[role="log"] a[download]`),
    [],
    "nothing is there to save",
  );
  assertEquals(await victim.state(), "connected");
});

Deno.test("words of files that no page says are not heard", async () => {
  await using call = await pair();
  const { anna: victim, bert: villain } = call;
  const offer = { type: "offer", id: "x", name: "x", size: 1 };
  const words = [
    null,
    "offer",
    { ...offer, size: -1 },
    { ...offer, size: 1e20 },
    { ...offer, size: 0.5 },
    { ...offer, name: "x".repeat(300) },
    { ...offer, id: "../x" },
    { type: "accept", id: "x", stream: -1, at: 0 },
    { type: "over", id: "x", end: "because" },
  ];
  await say(villain, ...words.map((word) => ({ type: "file", word })));
  const others = Array.from({ length: 40 }, (_, i) => ({
    type: "file",
    word: { ...offer, id: `many-${i}`, name: `many-${i}` },
  }));
  await say(villain, ...others);
  await say(villain, { type: "chat", id: "1", text: "the end" });
  await victim.seesInChat(/the end/);
  const cards = await victim.page.$$(`[role="log"] li bdi.font-semibold`);
  // No more than can be answered.
  assertEquals(cards.length, 20);
  assertEquals(await victim.state(), "connected");
});
