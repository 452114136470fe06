import { assert, assertEquals } from "@std/assert";
import type { CallPage } from "../harness/call_page.ts";
import { listenTo, liveTracks } from "../harness/evidence.ts";
import { ANNA, BERT, connect, setStage } from "../harness/stage.ts";
import { until } from "../harness/until.ts";
import { hearsTone } from "../harness/witness.ts";

const REMOTE = "Remote video";

/** Waits until one's own picture shows that of one's voice. */
async function shows(person: CallPage, voice: string): Promise<void> {
  await person.page.waitForSelector(`[data-own-voice="${voice}"]`);
}

Deno.test("who speaks while muted is told so, and nothing of it is sent", async () => {
  await using stage = await setStage();
  const anna = await stage.person(ANNA);
  const bert = await stage.person(BERT);
  await connect(anna, bert);
  await shows(bert, "speaking");
  await hearsTone(anna.page, REMOTE, BERT.toneHz);

  await bert.clickControl("Microphone");
  await shows(bert, "muted");
  await bert.says(/You are muted/);
  await anna.page.waitForSelector("[data-remote-muted]");
  const { decibels } = await listenTo(anna.page, REMOTE, 1_000);
  assert(decibels < -60, `nothing is heard: ${decibels} dB`);
  const sent = await bert.page.evaluate(() =>
    duetEvidence.peers.flatMap((peer) => peer.getSenders())
      .flatMap(({ track }) => track?.kind === "audio" ? [track.enabled] : [])
  );
  assertEquals(sent, [false], "the copy that is listened to is not sent");

  await bert.click("button", "Unmute");
  await bert.saysNoMore(/You are muted/);
  await hearsTone(anna.page, REMOTE, BERT.toneHz);
  await until(
    bert.page,
    "the copy to end",
    async () => await liveTracks(bert.page, "audio") === 1,
  );
});

Deno.test("leaving while muted lets go of the copy that is listened to, too", async () => {
  await using stage = await setStage();
  const anna = await stage.person(ANNA);
  const bert = await stage.person(BERT);
  await connect(anna, bert);
  await bert.clickControl("Microphone");
  await bert.says(/You are muted/);
  await bert.leave();
  await bert.waitForState("ended");
  assertEquals(await liveTracks(bert.page, "audio"), 0);
});

Deno.test("short beeps while muted are no speech", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  await connect(anna, bert);
  // Chromium's own fake microphone beeps shortly, and is heard to do so.
  await bert.page.evaluate(() => {
    const seen = { reminded: false };
    Object.assign(globalThis, { seen });
    new MutationObserver(() => {
      seen.reminded ||= /You are muted/.test(document.body.innerText);
    }).observe(document.body, { childList: true, subtree: true });
  });
  let beeps = 0;
  await until(anna.page, "three beeps", async () => {
    const { decibels } = await listenTo(anna.page, REMOTE, 600);
    if (decibels > -60) beeps++;
    return beeps >= 3;
  });
  await bert.clickControl("Microphone");
  await shows(bert, "muted");
  const before = await secondsOf(bert);
  await until(
    bert.page,
    "four seconds of beeps",
    async () => await secondsOf(bert) >= before + 4,
  );
  assertEquals(
    await bert.page.evaluate(() => Reflect.get(globalThis, "seen").reminded),
    false,
  );
});

/** How long the other person's video has played. */
function secondsOf(person: CallPage): Promise<number> {
  return person.page.evaluate(
    (name) =>
      document.querySelector<HTMLVideoElement>(`video[aria-label="${name}"]`)
        ?.currentTime ?? 0,
    REMOTE,
  );
}
