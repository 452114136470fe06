import { assert, assertEquals, assertRejects } from "@std/assert";
import { agree } from "../../sealing/agreement.ts";
import { MAX_TEXT_BYTES } from "../../sealing/padding.ts";
import { createSession, MAX_SEALED_CHARS } from "../../sealing/session.ts";
import { MAX_DATA_CHARS } from "../../signalling/protocol.ts";
import { newKeyPair } from "../../sealing/identity.ts";
import { handshake, newPage, privateRoom, withoutX25519 } from "./meeting.ts";

async function pair() {
  return await handshake(
    await newPage(1),
    await newPage(2),
    await privateRoom(),
  );
}

Deno.test("Session opens what the other side sealed, in both directions", async () => {
  const [a, b] = await pair();
  for (const text of ["", "hello", "{}", "\uFEFF\0 é 🦊"]) {
    assertEquals(await b.open(await a.seal(text)), text);
    assertEquals(await a.open(await b.seal(text)), text);
  }
  assertEquals(a.refusals, { malformed: 0, repeated: 0, forged: 0 });
});

Deno.test("Session uses X25519 where both have it, and P-256 otherwise", async () => {
  const room = await privateRoom();
  for (
    const [old, curve] of [[undefined, "X25519"], [
      withoutX25519,
      "P-256",
    ]] as const
  ) {
    const [a, b] = await handshake(
      await newPage(1),
      await newPage(2, old),
      room,
    );
    assertEquals([a.curve, b.curve], [curve, curve]);
    assertEquals(await b.open(await a.seal("hi")), "hi");
    assertEquals(await a.open(await b.seal("hi")), "hi");
  }
});

Deno.test("seal() numbers calls in their order, and answers in it", async () => {
  const [a, b] = await pair();
  const answered: number[] = [];
  const texts = Array.from(
    { length: 40 },
    (_, i) => `${i} `.repeat(i % 3 === 0 ? 2_000 : 1),
  );
  const sealed = await Promise.all(
    texts.map((text, i) =>
      a.seal(text).then((data) => {
        answered.push(i);
        return data;
      })
    ),
  );
  assertEquals(answered, texts.map((_, i) => i));
  assertEquals(
    sealed.map((data) => data.split(".")[0]),
    texts.map((_, i) => `${i + 1}`),
  );
  const opened: number[] = [];
  const results = await Promise.all(
    sealed.map((data, i) =>
      b.open(data).then((text) => {
        opened.push(i);
        return text;
      })
    ),
  );
  assertEquals(results, texts);
  assertEquals(opened, answered);
});

Deno.test("seal() shows only the length in steps of 1 KiB", async () => {
  const [a] = await pair();
  const bytes = async (text: string) =>
    (await a.seal(text)).replace(/^\d+\./, "").length;
  assertEquals(await bytes(""), await bytes("x".repeat(1020)));
  assertEquals(await bytes("x".repeat(1021)), await bytes("x".repeat(2044)));
});

Deno.test("seal() fits its longest text into a signalling message, and refuses a longer one", async () => {
  const [a, b] = await pair();
  const longest = "x".repeat(MAX_TEXT_BYTES);
  await assertRejects(() => a.seal(`${longest}x`), RangeError);
  const sealed = await a.seal(longest);
  assert(sealed.startsWith("1."), "a refused text takes no number");
  assert(sealed.length + 15 <= MAX_DATA_CHARS);
  assertEquals(await b.open(sealed), longest);
});

Deno.test("open() takes each message once, and none after a later one", async () => {
  const [a, b] = await pair();
  const [first, second, third] = [
    await a.seal("1"),
    await a.seal("2"),
    await a.seal("3"),
  ];
  assertEquals(await b.open(first), "1");
  assertEquals(await b.open(first), null);
  assertEquals(await b.open(third), "3");
  assertEquals(await b.open(second), null);
  assertEquals(b.refusals, { malformed: 0, repeated: 2, forged: 0 });
});

Deno.test("open() is not moved on by a forged number", async () => {
  const [a, b] = await pair();
  const sealed = await a.seal("1");
  const [, body] = sealed.split(".");
  assertEquals(await b.open(`2.${body}`), null);
  assertEquals(await b.open(`9007199254740991.${body}`), null);
  assertEquals(await b.open(sealed), "1");
  assertEquals(b.refusals, { malformed: 0, repeated: 0, forged: 2 });
});

Deno.test("open() refuses what is not written as seal() writes it", async () => {
  const [a, b] = await pair();
  const sealed = await a.seal("hi");
  const [, body = ""] = sealed.split(".");
  const malformed = [
    "",
    ".",
    body,
    `.${body}`,
    `0.${body}`,
    `01.${body}`,
    `+1.${body}`,
    `1e0.${body}`,
    `-1.${body}`,
    ` ${sealed}`,
    `${sealed}\n`,
    `${sealed}=`,
    `1.${body}.`,
    `1.`,
    `9007199254740992.${body}`,
    `99999999999999999.${body}`,
    "1." + "A".repeat(MAX_SEALED_CHARS - 1),
  ];
  for (const data of malformed) assertEquals(await b.open(data), null, data);
  assertEquals(b.refusals, {
    malformed: malformed.length,
    repeated: 0,
    forged: 0,
  });
  assertEquals(await b.open(sealed), "hi");
});

Deno.test("open() refuses a message that went back to its sender", async () => {
  const [a] = await pair();
  assertEquals(await a.open(await a.seal("hi")), null);
  assertEquals(a.refusals.forged, 1);
});

Deno.test("Sessions of the same pages in another room do not fit", async () => {
  const [a, b] = [await newPage(1), await newPage(2)];
  const [here] = await handshake(a, b, await privateRoom(1));
  const [, there] = await handshake(a, b, await privateRoom(2));
  assertEquals(await there.open(await here.seal("hi")), null);
});

Deno.test("Sessions do not fit when either saw another fingerprint, or fewer keys", async () => {
  const room = await privateRoom();
  const [a, b] = [await newPage(1), await newPage(2)];
  const changes = {
    fingerprint: { bytes: b.hello.bytes.map((x, i) => i >= 114 ? x ^ 1 : x) },
    downgrade: {
      x25519: null,
      bytes: b.hello.bytes.map((x, i) => i >= 17 && i < 49 ? 0 : x),
    },
  };
  for (const [name, change] of Object.entries(changes)) {
    const seen = await a.openSession(room, { ...b.hello, ...change });
    const other = await b.openSession(room, a.hello);
    assert(seen.ok && other.ok);
    assertEquals(
      await other.session.open(await seen.session.seal("hi")),
      null,
      name,
    );
    assertEquals(
      await seen.session.open(await other.session.seal("hi")),
      null,
      name,
    );
  }
});

Deno.test("createSession() refuses oneself and keys that are none", async () => {
  const room = await privateRoom();
  const [a, b, old] = [
    await newPage(1),
    await newPage(2),
    await newPage(3, withoutX25519),
  ];
  assertEquals(await a.openSession(room, a.hello), {
    ok: false,
    reason: "own",
  });
  const onX25519 = (key: Uint8Array<ArrayBuffer>) => ({
    ...b.hello,
    x25519: key,
  });
  const one = new Uint8Array(32);
  one[0] = 1;
  // RFC 7748 § 6.1: points of small order give zero. p, p + 1 and p − 1 too.
  const p = new Uint8Array(32).fill(255);
  p[31] = 127;
  const near = (low: number) => p.map((byte, i) => i === 0 ? low : byte);
  for (const key of [one, near(0xed), near(0xee), near(0xec)]) {
    const peer = { ...onX25519(key), bytes: key };
    assertEquals(await a.openSession(room, peer), {
      ok: false,
      reason: "bad-key",
    });
  }
  const offCurve = b.hello.p256.slice();
  offCurve[40] = (offCurve[40] ?? 0) ^ 1;
  const zero = new Uint8Array(65);
  zero[0] = 4;
  for (const p256 of [offCurve, zero, new Uint8Array(65).fill(255)]) {
    const peer = { ...b.hello, p256, bytes: p256 };
    assertEquals(await old.openSession(room, peer), {
      ok: false,
      reason: "bad-key",
    });
  }
});

Deno.test("agree() refuses a shared secret of zeros, where the browser lets it pass", async () => {
  const { privateKey } = await newKeyPair("X25519");
  const { hello } = await newPage();
  const keys = { x25519: privateKey, p256: privateKey };
  const { deriveBits } = crypto.subtle;
  crypto.subtle.deriveBits = () => Promise.resolve(new ArrayBuffer(32));
  try {
    assertEquals(await agree("X25519", keys, hello), null);
  } finally {
    crypto.subtle.deriveBits = deriveBits;
  }
  assert(await agree("X25519", keys, hello) !== null);
});

Deno.test("createSession() mixes the room's secret in: keys alone are not enough", async () => {
  const room = await privateRoom(1);
  const { psk } = await privateRoom(2);
  const [a, b] = [await newPage(1), await newPage(2)];
  const right = await a.openSession(room, b.hello);
  const wrong = await b.openSession({ ...room, psk }, a.hello);
  assert(right.ok && wrong.ok);
  assertEquals(await wrong.session.open(await right.session.seal("hi")), null);
});

Deno.test("createSession() wants a nonce of 32 bytes", async () => {
  const [a, b] = [await newPage(1), await newPage(2)];
  const room = await privateRoom();
  const { privateKey } = await newKeyPair("X25519");
  const keys = { x25519: privateKey, p256: privateKey };
  await assertRejects(
    () =>
      createSession({
        room,
        own: { hello: a.hello, keys },
        peer: b.hello,
        comparisonNonce: new Uint8Array(31),
      }),
    RangeError,
  );
});
