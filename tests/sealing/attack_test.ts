import { assert, assertEquals, assertGreater } from "@std/assert";
import type { Identity } from "../../sealing/identity.ts";
import { compare } from "../../sealing/bytes.ts";
import type { Hello } from "../../sealing/hello.ts";
import { deriveRoomKeys, type RoomKeys } from "../../sealing/key_schedule.ts";
import type { Session } from "../../sealing/session.ts";
import {
  HELLO_ATTACKS,
  MaliciousRelay,
  MESSAGE_ATTACKS,
  type SeenRoom,
  type Traffic,
} from "./malicious_relay.ts";
import { newPage, privateRoom, withoutX25519 } from "./meeting.ts";
import { Choices, chooseSeed } from "./random.ts";

const HANDSHAKES = 400;
const TRIES_PER_SIDE = 20;

interface Room extends SeenRoom {
  readonly keys: RoomKeys;
  /** Pages that stay while others come and go. */
  readonly pages: Identity[];
}

/** One honest page in one handshake. */
interface End {
  readonly page: Identity;
  readonly session: Session | null;
}

/** One side of a session, over all handshakes in which it was used. */
interface Record {
  readonly said: string[];
  readonly traffic: Traffic;
  /** The last place of the other side's that was accepted here. */
  heard: number;
}

const MESSAGES = 12;

/** All that honest pages have said, by room, speaker and listener. */
const records = new Map<string, Record>();

function recordOf(room: string, from: Hello, to: Hello): Record {
  const name = [room, ...from.bytes, "to", ...to.bytes].join(" ");
  const record = records.get(name) ??
    { said: [], traffic: { room, sealed: [] }, heard: -1 };
  records.set(name, record);
  return record;
}

/** How often what was tried, and what came of it. */
const tally = new Map<string, number>();
function count(what: string): void {
  tally.set(what, (tally.get(what) ?? 0) + 1);
}

async function rooms(): Promise<Room[]> {
  const keys = [
    await privateRoom(1),
    await privateRoom(2),
    await deriveRoomKeys({ kind: "named", name: "standup" }),
    await deriveRoomKeys({ kind: "named", name: "retro" }),
  ];
  return keys.map((keys, i) => ({
    name: `${i}`,
    keys,
    publicKeys: i < 2 ? null : keys,
    pages: [],
  }));
}

/** A page that has been here for a while, or one that has just been loaded. */
async function choosePage(room: Room, choices: Choices): Promise<Identity> {
  const staying = room.pages.pop();
  if (staying !== undefined && choices.below(2) === 0) return staying;
  const old = choices.below(4) === 0 ? withoutX25519 : undefined;
  return await newPage(choices.below(256), old);
}

async function enter(
  page: Identity,
  room: Room,
  hello: string,
  letters: string,
): Promise<End> {
  const opened = await page.openHello(room.keys, hello);
  const created = opened.ok
    ? await page.openSession(room.keys, opened.hello)
    : opened;
  count(created.ok ? "session" : created.reason);
  if (!created.ok) return { page, session: null };
  const { session } = created;
  const record = recordOf(room.name, page.hello, session.peer);
  if (record.said.length > 0) count("session again");
  const said = Array.from(
    { length: MESSAGES },
    (_, i) => `${letters} ${i} ${"x".repeat(i * 150)}`,
  );
  record.said.push(...said);
  record.traffic.sealed.push(
    ...await Promise.all(said.map((text) => session.seal(text))),
  );
  return { page, session };
}

function sees(a: End, b: End): boolean {
  return a.session !== null &&
    compare(a.session.peer.bytes, b.page.hello.bytes) === 0;
}

/**
 * Lets the relay do its worst to what `to` hears while `from` speaks. Accepted
 * must be, byte by byte, what the page that `to` sees has sealed for it and
 * what it saw of it, later than all before; and all of that must be accepted.
 */
async function attackSide(
  relay: MaliciousRelay,
  choices: Choices,
  from: End,
  to: End,
  room: string,
): Promise<void> {
  if (to.session === null) return;
  const { hello } = to.page;
  const own = recordOf(room, hello, to.session.peer);
  const { said, traffic: honest } = recordOf(room, to.session.peer, hello);
  const { traffic } = from.session === null
    ? own
    : recordOf(room, from.page.hello, from.session.peer);
  const view = { inbound: traffic, outbound: own.traffic };
  let next = Math.max(0, traffic.sealed.length - MESSAGES);
  for (let i = 0; i < TRIES_PER_SIDE; i++) {
    const attack = choices.below(3) === 0
      ? "deliver next"
      : choices.of(MESSAGE_ATTACKS) ?? "deliver next";
    const isNext = /next/.test(attack);
    if (isNext && next >= traffic.sealed.length) continue;
    for (const data of relay.messages(attack, view, next)) {
      const place = honest.sealed.indexOf(data);
      const expected = place > own.heard ? said[place] ?? null : null;
      assertEquals(await to.session.open(data), expected, attack);
      own.heard = Math.max(own.heard, place);
      count(attack);
      count(expected === null ? "refused" : "accepted");
      count("tries");
    }
    if (isNext) next += attack === "swap next two" ? 2 : 1;
  }
}

async function attackHandshake(
  relay: MaliciousRelay,
  choices: Choices,
  room: Room,
  number: number,
): Promise<void> {
  const [a, b] = [
    await choosePage(room, choices),
    await choosePage(room, choices),
  ];
  const helloA = await a.sealHello(room.keys);
  const helloB = await b.sealHello(room.keys);
  relay.sawHello(room, helloA);
  relay.sawHello(room, helloB);
  const choose = () => {
    const attack = choices.below(3) > 0
      ? "nothing"
      : choices.of(HELLO_ATTACKS) ?? "nothing";
    count(`hello: ${attack}`);
    return attack;
  };
  const toA = await relay.hello(choose(), room, { own: helloA, peer: helloB });
  const toB = await relay.hello(choose(), room, { own: helloB, peer: helloA });
  const endA = await enter(a, room, toA, `a${number}`);
  const endB = await enter(b, room, toB, `b${number}`);
  if (sees(endA, endB) && sees(endB, endA)) count("sessions that fit");
  await attackSide(relay, choices, endA, endB, room.name);
  await attackSide(relay, choices, endB, endA, room.name);
  for (const { page, session } of [endA, endB]) {
    if (session === null) continue;
    relay.sawTraffic(recordOf(room.name, page.hello, session.peer).traffic);
  }
  room.pages.push(a, b);
}

Deno.test("a malicious relay gets nothing accepted, in 10,000 tries, but what the other side said", async () => {
  const choices = new Choices(chooseSeed());
  const relay = new MaliciousRelay(choices);
  const all = await rooms();
  for (let number = 0; number < HANDSHAKES; number++) {
    const room = choices.of(all);
    assert(room);
    await attackHandshake(relay, choices, room, number);
  }
  console.log(Object.fromEntries(tally));
  assertGreater(tally.get("tries") ?? 0, 10_000);
  // Every attack was made, and honest messages came through all of them.
  for (const attack of MESSAGE_ATTACKS) {
    if (attack !== "drop next") {
      assertGreater(tally.get(attack) ?? 0, 50, attack);
    }
  }
  for (const attack of HELLO_ATTACKS) {
    assertGreater(tally.get(`hello: ${attack}`) ?? 0, 5, attack);
  }
  for (const outcome of ["own", "unreadable", "session again"]) {
    assertGreater(tally.get(outcome) ?? 0, 0, outcome);
  }
  assertGreater(tally.get("accepted") ?? 0, 1_000);
  assertGreater(tally.get("refused") ?? 0, 1_000);
  assertGreater(tally.get("sessions that fit") ?? 0, HANDSHAKES / 4);
});
