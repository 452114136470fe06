import { assert, assertEquals } from "@std/assert";
import { type CallModel, createCall } from "../../call/model.ts";
import type { PeerMessage } from "../../call/messages/peer_message.ts";
import {
  RELOAD_GRACE_MS,
  RESTART_EVERY_MS,
} from "../../call/machine/repair.ts";
import { FakeWorld } from "./fake_adapter.ts";
import { inLobby, reload, settle } from "./lobby.ts";

const seen = (id: string, leads = false) => ({
  id,
  page: `page of ${id}`,
  leads,
  asksFirst: false,
});
const here = (id: string, leads = false) => ({
  ...seen(id, leads),
  here: true,
});

async function inCall() {
  const { world, call } = await inLobby();
  call.join();
  world.server.onJoined("ann", here("bob"));
  world.peer.connect();
  assertEquals(call.phase.value, "connected");
  return { world, call };
}

function hear(world: FakeWorld, message: PeerMessage): void {
  world.peer.handlers.onMessage(message);
}

function texts(call: CallModel): string[] {
  return call.chat.log.value.map(({ text, delivered }) =>
    delivered ? `${text} ✓` : text
  );
}

Deno.test("createCall() touches nothing before start", () => {
  const world = new FakeWorld();
  const call = createCall(world);
  assertEquals(call.phase.value, "idle");
  assertEquals(world.devices.asked, []);
  assertEquals(world.peers, []);
});

Deno.test("start() asks for devices and makes a connection ready, and sends nothing", async () => {
  const { world, call } = await inLobby();
  assertEquals(call.phase.value, "ready");
  assertEquals(world.peers.length, 1);
  assertEquals(world.open, false);
  assertEquals(world.peer.tracks?.camera, world.devices.given[1] ?? null);
});

Deno.test("start() says why there can be no call", async () => {
  const troubles = ["insecure", "unsupported", "link-damaged"] as const;
  for (const trouble of troubles) {
    const world = new FakeWorld();
    world.trouble = trouble;
    const { call } = await inLobby(world);
    assertEquals(call.failure.value, trouble);
    assertEquals(world.devices.asked, []);
  }
});

Deno.test("join() initiates where somebody waits, and says who one is", async () => {
  const { world, call } = await inLobby();
  call.setName("Ann");
  call.join();
  assertEquals(world.signals, []);
  world.server.onJoined("ann", here("bob"));
  const [hello] = world.signals;
  assert(hello?.type === "hello");
  assertEquals(hello, {
    type: "hello",
    person: hello.person,
    name: "Ann",
    microphone: true,
    camera: true,
    screen: false,
  });
  assertEquals(call.phase.value, "connecting");
  assertEquals(world.peer.negotiation, {
    initiate: true,
    polite: true,
    fingerprint: "their certificate",
    relayOnly: false,
  });
  world.server.onMessage({ ...hello, name: "Bob" });
  assertEquals(call.remote.value.name, "Bob");
});

Deno.test("join() waits where nobody is, and lets the newcomer initiate", async () => {
  const { world, call } = await inLobby();
  call.join();
  world.server.onJoined("bob", null);
  assertEquals(call.phase.value, "waiting");
  world.server.onPeerHere("bob", seen("ann", true));
  assertEquals(world.peer.negotiation?.initiate, false);
  assertEquals(world.peer.negotiation?.polite, false);
});

Deno.test("join() does not wait for an answer to the permission prompt", async () => {
  const world = new FakeWorld();
  const { promise, resolve } = Promise.withResolvers<void>();
  world.devices.prompt = promise;
  const { call } = await inLobby(world);
  call.join();
  assertEquals(call.phase.value, "joining");
  assertEquals(world.peer.tracks?.camera, null);
  resolve();
  await settle();
  assertEquals(world.peer.tracks?.camera, world.devices.given[1] ?? null);
});

Deno.test("setMicrophone() and setCamera() are told to the other, once each", async () => {
  const { world, call } = await inCall();
  world.peer.said.length = 0;
  call.setMicrophone(false);
  call.setCamera(false);
  await settle();
  assertEquals(world.peer.said, [
    { type: "media", microphone: false, camera: true, screen: false },
    { type: "media", microphone: false, camera: false, screen: false },
  ]);
  assertEquals(world.peer.tracks?.camera, null);
});

Deno.test("setScreen() sends the screen beside the camera, and says so", async () => {
  const { world, call } = await inCall();
  call.setScreen(true);
  assertEquals(world.peer.tracks?.screen, world.shared);
  assert(world.peer.tracks?.camera);
  assertEquals(world.peer.said.at(-1), {
    type: "media",
    microphone: true,
    camera: true,
    screen: true,
  });
  call.setScreen(false);
  assertEquals(world.peer.tracks?.screen, null);
});

Deno.test("say() is delivered when the other says so", async () => {
  const { world, call } = await inCall();
  assert(call.chat.say("hello"));
  const said = world.peer.said.at(-1);
  assert(said?.type === "chat");
  assertEquals(texts(call), ["hello"]);
  hear(world, { type: "chat-received", id: said.id });
  assertEquals(texts(call), ["hello ✓"]);
});

Deno.test("say() keeps what can't be sent yet, and sends it when the channel opens", async () => {
  const { world, call } = await inLobby();
  call.join();
  world.server.onJoined("ann", here("bob"));
  assert(call.chat.say("early"));
  assertEquals(world.peer.said, []);
  world.peer.connect();
  assertEquals(world.peer.said.map(({ type }) => type), [
    "hello",
    "pair",
    "chat",
    "hand",
  ]);
});

Deno.test("say() takes nothing while nobody is there", async () => {
  const { world, call } = await inLobby();
  call.join();
  world.server.onJoined("ann", null);
  assertEquals(call.chat.say("to whom?"), false);
  assertEquals(call.chat.log.value, []);
});

Deno.test("a chat message is acknowledged each time, and shown once", async () => {
  const { world, call } = await inCall();
  world.peer.said.length = 0;
  hear(world, { type: "chat", id: "1", text: "hi" });
  hear(world, { type: "chat", id: "1", text: "hi" });
  assertEquals(texts(call), ["hi ✓"]);
  assertEquals(world.peer.said, [
    { type: "chat-received", id: "1" },
    { type: "chat-received", id: "1" },
  ]);
});

Deno.test("chat that comes through the server is not taken", async () => {
  const { world, call } = await inCall();
  world.server.onMessage({ type: "chat", id: "1", text: "send money" });
  assertEquals(call.chat.log.value, []);
});

Deno.test("a lost socket leaves a connected call alone", async () => {
  const { world, call } = await inCall();
  world.server.onPhase("backing-off");
  assertEquals(call.phase.value, "connected");
  assertEquals(world.peer.closed, false);
});

Deno.test("bye makes room for the next person, with a connection of their own", async () => {
  const { world, call } = await inCall();
  const before = world.peer;
  hear(world, { type: "bye" });
  assertEquals(call.phase.value, "waiting");
  assert(before.closed && before !== world.peer);
  assertEquals(call.remote.value.name, "");
  // What the old connection still reports concerns nobody.
  before.handlers.onConnected();
  assertEquals(call.phase.value, "waiting");
});

Deno.test("leave() says bye, and lets go of everything", async () => {
  const { world, call } = await inCall();
  call.setScreen(true);
  const screen = world.shared;
  call.leave();
  assertEquals(call.phase.value, "ended");
  assertEquals(world.peer.said.at(-1), { type: "bye" });
  assert(world.peer.closed);
  assertEquals(world.open, false);
  assertEquals(world.meters, 0);
  for (const track of [...world.devices.given, screen]) {
    assertEquals(track?.readyState, "ended");
  }
});

Deno.test("rejoin() asks for the devices again and goes straight in", async () => {
  const { world, call } = await inCall();
  call.leave();
  call.rejoin();
  await settle();
  assertEquals(call.phase.value, "joining");
  assert(world.open);
  assert(call.media.value.camera.track);
  world.server.onJoined("ann-again", here("bob"));
  world.peer.connect();
  assertEquals(call.phase.value, "connected");
});

Deno.test("a full room ends the attempt, camera off", async () => {
  const { world, call } = await inLobby();
  call.join();
  world.server.onRefused("full");
  assertEquals(call.phase.value, "failed");
  assertEquals(call.failure.value, "full");
  assertEquals(call.media.value.camera.track, null);
});

Deno.test("dispose lets go of a lobby too", async () => {
  const { world, call } = await inLobby();
  call[Symbol.dispose]();
  assert(world.peer.closed);
  assertEquals(
    world.devices.given.map(({ readyState }) => readyState),
    ["ended", "ended"],
  );
});

Deno.test("setName() is remembered, within its limit", async () => {
  const { world, call } = await inLobby();
  call.setName("A".repeat(100));
  assertEquals(call.name.value.length, 40);
  const next = createCall(world);
  next.start();
  assertEquals(next.name.value, call.name.value);
});

Deno.test("a stalled call is repaired again and again, and rests once it flows", async () => {
  const { world, call } = await inCall();
  const peer = world.peer;
  // "ann" does not lead "bob": she asks, over both ways.
  peer.handlers.onStalled();
  assertEquals(call.phase.value, "reconnecting");
  assertEquals(world.probes, 1);
  assertEquals(peer.restarts, 0);
  assertEquals(peer.wishes, 1);
  world.clock.advance(RESTART_EVERY_MS);
  assertEquals([world.probes, peer.wishes], [2, 2]);
  peer.handlers.onFlowing();
  assertEquals(call.phase.value, "connected");
  world.clock.advance(60_000);
  assertEquals(world.probes, 2);
});

Deno.test("an offer from a new connection of theirs gets a new one of ours", async () => {
  const { world, call } = await inCall();
  const before = world.peer;
  call.chat.say("still here?");
  before.foreign = "reloaded";
  const offer: PeerMessage = {
    type: "description",
    from: "reloaded",
    to: null,
    seq: 1,
    ack: 0,
    description: { type: "offer", sdp: "" },
  };
  world.server.onMessage(offer);
  assert(before.closed && world.peer !== before);
  assertEquals(world.peer.received, [offer]);
  assertEquals(world.peer.negotiation?.initiate, false);
  // The last picture stays until there is a new one.
  assertEquals(call.phase.value, "reconnecting");
  world.peer.connect();
  assertEquals(call.phase.value, "connected");
  assert(world.peer.said.some(({ type }) => type === "chat"));
});

Deno.test("a page that goes keeps its seat, and its reload is back without a click", async () => {
  const { world, call } = await inCall();
  world.server.onClaim({ seat: 0, secret: "s", epoch: 1 });
  call.chat.say("before");
  call.setMicrophone(false);
  await settle();
  call[Symbol.dispose]();
  assertEquals(world.left, false);
  assert(!world.peer.said.some(({ type }) => type === "bye"));
  assertEquals(world.clock.pending, 0);
  assertEquals(world.wake, null);

  const { call: next } = await inLobby(world);
  assertEquals(next.phase.value, "joining");
  assertEquals(world.claim, { seat: 0, secret: "s", epoch: 1 });
  assertEquals(texts(next), ["before"]);
  assertEquals(next.media.value.microphone.on, false);
});

Deno.test("a page that is reloaded while the microphone is held open comes back muted", async () => {
  const { world, call } = await inCall();
  world.server.onClaim({ seat: 0, secret: "s", epoch: 1 });
  call.setMicrophone(false);
  await settle();
  call.talk(true);
  await settle();
  // A phone ends a hidden page without another word.
  world.hide?.();
  assertEquals(world.session?.microphone, false);
  const next = await reload(world, call);
  assertEquals(next.media.value.microphone.on, false);
});

Deno.test("a reload knows the files that were there before the other page says anything", async () => {
  const { world, call } = await inCall();
  const id = "their-file";
  const word = { type: "offer", id, name: "plan.pdf", size: 10 };
  hear(world, { type: "file", word });
  await settle();
  const next = await reload(world, call);
  assertEquals(next.phase.value, "joining");
  assertEquals(next.files.lines.value.map(({ name }) => name), ["plan.pdf"]);
});

Deno.test("a copy of the tab asks before it takes the call", async () => {
  const { world, call } = await inCall();
  world.server.onClaim({ seat: 0, secret: "s", epoch: 1 });
  const taken = world.taken;
  world.elsewhere = true;
  const { call: copy } = await inLobby(world);
  assertEquals(copy.failure.value, "replaced");
  assertEquals(call.phase.value, "connected");

  copy.rejoin();
  await settle();
  assertEquals(world.stolen, true);
  assertEquals(copy.phase.value, "joining");
  taken?.();
  assertEquals(call.failure.value, "replaced");
  assertEquals(world.left, false);
});

Deno.test("leave() is remembered: a reload starts in the lobby", async () => {
  const { world, call } = await inCall();
  world.server.onClaim({ seat: 0, secret: "s", epoch: 1 });
  call.leave();
  assertEquals(world.session, null);
  assertEquals(world.left, true);
  assertEquals(world.clock.pending, 0);
});

Deno.test("a page that closed without a word is waited for, and then gone", async () => {
  const { world, call } = await inCall();
  world.server.onPeerAway();
  assertEquals(call.phase.value, "connected");
  world.peer.handlers.onChannelClosed();
  assertEquals(call.phase.value, "reconnecting");
  world.clock.advance(RELOAD_GRACE_MS);
  assertEquals(call.phase.value, "waiting");
});

Deno.test("waking probes the socket of a call, and nothing in the lobby", async () => {
  const { world } = await inLobby();
  world.wake?.();
  assertEquals(world.probes, 0);
  const other = await inCall();
  other.world.wake?.();
  assertEquals(other.world.probes, 1);
});

Deno.test("a wish for a restart is granted once, and only if it is not late", async () => {
  const { world, call } = await inLobby();
  call.join();
  world.server.onJoined("zoe", here("bob", true));
  world.peer.connect();
  hear(world, { type: "restart-wanted", heard: 2 });
  assertEquals(world.peer.restarts, 1);
  world.peer.current = false;
  hear(world, { type: "restart-wanted", heard: 1 });
  assertEquals(world.peer.restarts, 1);
});

Deno.test("compared() verifies this other person, over a reload and for nobody else", async () => {
  const { world, call } = await inCall();
  const pictures = [{ emoji: "🐢", name: "turtle" }];
  world.server.onPictures(pictures);
  assertEquals(call.proof.value.pictures, pictures);
  assertEquals(call.verified.value, false);
  call.compared(true);
  assertEquals(call.verified.value, true);
  const next = await reload(world, call);
  assertEquals(next.verified.value, false);
  world.server.onJoined("ann", here("bob"));
  // The same fingerprint is a claim.
  assertEquals(next.verified.value, false);
  world.paired = true;
  world.server.onPaired();
  assertEquals(next.verified.value, true);
  world.fingerprint = "another certificate";
  world.server.onPeerHere("ann", seen("eve"));
  assertEquals(next.verified.value, false);
});

Deno.test("compared() ends a call in which the pictures differ, and says why", async () => {
  const { world, call } = await inCall();
  call.compared(false);
  assertEquals(call.phase.value, "failed");
  assertEquals(call.failure.value, "mismatch");
  assert(world.peer.closed);
  assertEquals(world.session, null);
});

Deno.test("a connection with somebody else is ended at once", async () => {
  const { world, call } = await inCall();
  world.peer.handlers.onUnproven();
  assertEquals(call.failure.value, "unproven");
  assert(world.peer.closed);
});

Deno.test("setRelayOnly() is remembered, told from the start, and kept to", async () => {
  const { world, call } = await inLobby();
  call.setRelayOnly(true);
  assertEquals(world.chosen.relayOnly, true);
  call.join();
  world.server.onIceServers([{ urls: ["turn:relay.example"] }]);
  world.server.onJoined("ann", here("bob"));
  assertEquals(world.peer.negotiation?.relayOnly, true);

  const next = (await inLobby(world)).call;
  assertEquals(next.relayOnly.value, true);
});

Deno.test("a call that can't hide addresses ends before it tells any, and says why", async () => {
  const { world, call } = await inLobby();
  call.setRelayOnly(true);
  call.join();
  world.server.onIceServers([{ urls: ["stun:stun.example"] }]);
  world.server.onJoined("ann", here("bob"));
  assertEquals(call.failure.value, "no-relay");
  assertEquals(world.peer.negotiation, null);
  assert(world.peer.closed);
});

Deno.test("a raised hand and the time together outlast a reload", async () => {
  const { world, call } = await inCall();
  world.server.onMessage({
    type: "hello",
    person: "bobs-tab",
    name: "Bob",
    microphone: true,
    camera: true,
    screen: false,
  });
  call.gestures.raiseHand(true);
  world.clock.advance(60_000);
  const reloaded = await reload(world, call);
  world.clock.advance(1_000);
  world.server.onJoined("ann", here("bob"));
  world.server.onMessage({
    type: "hello",
    person: "bobs-tab",
    name: "Bob",
    microphone: true,
    camera: true,
    screen: false,
  });
  world.peer.connect();
  assert(reloaded.gestures.ownHand.value);
  assertEquals(world.peer.said.at(-1), { type: "hand", raised: true });
  world.clock.advance(4_000);
  hear(world, { type: "bye" });
  assertEquals(reloaded.phase.value, "waiting");
  const { talkedMs, parted, name } = reloaded.meeting.value;
  assertEquals([talkedMs, parted, name], [65_000, true, "Bob"]);
});

Deno.test("setSounds() is remembered", async () => {
  const { world, call } = await inLobby();
  assert(call.sounds.value);
  call.setSounds(false);
  const again = createCall(world);
  again.start();
  assertEquals(again.sounds.value, false);
});
