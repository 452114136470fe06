import { assert, assertEquals } from "@std/assert";
import type { CallModel } from "../../call/model.ts";
import type { PeerMessage } from "../../call/messages/peer_message.ts";
import { FakeWorld } from "./fake_adapter.ts";
import { inLobby, reload } from "./lobby.ts";

const seen = (id: string, asksFirst = false) => ({
  id,
  page: `page of ${id}`,
  leads: false,
  asksFirst,
});
const here = (id: string, asksFirst = false) => ({
  ...seen(id, asksFirst),
  here: true,
});
const hello = (name: string): PeerMessage => ({
  type: "hello",
  person: `tab of ${name}`,
  name,
  microphone: true,
  camera: true,
  screen: false,
});
const OFFER: PeerMessage = {
  type: "description",
  from: "theirs",
  to: null,
  seq: 1,
  ack: 0,
  description: { type: "offer", sdp: "v=0\r\n" },
};
const CANDIDATES: PeerMessage = {
  type: "candidates",
  from: "theirs",
  to: null,
  seq: 2,
  ack: 0,
  candidates: [],
};

/** Alone in the room, and asked before anybody joins. */
async function keepingDoor() {
  const { world, call } = await inLobby();
  call.setName("Nora");
  call.admission.setAsksFirst(true);
  call.join();
  world.server.onJoined("nora", null);
  assertEquals(call.phase.value, "waiting");
  return { world, call };
}

/** One comes, with a certificate and a name. */
function comes(world: FakeWorld, name: string, certificate = name): void {
  world.fingerprint = certificate;
  world.server.onPeerHere("nora", seen(name));
  world.server.onMessage(hello(name));
}

/** What was said at doors, in order. */
function answers({ signals }: FakeWorld): string[] {
  return signals.flatMap((said) => said.type === "door" ? [said.answer] : []);
}

function knockers(call: CallModel): string | null {
  return call.admission.knocker.value?.name ?? null;
}

Deno.test("one who comes is announced by name, and told that the person is asked", async () => {
  const { world, call } = await keepingDoor();
  world.fingerprint = "sam";
  world.server.onPeerHere("nora", seen("sam"));
  assertEquals(knockers(call), null, "nobody has said a name yet");
  world.server.onMessage(hello("Sam"));
  assertEquals(knockers(call), "Sam");
  assertEquals(answers(world), ["asked"]);
  assertEquals(call.phase.value, "waiting");
});

Deno.test("until admitted nothing that they say is heard, but one name", async () => {
  const { world, call } = await keepingDoor();
  comes(world, "Sam");
  for (
    const message of [
      OFFER,
      CANDIDATES,
      { type: "restart-wanted", heard: 9 },
      { type: "rebuild-wanted", connection: "x" },
      { type: "media", microphone: false, camera: false, screen: true },
      { type: "chat", id: "1", text: "let me in" },
      { type: "door", answer: "admitted" },
      { type: "bye" },
      hello("Your mother"),
    ] satisfies PeerMessage[]
  ) world.server.onMessage(message);
  assertEquals(world.peer.received, []);
  assertEquals(world.peer.negotiation, null);
  assertEquals(call.chat.log.value, []);
  assertEquals(knockers(call), "Sam");
  assertEquals(call.phase.value, "waiting");
  // What was said too early is not made up for.
  call.admission.admit();
  assertEquals(world.peer.received, []);
  assertEquals(world.peer.negotiation?.initiate, false);
  world.server.onMessage(OFFER);
  assertEquals(world.peer.received, [OFFER]);
});

Deno.test("admit() tells them, and connects", async () => {
  const { world, call } = await keepingDoor();
  comes(world, "Sam");
  call.admission.admit();
  assertEquals(knockers(call), null);
  assertEquals(answers(world), ["asked", "admitted"]);
  world.peer.connect();
  assertEquals(call.phase.value, "connected");
});

Deno.test("decline() tells them, and they are heard no more", async () => {
  const { world, call } = await keepingDoor();
  comes(world, "Sam");
  call.admission.decline();
  assertEquals(knockers(call), null);
  world.server.onMessage(OFFER);
  call.admission.admit();
  assertEquals(world.peer.negotiation, null);
  assertEquals(answers(world), ["asked", "declined"]);
  // A page that has not heard it hears it again by its next socket.
  world.server.onPeerHere("nora", seen("Sam"));
  assertEquals(answers(world), ["asked", "declined", "declined"]);
  world.server.onPeerGone();
  comes(world, "Tom");
  assertEquals(knockers(call), "Tom");
});

Deno.test("who has been admitted is not asked about again after a reload, of either", async () => {
  const { world, call } = await keepingDoor();
  comes(world, "Sam");
  call.admission.admit();
  world.peer.connect();
  world.signals.length = 0;
  [world.page, world.paired] = ["reloaded", true];
  world.server.onPeerHere("nora", { ...seen("Sam"), page: "reloaded" });
  assertEquals(knockers(call), null);
  assertEquals(answers(world), ["admitted"]);
  assertEquals(world.peer.negotiation?.initiate, false);
  world.peer.connect();
  const next = await reload(world, call);
  world.signals.length = 0;
  world.server.onJoined("nora", here("Sam"));
  assertEquals(knockers(next), null);
  assertEquals(answers(world), ["admitted"]);
  assertEquals(world.peer.negotiation?.initiate, true);
});

Deno.test("who claims the certificate of one who was admitted is asked about, on every way in", async () => {
  for (const reloads of [false, true]) {
    for (const way of ["peer", "joined"] as const) {
      const { world, call } = await keepingDoor();
      comes(world, "Sam");
      call.admission.admit();
      world.peer.connect();
      let now = call;
      if (reloads) {
        now = await reload(world, call);
      }
      world.signals.length = 0;
      world.page = "page of a liar";
      const liar = { ...seen("Sam"), page: "page of a liar" };
      if (way === "peer" && reloads) world.server.onJoined("nora", null);
      if (way === "peer") world.server.onPeerHere("nora", liar);
      else world.server.onJoined("nora", { ...liar, here: true });
      assertEquals(now.phase.value, "waiting");
      assertEquals(now.remote.value.name, "", "nobody has said a name yet");
      world.server.onMessage(hello("Sam"));
      assertEquals(knockers(now), "Sam");
      assertEquals(answers(world), ["asked"]);
      assertEquals(world.peer.negotiation, null);
      world.server.onMessage(OFFER);
      assertEquals(world.peer.received, []);
    }
  }
});

Deno.test("a reload of the one who is asked forgets nobody at the door", async () => {
  const { world, call } = await keepingDoor();
  comes(world, "Sam");
  const next = await reload(world, call);
  world.server.onJoined("nora", here("Sam"));
  world.server.onMessage(hello("Sam"));
  assertEquals(next.phase.value, "waiting");
  assertEquals(knockers(next), "Sam");
  assertEquals(world.peer.negotiation, null);
});

Deno.test("who has left is asked about when they come again", async () => {
  const { world, call } = await keepingDoor();
  comes(world, "Sam");
  call.admission.admit();
  world.peer.connect();
  world.peer.handlers.onMessage({ type: "bye" });
  assertEquals(call.phase.value, "waiting");
  comes(world, "Sam");
  assertEquals(knockers(call), "Sam");
});

Deno.test("another person in the seat of one who was admitted is asked about", async () => {
  const { world, call } = await keepingDoor();
  comes(world, "Sam");
  call.admission.admit();
  world.peer.connect();
  comes(world, "Eve");
  assertEquals(knockers(call), "Eve");
  assertEquals(call.phase.value, "waiting");
});

Deno.test("who is there already when one comes is not asked about; whoever comes later is", async () => {
  const { world, call } = await inLobby();
  call.admission.setAsksFirst(true);
  call.join();
  world.fingerprint = "sam";
  world.server.onJoined("nora", here("Sam"));
  assertEquals(world.peer.negotiation?.initiate, true);
  world.server.onPeerGone();
  comes(world, "Eve");
  assertEquals(knockers(call), "Eve");
});

Deno.test("a server that turns the order around does not get past the door", async () => {
  const { world, call } = await keepingDoor();
  // It loses our socket, and says that somebody else was there before us.
  world.server.onPhase("backing-off");
  world.server.onPhase("open");
  world.fingerprint = "eve";
  world.server.onJoined("nora", here("Eve"));
  world.server.onMessage(hello("Eve"));
  assertEquals(world.peer.negotiation, null);
  assertEquals(knockers(call), "Eve");
});

Deno.test("one who comes to a person who asks first waits, offers nothing, and knocks", async () => {
  const { world, call } = await inLobby();
  call.join();
  world.server.onJoined("sam", here("Nora", true));
  world.server.onMessage(hello("Nora"));
  assertEquals(world.peer.negotiation, null);
  assertEquals(world.signals.map(({ type }) => type), ["hello"]);
  world.server.onMessage({ type: "door", answer: "asked" });
  assertEquals(call.phase.value, "knocking");
  assertEquals(call.remote.value.name, "Nora");
  world.server.onMessage({ type: "door", answer: "admitted" });
  assertEquals(call.phase.value, "connecting");
  assertEquals(world.peer.negotiation?.initiate, true);
});

Deno.test("who is declined hears why, and has given up the seat", async () => {
  const { world, call } = await inLobby();
  call.join();
  world.server.onJoined("sam", here("Nora", true));
  world.server.onMessage({ type: "door", answer: "asked" });
  world.server.onMessage({ type: "door", answer: "declined" });
  assertEquals(call.failure.value, "declined");
  assertEquals([world.open, world.left, world.session], [false, true, null]);
});

Deno.test("setAsksFirst() is remembered, and said anew to nobody but those who come next", async () => {
  const { world, call } = await inLobby();
  call.admission.setAsksFirst(true);
  assertEquals([world.chosen.asksFirst, world.opened], [true, 0]);
  call.join();
  world.server.onJoined("nora", null);
  call.admission.setAsksFirst(false);
  assertEquals([call.phase.value, world.opened], ["waiting", 2]);
  world.server.onJoined("nora", null);
  world.server.onPeerHere("nora", seen("Sam"));
  world.peer.connect();
  call.admission.setAsksFirst(true);
  assertEquals([call.phase.value, world.opened], ["connected", 2]);
  assertEquals(answers(world), []);
  world.peer.handlers.onMessage({ type: "bye" });
  assertEquals([call.phase.value, world.opened], ["waiting", 3]);
  comes(world, "Tom");
  assertEquals(knockers(call), "Tom");

  const next = (await inLobby(world)).call;
  assertEquals(next.admission.asksFirst.value, true);
});

Deno.test("the lobby looks who is there, until the person joins or the page goes", async () => {
  const { world, call } = await inLobby();
  assert(world.looking);
  assertEquals(call.admission.presence.value, null);
  const presence = { names: ["Nora"], locked: false };
  world.looking(presence);
  assertEquals(call.admission.presence.value, presence);
  world.looking("unreached");
  assertEquals(call.admission.presence.value, null);
  assertEquals(call.admission.unreached.value, true);
  world.looking(presence);
  assertEquals(call.admission.presence.value, presence);
  call.join();
  assertEquals([world.looking, call.admission.presence.value], [null, null]);

  const other = await inLobby();
  other.call[Symbol.dispose]();
  assertEquals(other.world.looking, null);
});

Deno.test("setName() shows those who look in another name", async () => {
  const { world, call } = await inLobby();
  call.setName("Nora");
  assertEquals(world.introduced, null);
  call.join();
  assertEquals(world.introduced, "Nora");
  world.server.onJoined("nora", null);
  call.setName("Nora N.");
  assertEquals(world.introduced, "Nora N.");
});

Deno.test("setLocked() asks the server, and locked is what it says", async () => {
  const { world, call } = await inLobby();
  assertEquals(call.admission.locked.value, null);
  call.join();
  world.server.onJoined("nora", null);
  world.server.onLocked(false);
  call.admission.setLocked(true);
  assertEquals([world.locks, call.admission.locked.value], [[true], false]);
  world.server.onLocked(true);
  assertEquals(call.admission.locked.value, true);
});

Deno.test("nobody is announced at the door while they, or the server, are away", async () => {
  const { world, call } = await keepingDoor();
  world.server.onPhase("open");
  comes(world, "Sam");
  assertEquals(knockers(call), "Sam");
  for (const phase of ["backing-off", "opening"] as const) {
    world.server.onPhase(phase);
    assertEquals(knockers(call), null);
  }
  world.server.onPhase("open");
  assertEquals(knockers(call), "Sam");
  world.server.onPeerAway();
  assertEquals(knockers(call), null);
  world.server.onPeerHere("nora", seen("Sam"));
  assertEquals(knockers(call), "Sam");
});
