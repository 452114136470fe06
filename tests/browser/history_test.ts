import { assertEquals } from "@std/assert";
import type { CallPage } from "./harness/call_page.ts";
import {
  callStates,
  connectionStates,
  liveTracks,
} from "./harness/evidence.ts";
import { ANNA, BERT, connect, setStage } from "./harness/stage.ts";
import { until } from "./harness/until.ts";
import { hearsTone, seesColour, seesFrames } from "./harness/witness.ts";

const REMOTE = "Remote video";

/** Fails if the page has called the call anything but lost for a moment. */
async function keptItsCall({ page }: CallPage): Promise<void> {
  const states = await callStates(page);
  assertEquals(states.slice(states.indexOf("connected")), [
    "connected",
    "reconnecting",
    "connected",
  ]);
}

// Chromium keeps no page in its cache that is `no-store` and has had a socket
// or a peer connection: going back loads it anew.
Deno.test("the back button leads back into the call", async () => {
  await using stage = await setStage();
  const anna = await stage.person(ANNA);
  const bert = await stage.person(BERT);
  await connect(anna, bert);
  await anna.visit("/");
  await anna.sees("button", "Start a call");
  await anna.page.goBack({ waitUntil: "domcontentloaded" });

  await anna.waitForState("connected");
  await bert.waitForState("connected");
  await seesColour(anna.page, REMOTE, BERT.colour);
  await hearsTone(anna.page, REMOTE, BERT.toneHz);
  await seesColour(bert.page, REMOTE, ANNA.colour);
  await hearsTone(bert.page, REMOTE, ANNA.toneHz);
  await keptItsCall(bert);
});

Deno.test("a page that comes from the browser's cache is back in the call", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  await connect(anna, bert);
  // What a browser does that keeps such pages.
  const show = (type: "pagehide" | "pageshow") =>
    anna.page.evaluate((type) => {
      dispatchEvent(new PageTransitionEvent(type, { persisted: true }));
    }, type);
  await show("pagehide");
  assertEquals(await connectionStates(anna.page), ["closed"]);
  assertEquals(await liveTracks(anna.page, "video"), 0);
  await bert.waitForState("reconnecting");

  await show("pageshow");
  await until(
    anna.page,
    "a new connection",
    async () => (await connectionStates(anna.page)).includes("connected"),
  );
  await anna.waitForState("connected");
  await bert.waitForState("connected");
  await seesFrames(anna.page, REMOTE, 5);
  await seesFrames(bert.page, REMOTE, 5);
  await keptItsCall(bert);
});
