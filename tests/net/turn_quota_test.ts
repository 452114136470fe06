/** One address and TURN: what it can take, and what it needs. */
import { assert, assertEquals, assertLess } from "@std/assert";
import { HERE } from "../browser/harness/scratch.ts";
import { newRoom } from "../signalling/server.ts";
import { serveOnHub } from "./lab/hub_server.ts";
import { HUB_ADDRESS, type Side } from "./lab/lab.ts";
import { type NatLab, openNatLab, TURN_ADDRESS } from "./lab/nat_lab.ts";
import { meet, prepareToMeet, setNatStage } from "./lab/nat_stage.ts";
import {
  deployedSetting,
  peakOfRelays,
  relaysHeld,
} from "./lab/relays_held.ts";
import { pause } from "./lab/stage.ts";
import type { CrowdTask, RelayHoldings, Task } from "./lab/turn_crowd.ts";
import { relayOnHub, TURN_SECRET, TURN_URLS } from "./lab/turn_server.ts";

const QUOTA = 486;
/** People behind one address. */
const CROWD = 20;
/** What a page holds at worst, and what `user-quota` is made for. */
const RELAYS_OF_A_PAGE = 12;
/** Old connections' relays are not let go before this is over. */
const RESTARTS_MS = 5_000;

/** The app and coturn as deployed, and two networks with one address each. */
async function setUp() {
  await using cleanup = new AsyncDisposableStack();
  const lab = cleanup.use(await openNatLab({ a: "cone", b: "cone" }));
  cleanup.use(await relayOnHub(lab));
  cleanup.use(
    await serveOnHub(lab, {
      TURN_URLS: `${TURN_URLS.udp},${TURN_URLS.tcp}`,
      TURN_SECRET,
    }),
  );
  const stack = cleanup.move();
  return { lab, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

/** Sends people to a side; what they got they hold until disposal. */
function send(lab: NatLab, side: Side, errand: CrowdTask) {
  const task: Task = {
    app: `${HUB_ADDRESS}:8000`,
    turn: { hostname: TURN_ADDRESS.v4, port: 3478 },
    ...errand,
  };
  const [program, ...inside] = lab.inside(side);
  const process = new Deno.Command(program, {
    args: [
      ...inside,
      Deno.execPath(),
      "run",
      "--cached-only",
      `--config=${HERE}../net/deno.json`,
      "--allow-net",
      `${HERE}../net/lab/turn_crowd.ts`,
      JSON.stringify(task),
    ],
    stdin: "piped",
    stdout: "piped",
    stderr: "inherit",
  }).spawn();
  const lines = process.stdout.pipeThrough(new TextDecoderStream());
  return {
    async holdings(): Promise<RelayHoldings> {
      let said = "";
      for await (const word of lines.values({ preventCancel: true })) {
        said += word;
        if (said.endsWith("\n")) return JSON.parse(said);
      }
      throw new Error(`They ended, and had said: ${said}`);
    },
    async [Symbol.asyncDispose]() {
      await process.stdin.close();
      await lines.cancel();
      await process.status;
    },
  };
}

Deno.test("one address holds a tenth of all relays at most, whatever it joins, and the next caller gets theirs", async () => {
  await using stage = await setUp();
  const { lab } = stage;
  await using hoard = send(lab, "a", {
    kind: "hoard",
    room: newRoom(),
    joins: 20,
  });
  const hoarded = await hoard.holdings();
  console.log("hoarded:", JSON.stringify(hoarded));
  const total = await deployedSetting("total-quota");
  assertEquals(hoarded.users, 1);
  assertEquals(hoarded.refusals, [QUOTA]);
  assertEquals(hoarded.relays, await deployedSetting("user-quota"));
  assertLess(hoarded.relays, total / 9);
  assertEquals(await relaysHeld(lab), hoarded.relays);

  const room = newRoom();
  await using honest = send(lab, "b", {
    kind: "call",
    rooms: [room, room],
    relaysEach: 2,
  });
  assertEquals(await honest.holdings(), {
    handedOut: 2,
    users: 1,
    relays: 4,
    refusals: [],
  });
});

Deno.test("20 people behind one address are in 20 calls at once, with all the relays that their pages take", async () => {
  await using stage = await setUp();
  const { lab } = stage;
  const rooms = Array.from({ length: CROWD }, newRoom);
  const errand = { kind: "call", rooms, relaysEach: RELAYS_OF_A_PAGE } as const;
  await using near = send(lab, "a", { ...errand, rooms });
  await using far = send(lab, "b", { ...errand, rooms });
  const expected = {
    handedOut: CROWD,
    users: 1,
    relays: CROWD * RELAYS_OF_A_PAGE,
    refusals: [],
  };
  assertEquals(await Promise.all([near.holdings(), far.holdings()]), [
    expected,
    expected,
  ]);
});

Deno.test("a page holds no more relays than 20 of them may behind one address, over four ICE restarts", async () => {
  await using stage = await setNatStage({
    networks: { a: "symmetric", b: "symmetric" },
    servers: ["stun", "udp", "tcp"],
  });
  const { lab, people: { b } } = stage;
  await prepareToMeet(stage);
  const first = await peakOfRelays(lab, () => meet(stage));
  const restarted = await peakOfRelays(lab, async () => {
    for (let restart = 0; restart < 4; restart++) {
      await b.page.evaluate(() => duetEvidence.peer?.restartIce());
      await pause(RESTARTS_MS / 4);
    }
  });
  console.log(`relays of two pages: ${first.peak}, then ${restarted.peak}`);
  assert(restarted.peak <= 2 * RELAYS_OF_A_PAGE, `${restarted.peak}`);
  const quota = await deployedSetting("user-quota");
  assert(CROWD * RELAYS_OF_A_PAGE <= quota, `${quota}`);
});
