import { assertEquals } from "@std/assert";
import { connectionStates } from "./harness/evidence.ts";
import { connect, newRoom, setStage } from "./harness/stage.ts";
import { seesFrames } from "./harness/witness.ts";

const REMOTE = "Remote video";

Deno.test("a room refuses the third and leaves the two alone", async () => {
  await using stage = await setStage();
  const [one, two] = await stage.couple();
  const three = await stage.person({});
  const room = await connect(one, two);
  const before = [
    await connectionStates(one.page),
    await connectionStates(two.page),
  ];

  await three.enter(room);
  await three.sees("heading", "This call is full");
  assertEquals(await three.state(), "failed");

  await Promise.all([
    seesFrames(one.page, REMOTE, 10),
    seesFrames(two.page, REMOTE, 10),
  ]);
  assertEquals([await one.state(), await two.state()], [
    "connected",
    "connected",
  ]);
  assertEquals([
    await connectionStates(one.page),
    await connectionStates(two.page),
  ], before);
});

Deno.test("a room connects two who join at the same instant, 20 times", async () => {
  await using stage = await setStage();
  const [one, two] = await stage.couple();
  for (let round = 0; round < 20; round++) {
    const room = newRoom();
    await Promise.all([one.openLobby(room), two.openLobby(room)]);
    await Promise.all([one.join(), two.join()]);
    await Promise.all([
      one.waitForState("connected"),
      two.waitForState("connected"),
    ]);
    await Promise.all([
      seesFrames(one.page, REMOTE, 3),
      seesFrames(two.page, REMOTE, 3),
    ]);
  }
});

Deno.test("a lobby takes no seat, however often it is reloaded", async () => {
  await using stage = await setStage();
  const [one, two] = await stage.couple();
  const watcher = await stage.person({});
  const room = newRoom();
  for (let visit = 0; visit < 3; visit++) await watcher.openLobby(room);
  await one.enter(room);
  await two.enter(room);
  await Promise.all([
    one.waitForState("connected"),
    two.waitForState("connected"),
  ]);
  await watcher.join();
  await watcher.sees("heading", "This call is full");
});
