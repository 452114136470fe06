import { assertEquals, assertLess } from "@std/assert";
import {
  callStatesSince,
  GAP_MS,
  hears,
  longestGapMs,
  story,
} from "./lab/call_record.ts";
import { pause, setNetStage } from "./lab/stage.ts";

/** How long the server is gone, in milliseconds. */
const OUTAGE_MS = 60_000;

Deno.test("a call does not notice that its server is gone for a minute", async () => {
  await using stage = await setNetStage();
  const { server, pages, people: { a, b } } = stage;
  // What a page has not loaded yet would not come any more.
  await Promise.all(pages.map((page) => page.openChat()));
  const killedAtMs = Date.now();
  await server.kill();
  await Promise.all(
    pages.map((page) =>
      page.waitForSignallingState((state) => state !== "open")
    ),
  );

  await a.sendChat("Still there?");
  await b.seesInChat(/Still there\?/);
  await b.sendChat("Of course");
  await a.seesInChat(/Of course/);
  await a.clickControl("Microphone");
  await b.says(/is muted/);
  await a.clickControl("Microphone");
  await b.saysNoMore(/is muted/);
  await pause(killedAtMs + OUTAGE_MS - Date.now());

  const startedAtMs = Date.now();
  await server.start();
  const readyAtMs = Date.now();
  await Promise.all(
    pages.map((page) =>
      page.waitForSignallingState((state) => state === "open", 10_000)
    ),
  );
  console.log(
    `server gone 60 s: seats again ${Date.now() - readyAtMs} ms after it is ` +
      `ready, ${Date.now() - startedAtMs} ms after it is started`,
  );
  for (const [side, { page }] of Object.entries(stage.people)) {
    await hears(page);
    const gapMs = await longestGapMs(page, killedAtMs, Date.now());
    console.log(`  longest gap at ${side}: ${gapMs.toFixed()} ms`);
    assertLess(gapMs, GAP_MS, await story(page, killedAtMs));
    assertEquals(await callStatesSince(page, killedAtMs), []);
  }
});
