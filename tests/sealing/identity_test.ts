import {
  assert,
  assertEquals,
  assertFalse,
  assertNotEquals,
  assertRejects,
} from "@std/assert";
import {
  MAX_SESSIONS,
  newIdentity,
  newKeyPair,
} from "../../sealing/identity.ts";
import type { Identity } from "../../sealing/identity.ts";
import {
  handshake,
  newPage,
  privateRoom,
  sessionWith,
  withoutX25519,
} from "./meeting.ts";

const room = await privateRoom();

/** Lets `to` hear `from`. */
async function speak(from: Identity, to: Identity): Promise<void> {
  const [out, back] = await handshake(from, to, room);
  assertEquals(await back.open(await out.seal("hi")), "hi");
}

Deno.test("newIdentity() is another one each time, with the fingerprint given", async () => {
  const [a, b] = [await newPage(7), await newPage(7)];
  assertEquals(a.hello.fingerprint, new Uint8Array(32).fill(7));
  for (const part of ["id", "x25519", "p256"] as const) {
    assertNotEquals(a.hello[part], b.hello[part]);
  }
});

Deno.test("newIdentity() does without X25519, not without P-256", async () => {
  const { hello } = await newPage(1, withoutX25519);
  assertEquals(hello.x25519, null);
  assertEquals(hello.bytes.slice(17, 49), new Uint8Array(32));
  const nothing = () => Promise.reject(new TypeError("No curves"));
  await assertRejects(() => newPage(1, nothing), TypeError);
});

Deno.test("newIdentity() says whether only a relay will do, and whether to be asked first", async () => {
  for (const wishes of [0, 1, 2, 3]) {
    const relayOnly = wishes % 2 === 1;
    const asksFirst = wishes >= 2;
    const { hello } = await newIdentity(new Uint8Array(32), {
      relayOnly,
      asksFirst,
    });
    assertEquals(
      [hello.relayOnly, hello.asksFirst, hello.bytes.at(-1)],
      [relayOnly, asksFirst, wishes],
    );
  }
});

Deno.test("newIdentity() wants a SHA-256 fingerprint", async () => {
  await assertRejects(() => newIdentity(new Uint8Array(20)), RangeError);
});

Deno.test("newKeyPair() makes private keys that cannot be read", async () => {
  for (const curve of ["X25519", "P-256"] as const) {
    const { privateKey } = await newKeyPair(curve);
    await assertRejects(() => crypto.subtle.exportKey("pkcs8", privateKey));
  }
});

Deno.test("openSession() gives the same session for the same hello: no nonce is used twice", async () => {
  const [a, b] = [await newPage(1), await newPage(2)];
  const [first, second] = await Promise.all([
    sessionWith(a, b.hello, room),
    sessionWith(a, b.hello, room),
  ]);
  assert(first === second);
  assertEquals((await first.seal("1")).split(".")[0], "1");
  const later = await sessionWith(a, b.hello, room);
  assertEquals((await later.seal("2")).split(".")[0], "2");
});

Deno.test("openSession() refuses a page whose successor has been heard", async () => {
  const [a, before, after] = [
    await newPage(1),
    await newPage(2),
    await newPage(3),
  ];
  await speak(before, a);
  await speak(after, a);
  const again = await a.openSession(room, before.hello);
  assertEquals(again, { ok: false, reason: "superseded" });
  assert((await a.openSession(room, after.hello)).ok);
});

Deno.test("openSession() keeps a page as long as its successor is silent: it may be a replay", async () => {
  const [a, here, gone] = [
    await newPage(1),
    await newPage(2),
    await newPage(3),
  ];
  await speak(here, a);
  assertFalse((await sessionWith(a, gone.hello, room)).confirmed);
  await speak(here, a);
});

Deno.test("openSession() gives each session a nonce of its own", async () => {
  const [a, b, c] = [await newPage(1), await newPage(2), await newPage(3)];
  const reveals = await Promise.all([b, c].map(async (page) => {
    const [session, other] = await handshake(a, page, room);
    return session.comparison.reveal(await other.comparison.commitment());
  }));
  assert(reveals[0] !== null && reveals[0] !== reveals[1]);
});

Deno.test("openSession() ends after MAX_SESSIONS pages", async () => {
  const [a, b] = [await newPage(1), await newPage(2)];
  const first = b.hello;
  for (let i = 0; i < MAX_SESSIONS; i++) {
    const bytes = first.bytes.slice();
    bytes[114] = i;
    await sessionWith(a, { ...first, bytes }, room);
  }
  const refused = await a.openSession(room, (await newPage(3)).hello);
  assertEquals(refused, { ok: false, reason: "too-many" });
});
