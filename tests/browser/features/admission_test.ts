import { assert, assertEquals } from "@std/assert";
import { serveApp } from "../harness/app_server.ts";
import type { CallPage } from "../harness/call_page.ts";
import {
  bothConnected,
  type CallKind,
  startCall,
} from "../harness/private_call.ts";
import { enterUninvited } from "../harness/uninvited.ts";
import { holdingsOf, keepAccount } from "../harness/holdings.ts";
import { newRoom, setStage } from "../harness/stage.ts";
import { until } from "../harness/until.ts";
import { seesFrames } from "../harness/witness.ts";

const ASK = "Ask me before anyone joins";
const LOCK = "Lock the call";
const REMOTE = "Remote video";

/** Gives the address of a new room; whoever makes it is in its lobby. */
const KINDS: readonly (readonly [
  kind: CallKind,
  begin: (one: CallPage) => Promise<URL>,
])[] = [
  ["Private link", startCall],
  ["Named room", async (one) => {
    await one.openLobby(newRoom());
    return new URL(one.page.url());
  }],
];

async function openLobby(one: CallPage, link: URL): Promise<void> {
  // From elsewhere: else another fragment would only be another place.
  await one.page.goto("about:blank");
  await one.page.goto(link.href);
  await one.waitForState("ready");
}

async function setChoice(
  one: CallPage,
  name: string,
  on: boolean,
): Promise<void> {
  await one.click("checkbox", name);
  using box = await one.sees("checkbox", name);
  await until(
    one.page,
    `${name} to be ${on}`,
    () => box.evaluate((box, on) => box.matches(":checked") === on, on),
  );
}

/** Joins under a name, and waits alone. */
async function waitAs(one: CallPage, name: string): Promise<void> {
  await one.type("Your name", name);
  await one.join();
  await one.waitForState("waiting");
}

/** Opens a link, and knocks under a name. */
async function knockAs(one: CallPage, link: URL, name: string): Promise<void> {
  await openLobby(one, link);
  await one.type("Your name", name);
  await one.join();
  await one.waitForState("knocking");
}

/** Whether a page has told, or been told, anything of a connection. */
async function hasDescribed({ page }: CallPage): Promise<boolean> {
  return await page.evaluate(() =>
    duetEvidence.peers.some((peer) =>
      peer.localDescription !== null || peer.remoteDescription !== null
    )
  );
}

async function seeEachOther(...pages: CallPage[]): Promise<void> {
  await Promise.all(pages.map((one) => one.waitForState("connected")));
  await Promise.all(pages.map(({ page }) => seesFrames(page, REMOTE, 3)));
}

for (const [kind, begin] of KINDS) {
  Deno.test(`${kind}: the lobby says who is there, and takes no seat`, async () => {
    await using stage = await setStage();
    const [anna, bert] = await stage.couple();
    const eve = await stage.person({});
    const link = await begin(anna);
    await anna.says(/Nobody is here yet/);
    await openLobby(eve, link);
    await eve.says(/Nobody is here yet/);
    await waitAs(anna, "Nora");
    await eve.says(/Nora is here/);
    await openLobby(bert, link);
    await bert.says(/Nora is here/);
    await bert.join();
    await bothConnected(anna, bert);
    await eve.says(/Two people are already talking here/);
    await anna.leave();
    await eve.says(/Somebody is here/);
    await bert.leave();
    await eve.says(/Nobody is here yet/);
    await stage.app.kill();
    await eve.saysNoMore(/is here/);
    assertEquals(await eve.state(), "ready");
  });

  Deno.test(`${kind}: who asks first sees who comes, and lets them in before anything is told`, async () => {
    await using stage = await setStage();
    const [anna, bert] = await stage.couple();
    const link = await begin(anna);
    await setChoice(anna, ASK, true);
    await waitAs(anna, "Nora");
    await knockAs(bert, link, "Sam");
    await bert.says(/Nora sees that you would like to join/);
    await anna.says(/Sam would like to join/);
    assertEquals(await anna.state(), "waiting");
    for (const one of [anna, bert]) assert(!await hasDescribed(one));
    await anna.click("button", "Admit");
    await seeEachOther(anna, bert);
    await anna.saysNoMore(/would like to join/);

    for (const one of [bert, anna]) {
      await one.page.reload({ waitUntil: "domcontentloaded" });
      await seeEachOther(anna, bert);
    }
    await anna.saysNoMore(/would like to join/);

    await bert.leave();
    await anna.waitForState("waiting");
    await bert.click("button", "Rejoin");
    await bert.waitForState("knocking");
    await anna.says(/Sam would like to join/);
  });

  Deno.test(`${kind}: who is not admitted hears it in plain words, and frees the seat`, async () => {
    await using stage = await setStage();
    const [anna, bert] = await stage.couple();
    const cleo = await stage.person({});
    const link = await begin(anna);
    await setChoice(anna, ASK, true);
    await waitAs(anna, "Nora");
    await knockAs(bert, link, "Sam");
    await anna.click("button", "Don’t admit");
    await bert.sees("heading", "You were not let in");
    assertEquals(await bert.state(), "failed");
    for (const one of [anna, bert]) assert(!await hasDescribed(one));
    await anna.saysNoMore(/would like to join/);
    assertEquals(await anna.state(), "waiting");

    await knockAs(cleo, link, "Cleo");
    await anna.says(/Cleo would like to join/);
    await anna.click("button", "Admit");
    await seeEachOther(anna, cleo);
  });

  Deno.test(`${kind}: a page that does not wait at the door learns nothing`, async () => {
    await using stage = await setStage();
    const [anna, bert] = await stage.couple();
    const link = await begin(anna);
    await setChoice(anna, ASK, true);
    await waitAs(anna, "Nora");
    await using eve = await enterUninvited(link);
    await eve.say({
      type: "hello",
      person: "eve",
      name: "Eve",
      microphone: true,
      camera: true,
      screen: false,
    });
    await anna.says(/Eve would like to join/);
    await eve.sayTooMuch();
    // Her last word has come when this has: they arrive in order.
    eve.leave();
    await anna.saysNoMore(/would like to join/);
    assert(!await hasDescribed(anna), "Anna was made to negotiate");
    assertEquals(await anna.state(), "waiting");
    const allowed = ["commitment", "door", "hello"];
    assertEquals([...eve.heard].sort(), allowed);

    // Proof of the attempt: where nobody is asked first, it is answered.
    const open = await begin(bert);
    await waitAs(bert, "Sam");
    await using again = await enterUninvited(open);
    await again.sayTooMuch();
    await until(
      bert.page,
      "an answer for whoever comes",
      () => Promise.resolve(again.heard.has("description")),
    );
  });

  Deno.test(`${kind}: a locked call lets nobody in but the two, until one unlocks it`, async () => {
    await using stage = await setStage();
    const [anna, bert] = await stage.couple();
    const cleo = await stage.person({});
    const link = await begin(anna);
    await waitAs(anna, "Nora");
    await openLobby(bert, link);
    await bert.join();
    await bothConnected(anna, bert);
    await openLobby(cleo, link);

    await anna.click("button", kind);
    await setChoice(anna, LOCK, true);
    await bert.says(/^Locked$/m);
    await cleo.says(/This call is locked/);
    await cleo.join();
    await cleo.sees("heading", "This call is locked");

    await bert.page.reload({ waitUntil: "domcontentloaded" });
    await seeEachOther(anna, bert);
    await bert.says(/^Locked$/m);
    await bert.leave();
    await anna.waitForState("waiting");
    await cleo.click("button", "Try again");
    await cleo.sees("heading", "This call is locked");

    await setChoice(anna, LOCK, false);
    await cleo.click("button", "Try again");
    await seeEachOther(anna, cleo);
    await cleo.click("button", kind);
    await setChoice(cleo, LOCK, true);
    await anna.says(/^Locked$/m);
  });
}

Deno.test("a call stays locked while its server is killed and started again", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  const cleo = await stage.person({});
  const link = await startCall(anna);
  await waitAs(anna, "Nora");
  await openLobby(bert, link);
  await bert.join();
  await bothConnected(anna, bert);
  await bert.click("button", "Private link");
  await setChoice(bert, LOCK, true);
  await anna.says(/^Locked$/m);
  await openLobby(cleo, link);
  await cleo.says(/This call is locked/);

  await stage.app.kill();
  await Promise.all(
    [anna, bert].map((one) =>
      one.waitForSignallingState((state) => state !== "open")
    ),
  );
  using box = await bert.sees("checkbox", LOCK);
  assert(await box.evaluate((box) => box.matches(":disabled:checked")));
  await using _restarted = await serveApp(stage.app.port);
  await Promise.all(
    [anna, bert].map((one) =>
      one.waitForSignallingState((state) => state === "open", 20_000)
    ),
  );
  await cleo.join();
  await cleo.sees("heading", "This call is locked");
  await seeEachOther(anna, bert);
  await setChoice(bert, LOCK, false);
  await anna.saysNoMore(/^Locked$/m);
});

Deno.test("to be asked first can be chosen while one waits, and is remembered", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  const link = await startCall(anna);
  await waitAs(anna, "Nora");
  await anna.click("button", "Private link");
  await setChoice(anna, ASK, true);
  await knockAs(bert, link, "Sam");
  await anna.says(/Sam would like to join/);
  // The focus stays where it was.
  const focus = () =>
    anna.page.evaluate(() => document.activeElement?.ariaLabel ?? "");
  assertEquals(await focus(), ASK);
  await setChoice(anna, ASK, false);
  await anna.click("button", "Admit");
  await seeEachOther(anna, bert);
  await bert.leave();
  await anna.waitForState("waiting");
  await bert.click("button", "Rejoin");
  await seeEachOther(anna, bert);

  await setChoice(anna, ASK, true);
  await anna.leave();
  await openLobby(anna, link);
  using box = await anna.sees("checkbox", ASK);
  assert(await box.evaluate((box) => box.matches(":checked")));
});

Deno.test("a lobby that nobody sees does not look, and looks again when it is seen", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  const room = newRoom();
  await keepAccount(bert.page);
  await bert.openLobby(room);
  await bert.says(/Nobody is here yet/);
  const show = (visibility: DocumentVisibilityState) =>
    bert.page.evaluate((visibility) => {
      Object.defineProperty(document, "visibilityState", {
        configurable: true,
        get: () => visibility,
      });
      document.dispatchEvent(new Event("visibilitychange"));
    }, visibility);
  await show("hidden");
  await bert.saysNoMore(/Nobody is here yet/);
  await until(
    bert.page,
    "no socket",
    async () => (await holdingsOf(bert.page)).sockets === 0,
  );
  await anna.openLobby(room);
  await waitAs(anna, "Nora");
  await show("visible");
  await bert.says(/Nora is here/);
});

Deno.test("whoever answers the door by keyboard goes on from there", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  const link = await startCall(anna);
  await setChoice(anna, ASK, true);
  await waitAs(anna, "Nora");
  await knockAs(bert, link, "Sam");
  using admit = await anna.sees("button", "Admit");
  await admit.focus();
  await anna.page.keyboard.press("Enter");
  await bothConnected(anna, bert);
  await anna.page.keyboard.press("Tab");
  assertEquals(
    await anna.page.evaluate(() => document.activeElement?.ariaLabel),
    "Microphone",
  );
});
