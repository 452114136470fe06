import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { type Remembered, Visit } from "../../call/visit.ts";
import type { Session } from "../../call/storage/session.ts";
import { FakeWorld } from "./fake_adapter.ts";

const REMEMBERED: Remembered = {
  verified: "certificate",
  pair: { fingerprint: "certificate", secrets: ["secret"] },
  admission: { letIn: null, arriving: false },
  microphone: true,
  camera: false,
  raisedFor: null,
  talk: { talkedMs: 0, sinceMs: null, name: "" },
};

/** A visit, and what it has said. */
function visit(world: FakeWorld) {
  const facts: {
    underWay: boolean;
    taken: number;
    restored: Session | null;
    chat: boolean;
  } = { underWay: true, taken: 0, restored: null, chat: false };
  const made = new Visit({
    adapter: world,
    isUnderWay: () => facts.underWay,
    remembered: () => REMEMBERED,
    keepChat: (kept) => void (facts.chat = kept),
    restore: (session) => void (facts.restored = session),
    onTaken: () => void facts.taken++,
  });
  return { facts, visit: made };
}

Deno.test("Visit.begin() takes a seat of its own making, which a reload finds before the server has answered", () => {
  const world = new FakeWorld();
  const { visit: first, facts } = visit(world);
  const claim = first.begin(false);
  assert(claim.secret.length > 0);
  assertEquals(world.session, {
    ...REMEMBERED,
    tab: first.tab,
    aliveAtMs: world.clock.wallNow(),
    claim,
  });
  assertEquals(first.begin(false), claim);
  assert(facts.chat, "the chat is kept with it");
});

Deno.test("Visit.seated() has a reload find the seat as the server has it", () => {
  const world = new FakeWorld();
  const { visit: it } = visit(world);
  it.begin(false);
  it.seated({ seat: 1, secret: "theirs", epoch: 2 });
  assertEquals(world.session?.claim, { seat: 1, secret: "theirs", epoch: 2 });
  assertEquals(it.begin(false), { seat: 1, secret: "theirs", epoch: 2 });
});

Deno.test("Visit.remember() keeps nothing before the first call, and nothing outside one", () => {
  const world = new FakeWorld();
  const it = visit(world);
  it.visit.remember();
  assertEquals(world.session, null);
  it.facts.underWay = false;
  it.visit.begin(false);
  assertEquals(world.session, null);
});

Deno.test("Visit.resume() takes up what was kept, and says whose the call is", async () => {
  const world = new FakeWorld();
  assertEquals(await visit(world).visit.resume(), { type: "nothing" });
  const before = visit(world).visit;
  const claim = before.begin(false);
  const after = visit(world);
  assertEquals(await after.visit.resume(), { type: "ours", files: false });
  assertEquals(after.facts.restored, world.session);
  assertEquals([after.visit.tab, after.visit.claim], [before.tab, claim]);
  world.taken?.();
  assertEquals(after.facts.taken, 1);
  world.elsewhere = true;
  assertEquals(await visit(world).visit.resume(), { type: "elsewhere" });
});

Deno.test("Visit.forget() leaves nothing, and the next call is another", () => {
  const world = new FakeWorld();
  const { visit: it, facts } = visit(world);
  const { secret } = it.begin(false);
  const { tab } = it;
  it.forget();
  assertEquals([world.session, world.taken, it.claim], [null, null, null]);
  assert(!facts.chat, "nor of the chat");
  assertNotEquals(it.begin(false).secret, secret);
  assertNotEquals(it.tab, tab);
});
