import { assert, assertEquals } from "@std/assert";
import { type CallModel, createCall } from "../../call/model.ts";
import type { CallPhase } from "../../call/machine/state.ts";
import { RELOAD_GRACE_MS } from "../../call/machine/repair.ts";
import { FAILURES } from "../../components/words/failures.ts";
import { FakeWorld } from "./fake_adapter.ts";
import {
  type FailingWorld,
  failingWorld,
  type Failure,
  FAILURES_OF_PORTS,
} from "./failing_world.ts";
import { settle } from "./lobby.ts";

/** What the page does where its model cannot even be made: see islands/Call.tsx. */
const UNMADE = "unmade";

const seen = (id: string, page = `page of ${id}`) => ({
  id,
  page,
  leads: id > "d",
  asksFirst: false,
});
const file = () => new File(["four"], "a.txt");

/** A person at a page, in a world with a failure. */
class Person {
  readonly world: FakeWorld;
  readonly #failing: FailingWorld;
  readonly #name: string;
  readonly call: CallModel | typeof UNMADE;

  constructor(world: FakeWorld, failure: Failure, story: string) {
    this.world = world;
    this.#failing = failingWorld(world, failure);
    this.#name = `${failure.owner}.${failure.port} ${failure.way}${
      failure.once ? " once" : ""
    }, ${story}`;
    try {
      this.call = createCall(this.#failing.adapter);
    } catch {
      this.call = UNMADE;
    }
  }

  get failed(): number {
    return this.#failing.failed();
  }

  /** As a click or an event does: what throws is told to the console alone. */
  async does(...acts: ((call: CallModel) => unknown)[]): Promise<void> {
    for (const act of acts) {
      try {
        if (this.call !== UNMADE) await act(this.call);
      } catch {
        // The state tells what came of it.
      }
      await settle();
    }
  }

  /** The page leads on, by one of these, or says in words what is wrong. */
  leadsOn(...phases: CallPhase[]): void {
    if (this.call === UNMADE) return assert(this.failed > 0, this.#name);
    const { phase, failure } = this.call;
    if (phase.value !== "failed") {
      return assert(phases.includes(phase.value), `${phase}: ${this.#name}`);
    }
    assert(this.failed > 0, this.#name);
    assert(failure.value !== null);
    assertEquals(failure.value, "internal", this.#name);
    const { heading, text, retry } = FAILURES[failure.value];
    assert(heading && text && retry, this.#name);
  }

  /** Nothing records any more, whatever has failed but that itself. */
  isLetGo(failure: Failure): void {
    if (failure.owner === "media" && failure.port === "release") return;
    for (const { readyState } of this.world.devices.given) {
      assertEquals(readyState, "ended", this.#name);
    }
  }
}

async function opensLobby(one: Person): Promise<void> {
  await one.does((call) => call.start());
  one.leadsOn("ready");
  await one.does(
    (call) => call.setName("Ann"),
    (call) => call.setSounds(false),
    (call) => call.admission.setAsksFirst(true),
    (call) => call.admission.setAsksFirst(false),
    (call) => call.hideLink(),
    () => one.world.looking?.({ names: [], locked: false }),
  );
  one.leadsOn("ready");
}

/** The server answers, where the page has asked it. */
async function joins(one: Person): Promise<void> {
  const { world } = one;
  await one.does((call) => call.join());
  if (world.open) {
    one.leadsOn("joining");
    await one.does(
      () => world.server.onClaim({ seat: 0, secret: "secret", epoch: 1 }),
      () => world.server.onPhase("open"),
      () => world.server.onIceServers([]),
      () => world.server.onLocked(false),
    );
  } else one.leadsOn();
}

async function connects(
  one: Person,
  page?: string,
  id = "bob",
): Promise<void> {
  const { world } = one;
  if (one.call === UNMADE || one.call.phase.value === "failed") return;
  await one.does(() =>
    page === undefined
      ? world.server.onJoined("ann", { ...seen(id), here: true })
      : world.server.onPeerHere("ann", seen(id, page))
  );
  one.leadsOn("connecting");
  await one.does(() => world.peers.at(-1)?.connect());
  one.leadsOn("connected");
}

async function talks(one: Person): Promise<void> {
  const { world } = one;
  const hear = (message: Parameters<typeof world.peer.handlers.onMessage>[0]) =>
    world.peer.handlers.onMessage(message);
  await one.does(
    () => hear({ type: "pair", share: "theirs" }),
    () => hear({ type: "chat", id: "line-1", text: "Hello" }),
    (call) => call.chat.say("Hello"),
    (call) => call.gestures.raiseHand(true),
    (call) => call.gestures.react("heart"),
    (call) => call.compared(true),
    (call) => call.admission.setLocked(true),
    (call) => call.setMicrophone(false),
    (call) => call.setCamera(false),
    (call) => call.setCamera(true),
    (call) => call.useDevice("camera", "other"),
    (call) => call.setProcessing({ noiseSuppression: false }),
    (call) => call.setScreen(true),
    (call) => call.setScreen(false),
    (call) => call.setName("Anna"),
    async (call) => (await call.files.transfers()).offer([file()]),
    // As the transfers do once a file is wanted, and read.
    () => world.transferPorts?.frameBacklog(),
    () => world.transferPorts?.sendFrame(new Uint8Array(1)),
    () => world.hide?.(),
    () => world.wake?.(),
    () => world.server.onIceServers([]),
    () =>
      hear({
        type: "description",
        from: "theirs",
        to: null,
        seq: 1,
        ack: 0,
        description: { type: "offer", sdp: "" },
      }),
    () => hear({ type: "restart-wanted", heard: 0 }),
    () => world.server.onMessage({ type: "restart-wanted", heard: 0 }),
  );
  one.leadsOn("connected");
}

/** The path breaks, is repaired, breaks for good, and the other comes back. */
async function loses(one: Person): Promise<void> {
  const { world } = one;
  const report = () => world.peer.handlers;
  await one.does(() => report().onStalled());
  one.leadsOn("reconnecting");
  await one.does(() => world.clock.advance(15_000));
  one.leadsOn("reconnecting");
  await one.does(() => report().onBroken());
  await one.does(() => world.clock.advance(2_000));
  one.leadsOn("reconnecting");
  await one.does(
    () => world.server.onPeerAway(),
    () => report().onChannelClosed(),
    () => world.clock.advance(RELOAD_GRACE_MS),
  );
  one.leadsOn("waiting");
  await connects(one, "another page");
}

async function leaves(one: Person, failure: Failure): Promise<void> {
  await one.does((call) => call.leave());
  one.leadsOn("ended");
  one.isLetGo(failure);
}

/** What happens to a person, one thing after the other. */
const STORIES: Record<
  string,
  (
    world: FakeWorld,
    one: (world: FakeWorld) => Person,
    failure: Failure,
  ) => Promise<void>
> = {
  async "a whole call"(world, open, failure) {
    const one = open(world);
    await opensLobby(one);
    await joins(one);
    await connects(one);
    if (one.call === UNMADE || one.call.phase.value === "failed") return;
    await talks(one);
    await loses(one);
    await leaves(one, failure);
  },

  async "repairs by the one who leads"(world, open, failure) {
    const one = open(world);
    await opensLobby(one);
    await joins(one);
    await connects(one, undefined, "eve");
    if (one.call === UNMADE || one.call.phase.value === "failed") return;
    await one.does(
      () => world.peer.handlers.onStalled(),
      () => world.clock.advance(15_000),
    );
    one.leadsOn("reconnecting");
    await leaves(one, failure);
  },

  async "joining to listen"(world, open, failure) {
    const one = open(world);
    await one.does((call) => call.start(), (call) => call.joinToListen());
    one.leadsOn("joining");
    await leaves(one, failure);
  },

  async "a stranger, and one at the door"(world, open, failure) {
    const one = open(world);
    await opensLobby(one);
    await one.does((call) => call.admission.setAsksFirst(true));
    await joins(one);
    if (one.call === UNMADE || one.call.phase.value === "failed") return;
    await one.does(() => world.server.onJoined("ann", null));
    one.leadsOn("waiting");
    await one.does(
      () => world.server.onPeerHere("ann", seen("eve")),
      () =>
        world.server.onMessage({
          type: "hello",
          person: "eve",
          name: "Eve",
          microphone: true,
          camera: true,
          screen: false,
        }),
      () => world.server.onPeerUnproven(),
    );
    one.leadsOn("waiting");
    await one.does(
      () => world.server.onPeerHere("ann", seen("bob")),
      (call) => call.admission.admit(),
    );
    one.leadsOn("connecting", "waiting");
    await one.does(() => world.server.onIdentitySpent());
    await leaves(one, failure);
  },

  async "a reload"(world, open, failure) {
    const before = createCall(world);
    before.start();
    await settle();
    before.join();
    world.server.onClaim({ seat: 0, secret: "secret", epoch: 1 });
    world.server.onJoined("ann", { ...seen("bob"), here: true });
    world.peer.connect();
    before[Symbol.dispose]();
    assert(world.session !== null);
    const one = open(world);
    await one.does((call) => call.start());
    // What the tab kept cannot be read: then it is another visit.
    one.leadsOn("joining", "ready");
    if (one.call === UNMADE || one.call.phase.value !== "joining") return;
    assert(world.open, "the server is asked");
    await connects(one);
    await leaves(one, failure);
  },
};

Deno.test("createCall() leads on or says what is wrong, whichever port fails", async () => {
  const met = new Map<string, number>();
  // What the console is told of each is no news here.
  const { error, warn } = console;
  console.error = console.warn = () => {};
  try {
    for (const [story, tell] of Object.entries(STORIES)) {
      for (const failure of FAILURES_OF_PORTS) {
        let one: Person | undefined;
        const open = (world: FakeWorld) =>
          one = new Person(world, failure, story);
        await tell(new FakeWorld(), open, failure);
        const port = `${failure.owner}.${failure.port}`;
        met.set(port, (met.get(port) ?? 0) + (one?.failed ?? 0));
      }
    }
  } finally {
    Object.assign(console, { error, warn });
  }
  const never = [...met].filter(([, times]) => times === 0);
  assertEquals(never, []);
  const total = [...met.values()].reduce((sum, times) => sum + times, 0);
  console.log(
    `${met.size} ports, failing in ${FAILURES_OF_PORTS.length} ways in ` +
      `${Object.keys(STORIES).length} stories: ${total} failures injected`,
  );
});

Deno.test("start() listens to nothing in a page that is gone before it is ready", async () => {
  const world = new FakeWorld();
  const call = createCall(world);
  call.start();
  call[Symbol.dispose]();
  await settle();
  assertEquals([world.wake, world.hide, world.devices.asked], [null, null, []]);
});

Deno.test("setScreen() says so where the code that shares screens does not load", async () => {
  const world = new FakeWorld();
  const failure: Failure = {
    owner: "screen",
    port: "start",
    way: "rejects",
    once: true,
  };
  const call = createCall(failingWorld(world, failure).adapter);
  call.start();
  await settle();
  call.setScreen(true);
  await settle();
  assertEquals(call.screen.value.problem, "unknown");
  call.setScreen(true);
  await settle();
  assertEquals(call.screen.value.problem, null);
});

Deno.test("leave() lets go of the devices of a page whose screen cannot be let go of", async () => {
  const world = new FakeWorld();
  const failure: Failure = {
    owner: "screen",
    port: "stop",
    way: "throws",
    once: false,
  };
  const call = createCall(failingWorld(world, failure).adapter);
  call.start();
  await settle();
  call.leave();
  const states = world.devices.given.map(({ readyState }) => readyState);
  assertEquals(new Set(states), new Set(["ended"]));
});
