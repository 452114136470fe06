/** A seat whose socket is lost or silent, and whoever would like to have it. */
import { assertEquals } from "@std/assert";
import { sleep } from "../harness/sleep.ts";
import { connect, setStage } from "../harness/stage.ts";
import { seesFrames } from "../harness/witness.ts";

const REMOTE = "Remote video";

Deno.test("who sleeps while a stranger knocks is back in the call, and the stranger is told", async () => {
  await using stage = await setStage();
  const anna = await stage.person({});
  const [bert, cyd] = await stage.couple();
  const room = await connect(anna, bert);
  await cyd.openLobby(room);
  {
    using _asleep = sleep(anna.page);
    await cyd.join();
    await cyd.says(/Both places are taken/);
    await cyd.says(/you will join as soon as it is free/);
    await cyd.sees("button", "Leave");
    assertEquals(await cyd.state(), "joining");
  }
  await cyd.waitForState("failed");
  await cyd.sees("heading", "This call is full");
  for (const { page } of [anna, bert]) await seesFrames(page, REMOTE, 3);
  await anna.waitForState("connected");
  await anna.waitForSignallingState((state) => state === "open");
  await bert.waitForState("connected");
  await anna.sendChat("Still me");
  await bert.seesInChat(/Still me/);
});

Deno.test("who meets their own ghost reads so, and is in again by themselves", async () => {
  await using stage = await setStage({ LEASE_MS: "3000" });
  const [anna, bert] = await stage.couple();
  // What browsers do that keep nothing for this site.
  await anna.page.evaluateOnNewDocument(() => {
    for (const name of ["localStorage", "sessionStorage", "indexedDB"]) {
      Object.defineProperty(globalThis, name, {
        get() {
          throw new DOMException("Blocked", "SecurityError");
        },
      });
    }
  });
  await connect(anna, bert);
  await anna.page.reload({ waitUntil: "domcontentloaded" });
  await anna.waitForState("ready");
  await anna.join();
  await anna.says(/Both places are taken/);
  await anna.says(/Then the place is yours: just wait/);
  await anna.waitForState("connected");
  await bert.waitForState("connected");
  for (const { page } of [anna, bert]) await seesFrames(page, REMOTE, 3);
});

Deno.test("a closed tab's seat is free once the page that stays says that its person has left", async () => {
  await using stage = await setStage();
  const anna = await stage.person({});
  const [bert, cyd] = await stage.couple();
  const room = await connect(anna, bert);
  await cyd.openLobby(room);
  await cyd.says(/Two people are already talking here/);
  await bert.page.close();
  await anna.waitForState("waiting", 20_000);
  await anna.says(/has left/);
  await cyd.saysNoMore(/Two people are already talking here/);
  await cyd.join();
  await Promise.all([
    anna.waitForState("connected"),
    cyd.waitForState("connected"),
  ]);
});

Deno.test("who waits for a closed tab's seat is in when the page that stays says that its person has left", async () => {
  await using stage = await setStage();
  const anna = await stage.person({});
  const [bert, cyd] = await stage.couple();
  const room = await connect(anna, bert);
  await cyd.openLobby(room);
  await bert.page.close();
  await cyd.join();
  await cyd.says(/Both places are taken/);
  await cyd.waitForState("connected", 12_000);
  await anna.waitForState("connected");
});
