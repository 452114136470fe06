import { assert, assertEquals } from "@std/assert";
import type { PeerMessage } from "../../call/messages/peer_message.ts";
import type { FakeWorld } from "./fake_adapter.ts";
import { inLobby, reload, settle } from "./lobby.ts";

const BOB = { id: "bob", page: "page of bob", leads: false, asksFirst: false };
/** The first message of a page: it can claim whatever it likes. */
const HELLO: PeerMessage = {
  type: "hello",
  person: "tab of bob",
  name: "Bob",
  microphone: true,
  camera: true,
  screen: false,
};

/** In a call with Bob, whose connection then breaks: a message, a hand and a file wait for him. */
async function withWaitingThings() {
  const { world, call } = await inLobby();
  world.fingerprint = "bob's certificate";
  call.join();
  world.server.onJoined("ann", { ...BOB, here: true });
  world.peer.connect();
  world.peer.handlers.onMessage(HELLO);
  const transfers = await call.files.transfers();
  world.peer.channelOpen = false;
  world.peer.handlers.onChannelClosed();
  assert(call.chat.say("the door code is 4711"));
  call.gestures.raiseHand(true);
  transfers.offer([new File(["plan"], "plan.txt")]);
  await settle();
  return { world, call };
}

/** Another page takes the seat, with the same id, name and tab, and is connected. */
function takesSeat(world: FakeWorld, page: string): string[] {
  world.page = page;
  world.server.onPeerHere("ann", { ...BOB, page });
  world.server.onMessage(HELLO);
  world.peer.connect();
  world.peer.handlers.onMessage(HELLO);
  return world.peer.said.map((said) =>
    said.type === "hand" ? `hand ${said.raised}` : said.type
  );
}

const OURS = ["chat", "hand true", "file"];

Deno.test("what waits for one person goes to the owner of their certificate, after a reload of either too", async () => {
  for (const reloads of [false, true]) {
    const { world, call } = await withWaitingThings();
    let now = call;
    if (reloads) {
      now = await reload(world, call);
      await now.files.transfers();
      world.server.onJoined("ann", null);
    }
    world.paired = true;
    const said = takesSeat(world, "page of bob, reloaded");
    // A file does not outlive the reload of the page that sends it.
    const due = reloads ? OURS.slice(0, 2) : OURS;
    for (const type of due) assert(said.includes(type), `${type}: ${said}`);
    assertEquals(now.chat.log.value[0]?.delivered, false);
    world.peer.handlers.onMessage({
      type: "chat-received",
      id: now.chat.log.value[0]?.id ?? "",
    });
    assertEquals(now.chat.log.value[0]?.delivered, true);
  }
});

Deno.test("who claims another's id, name and tab gets nothing that waits for them, after a reload of either too", async () => {
  for (const reloads of [false, true]) {
    const { world, call } = await withWaitingThings();
    let now = call;
    if (reloads) {
      now = await reload(world, call);
      world.server.onJoined("ann", null);
    }
    // Whatever its hello claims, DTLS proves a certificate of its own.
    world.fingerprint = "certificate of a liar";
    const said = takesSeat(world, "page of a liar");
    for (const type of OURS) assert(!said.includes(type), `${type}: ${said}`);
    assertEquals(now.chat.log.value[0]?.delivered, false);
    assertEquals(now.gestures.theirHand.value, false);
  }
});

Deno.test("who claims another's certificate is somebody else until DTLS has proven it", async () => {
  const { world, call } = await withWaitingThings();
  world.peer.handlers.onMessage({ type: "hand", raised: true });
  world.page = "page of a liar";
  world.server.onPeerHere("ann", { ...BOB, page: "page of a liar" });
  assertEquals(call.phase.value, "connecting");
  assertEquals(call.remote.value.name, "");
  assertEquals(call.gestures.theirHand.value, false);
  // DTLS finds another certificate: the liar is turned away, and we go on waiting.
  world.peer.handlers.onUnproven();
  assertEquals([call.phase.value, call.turnedAway.value], [
    "waiting",
    "unproven",
  ]);
  assertEquals(world.dismissed, 1);
});
