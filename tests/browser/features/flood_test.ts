/** What somebody says, offers and asks for again and again, and what it costs the other page. */
import { assert, assertEquals } from "@std/assert";
import type { CallPage } from "../harness/call_page.ts";
import { connectedPair, newRoom, setStage } from "../harness/stage.ts";
import { enterUninvited } from "../harness/uninvited.ts";
import {
  borrowChannels,
  longestLongTaskMs,
  say,
  watchLongTasks,
} from "../harness/villain.ts";

/** No task of a page that is flooded takes longer, in milliseconds. */
const MAX_TASK_MS = 100;

/** Bert's page is the hostile one. */
const pair = () => connectedPair((_anna, bert) => borrowChannels(bert));

async function checkTasks(victim: CallPage, under: string): Promise<void> {
  const longestMs = await longestLongTaskMs(victim);
  console.log(`${under}: no task took longer than ${longestMs || 50} ms`);
  assert(longestMs <= MAX_TASK_MS, `a task took ${longestMs} ms`);
}

function hello(name: string) {
  return {
    ...{ type: "hello", person: name, name },
    ...{ microphone: true, camera: true, screen: false },
  };
}

function file(word: Record<string, unknown>) {
  return { type: "file", word };
}

Deno.test("500 offers under ever new names show twenty, and keep the page quick", async () => {
  await using call = await pair();
  const { anna: victim, bert: villain } = call;
  await victim.openChat();
  await watchLongTasks(victim);
  for (let name = 0; name < 25; name++) {
    const offers = Array.from({ length: 20 }, (_, i) => {
      const id = `offer-${name}-${i}`;
      return file({ type: "offer", id, name: `${id}.pdf`, size: 100 });
    });
    await say(villain, hello(`name-${name}`), ...offers);
  }
  await say(villain, { type: "chat", id: "end", text: "the end" });
  await victim.seesInChat(/the end/);
  const cards = await victim.page.$$(`[role="log"] li bdi.font-semibold`);
  console.log(`500 offers: ${cards.length} shown`);
  assert(cards.length <= 20, `${cards.length} are shown`);
  await checkTasks(victim, "500 offers");
  assertEquals(await victim.state(), "connected");
});

Deno.test("offers that are made and withdrawn a thousand times keep the page quick", async () => {
  await using call = await pair();
  const { anna: victim, bert: villain } = call;
  await victim.openChat();
  await watchLongTasks(victim);
  const words = Array.from({ length: 500 }, (_, i) => [
    file({ type: "offer", id: `${i}`, name: `${i}.pdf`, size: 100 }),
    file({ type: "over", id: `${i}`, end: "cancelled" }),
  ]);
  await say(villain, ...words.flat());
  await say(villain, { type: "chat", id: "end", text: "the end" });
  await victim.seesInChat(/the end/);
  const cards = await victim.page.$$(`[role="log"] li bdi.font-semibold`);
  console.log(`500 offers, made and withdrawn: ${cards.length} shown`);
  assert(cards.length <= 80, `${cards.length} are shown`);
  await checkTasks(victim, "500 offers, made and withdrawn");
  assertEquals(await victim.state(), "connected");
});

Deno.test("few words of many letters end the call, in words", async () => {
  await using call = await pair();
  const { anna: victim, bert: villain } = call;
  await watchLongTasks(victim);
  // Far fewer than a page may say.
  const words = Array.from({ length: 100 }, (_, i) => ({
    ...{ type: "chat", id: `${i}`, text: "spam".repeat(1_024) },
  }));
  await say(villain, ...words);
  await victim.sees("heading", "The other page misbehaved");
  await checkTasks(victim, "400 KiB of chat");
});

Deno.test("a chat that is said again at once, as earlier versions do, is heard", async () => {
  await using call = await pair();
  const { anna: victim, bert: villain } = call;
  const lines = Array.from({ length: 500 }, (_, i) => ({
    ...{
      type: "chat",
      id: `${i}`,
      text: `line ${i} ${"of a talk ".repeat(20)}`,
    },
  }));
  await say(villain, ...lines);
  await victim.seesInChat(/line 499 /);
  assertEquals(await victim.state(), "connected");
});

Deno.test("offers of ever new connections make few of ours, and who waits goes on waiting", async () => {
  await using stage = await setStage();
  const [victim, friend] = await stage.couple();
  const room = newRoom();
  await victim.enter(room);
  await victim.waitForState("waiting");
  const eve = await enterUninvited(new URL(victim.page.url()));
  // A page is there once it has spoken.
  await eve.say(hello("First"));
  await victim.waitForState("connecting");
  await watchLongTasks(victim);
  // As many as the server relays at once.
  for (let i = 0; i < 50; i++) await eve.offerFrom(`connection-${i}`);
  await eve.say(hello("Last"));
  await victim.says(/Last/);
  const made = await victim.page.evaluate(() => duetEvidence.peers.length);
  console.log(`50 offers: ${made} peer connections`);
  assert(made <= 14, `${made} peer connections were made`);
  await checkTasks(victim, "50 offers of new connections");
  await eve.leave();
  await victim.waitForState("waiting");
  await eve[Symbol.asyncDispose]();
  await friend.enter(room);
  await victim.waitForState("connected");
});
