import { assertEquals } from "@std/assert";
import { serveApp } from "./harness/app_server.ts";
import { callStates, connectionStates } from "./harness/evidence.ts";
import { connect, setStage } from "./harness/stage.ts";
import { seesFrames } from "./harness/witness.ts";

const REMOTE = "Remote video";

Deno.test("a call goes on while its server is killed and started again", async () => {
  await using stage = await setStage();
  const [one, two] = await stage.couple();
  await connect(one, two);
  await one.sendChat("Hello");
  await two.seesInChat(/Hello/);
  const before = [
    await connectionStates(one.page),
    await connectionStates(two.page),
  ];

  await stage.app.kill();
  await Promise.all(
    [one, two].map((each) =>
      each.waitForSignallingState((state) => state !== "open")
    ),
  );
  await Promise.all([
    seesFrames(one.page, REMOTE, 30),
    seesFrames(two.page, REMOTE, 30),
  ]);
  await one.sendChat("Still there?");
  await two.seesInChat(/Still there\?/);

  await using _restarted = await serveApp(stage.app.port);
  await Promise.all(
    [one, two].map((each) =>
      each.waitForSignallingState((state) => state === "open", 20_000)
    ),
  );
  await Promise.all([
    seesFrames(one.page, REMOTE, 10),
    seesFrames(two.page, REMOTE, 10),
  ]);
  await two.sendChat("Yes");
  await one.seesInChat(/Yes/);

  for (const { page } of [one, two]) {
    const states = await callStates(page);
    assertEquals(states.slice(states.indexOf("connected")), ["connected"]);
  }
  assertEquals([
    await connectionStates(one.page),
    await connectionStates(two.page),
  ], before);
});
