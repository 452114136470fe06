import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { deriveRoomKeys } from "../../sealing/key_schedule.ts";
import { type CallPage, newCallPage } from "./harness/call_page.ts";
import { launchChromium } from "./harness/chromium.ts";
import { callStates, connectionStates } from "./harness/evidence.ts";
import { Impostor, ManInTheMiddle } from "./harness/man_in_the_middle.ts";
import { lookAtPictures } from "./harness/pictures.ts";
import { bothConnected, joinBy, startCall } from "./harness/private_call.ts";
import { type Meddler, standBefore } from "./harness/relay_proxy.ts";
import { serveApp } from "./harness/app_server.ts";
import { newRoom } from "./harness/stage.ts";
import { until } from "./harness/until.ts";
import { seesFrames } from "./harness/witness.ts";

/** Two people who reach the app through somebody. */
async function coupleBehind(
  meddler: Meddler,
): Promise<AsyncDisposable & { couple: [CallPage, CallPage] }> {
  await using cleanup = new AsyncDisposableStack();
  const app = cleanup.use(await serveApp());
  const { origin } = cleanup.use(standBefore(app.origin, meddler));
  const chromium = cleanup.use(await launchChromium());
  const couple: [CallPage, CallPage] = [
    await newCallPage(await chromium.newContext(), origin),
    await newCallPage(await chromium.newContext(), origin),
  ];
  const stack = cleanup.move();
  return { couple, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

/** Two people go into a named room, and somebody who is as ambitious sits in it. */
async function meetBehind(
  ambition: ConstructorParameters<typeof ManInTheMiddle>[1],
) {
  const room = newRoom();
  const keys = await deriveRoomKeys({ kind: "named", name: room });
  const meddler = new ManInTheMiddle(keys, ambition);
  const behind = await coupleBehind(meddler);
  const [anna, bert] = behind.couple;
  await anna.enter(room);
  await anna.waitForState("waiting");
  await bert.enter(room);
  return { ...behind, anna, bert, meddler };
}

Deno.test("whoever reads along in a named room is seen in the pictures", async () => {
  await using scene = await meetBehind("reads along");
  const { anna, bert, meddler } = scene;
  await bothConnected(anna, bert);
  await seesFrames(anna.page, "Remote video", 3);
  // Proof that somebody is in between, and reads.
  assert(meddler.loot.opened.some((text) => text.includes("a=fingerprint")));
  const [hers, his] = await Promise.all([
    lookAtPictures(anna, "Named room"),
    lookAtPictures(bert, "Named room"),
  ]);
  assertNotEquals(hers, his);
  await bert.click("button", "They don’t");
  await bert.sees("heading", "Somebody may be in between");
  await anna.waitForState("waiting");
});

Deno.test("whoever claims a certificate and leaves the descriptions alone is told apart at once", async () => {
  await using scene = await meetBehind("claims a certificate");
  const { anna, bert } = scene;
  // Who waits gets the offer, and it is not of the page that said hello.
  await anna.says(/Somebody tried to join/);
  assertEquals(await anna.state(), "waiting");
  await bert.sees("heading", "This could be somebody else");
  for (const one of [anna, bert]) await neverConnected(one);
});

Deno.test("whoever rewrites the descriptions connects nobody: the certificates are others", async () => {
  await using scene = await meetBehind("rewrites descriptions");
  const { anna, bert, meddler } = scene;
  for (const { page } of [anna, bert]) {
    await until(page, "the end of the first connection", async () => {
      const [first = ""] = await connectionStates(page);
      // Closed, where another one is tried.
      return ["failed", "closed"].includes(first);
    });
  }
  assert(meddler.loot.opened.some((text) => text.includes("a=fingerprint")));
  for (const one of [anna, bert]) await neverConnected(one);
});

async function neverConnected(one: CallPage): Promise<void> {
  const states = await callStates(one.page);
  assert(states.includes("connecting"), `It has been ${states}`);
  assert(!states.includes("connected"), `It has been ${states}`);
  const text = await one.page.evaluate(() => document.body.innerText);
  assert(!text.includes("Verified"));
}

Deno.test("whoever has not the link of a private call is turned away in plain words", async () => {
  const guess = crypto.getRandomValues(new Uint8Array(16));
  const keys = await deriveRoomKeys({ kind: "private", secret: guess });
  await using scene = await coupleBehind(new Impostor(keys));
  const [anna, bert] = scene.couple;
  const link = await startCall(anna);
  await anna.join();
  await anna.waitForState("waiting");
  await joinBy(bert, link);
  await bert.sees("heading", "This could be somebody else");
  await anna.says(/Somebody tried to join/);
  assertEquals(await anna.state(), "waiting");
  for (const one of [anna, bert]) {
    const states = await callStates(one.page);
    assert(!states.includes("connecting"), `It has been ${states}`);
  }
  assertEquals(await connectionStates(bert.page), ["closed"]);
  assertEquals(await connectionStates(anna.page), ["new"]);
});
