import { assertEquals } from "@std/assert";
import { MAX_DELAY_MS } from "../../../call/signalling/backoff.ts";
import {
  LateSignalling,
  type SignallingPort,
} from "../../../call/signalling/late_signalling.ts";
import type { PeerIdentity } from "../../../call/signalling/peer_session.ts";
import type { Wishes } from "../../../sealing/wishes.ts";
import { FakeClock } from "../../signalling/fake_clock.ts";

/** A late one, and what becomes of it; `fails` is how often loading fails. */
function setUp(fails = 0) {
  const said: string[] = [];
  const clock = new FakeClock();
  const real: SignallingPort = {
    open: (claim, { relayOnly }, name) => {
      said.push(`open ${claim?.seat} ${relayOnly} ${name}`);
      return Promise.resolve();
    },
    send: ({ type }) => said.push(`send ${type}`),
    introduce: (name) => {
      said.push(`introduce ${name}`);
      return Promise.resolve();
    },
    lock: (locked) => said.push(`lock ${locked}`),
    release: () => said.push("release"),
    probe: () => said.push("probe"),
    close: (leave) => said.push(`close ${leave}`),
    peer: THEIRS,
    startPair: () => null,
    dismiss: () => {},
    relayOnly: true,
    wishes: HIDDEN,
  };
  let loads = 0;
  const late = new LateSignalling({
    load() {
      said.push("load");
      return ++loads > fails
        ? Promise.resolve(real)
        : Promise.reject(new TypeError("The server is away"));
    },
    clock,
    random: () => 0.5,
  }, { onPhase: (phase) => said.push(phase) });
  return { late, said, clock };
}

const THEIRS: PeerIdentity = {
  page: "page",
  fingerprint: "theirs",
  transcript: "session",
  paired: false,
};
const OPEN: Wishes = { relayOnly: false, asksFirst: false };
const HIDDEN: Wishes = { relayOnly: true, asksFirst: true };
const CLAIM = { seat: 1, secret: "secret" } as const;

/** Lets what has been promised happen. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}

Deno.test("open() opens within the click when it is loaded", async () => {
  const { late, said } = setUp();
  await late.prepare();
  void late.open(CLAIM, OPEN, "Ann");
  assertEquals(said, ["load", "open 1 false Ann"]);
  await settle();
});

Deno.test("open() loads, then opens", async () => {
  const { late, said } = setUp();
  assertEquals([late.peer, late.relayOnly], [null, false]);
  await late.open(CLAIM, HIDDEN, "Ann");
  assertEquals(said, ["load", "open 1 true Ann"]);
  assertEquals([late.peer, late.relayOnly], [THEIRS, true]);
  assertEquals(late.wishes, HIDDEN);
});

Deno.test("prepare() loads once, and open() makes use of it", async () => {
  const { late, said } = setUp();
  await Promise.all([late.prepare(), late.prepare()]);
  await late.open(null, OPEN, "Ann");
  assertEquals(said, ["load", "open undefined false Ann"]);
});

Deno.test("open() tries again until the code comes, and says that it cannot", async () => {
  const { late, said, clock } = setUp(3);
  await late.prepare();
  const opened = late.open(CLAIM, OPEN, "Ann");
  for (let attempt = 0; attempt < 2; attempt++) {
    await settle();
    clock.advance(MAX_DELAY_MS);
  }
  await opened;
  assertEquals(said, [
    "load",
    ...["load", "backing-off"],
    ...["load", "backing-off"],
    ...["load", "open 1 false Ann"],
  ]);
});

Deno.test("close() calls off an opening, whatever it waits for", async () => {
  const loading = setUp();
  const opened = loading.late.open(CLAIM, OPEN, "Ann");
  loading.late.close(true);
  await opened;
  assertEquals(loading.said, ["load", "closed"]);

  const pausing = setUp(1);
  const tried = pausing.late.open(CLAIM, OPEN, "Ann");
  await settle();
  pausing.late.close(true);
  await tried;
  pausing.clock.advance(MAX_DELAY_MS);
  assertEquals(pausing.said, ["load", "backing-off", "closed"]);
  assertEquals(pausing.clock.pending, 0);
});

Deno.test("the latest open() is the one that counts", async () => {
  const { late, said } = setUp();
  const first = late.open(null, OPEN, "Ann");
  await Promise.all([first, late.open(CLAIM, HIDDEN, "Ann")]);
  assertEquals(said, ["load", "open 1 true Ann"]);
});

Deno.test("what is said before it is loaded goes nowhere, and all later on", async () => {
  const { late, said } = setUp();
  late.send({ type: "bye" });
  late.probe();
  late.lock(true);
  await late.introduce("Anna");
  assertEquals(late.wishes, null);
  await late.open(CLAIM, HIDDEN, "Ann");
  late.send({ type: "bye" });
  late.probe();
  late.lock(true);
  await late.introduce("Anna");
  late.close(false);
  assertEquals(said.slice(2), [
    "send bye",
    "probe",
    "lock true",
    "introduce Anna",
    "close false",
  ]);
});
