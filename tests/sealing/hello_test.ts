import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  concat,
  decodeBase64Url,
  encodeBase64Url,
} from "../../sealing/bytes.ts";
import { composeHello } from "../../sealing/hello.ts";
import { deriveRoomKeys, type RoomKeys } from "../../sealing/key_schedule.ts";
import { newPage, privateRoom } from "./meeting.ts";

async function seal(room: RoomKeys, bytes: Uint8Array<ArrayBuffer>) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const additionalData = concat("duet1 hello", room.roomKey);
  const sealed = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv, additionalData },
    room.helloKey,
    bytes,
  );
  return encodeBase64Url(concat(iv, new Uint8Array(sealed)));
}

Deno.test("openHello() opens what the other page sealed", async () => {
  const room = await privateRoom();
  const [a, b] = [await newPage(1), await newPage(2)];
  const sealed = await a.sealHello(room);
  assertEquals(sealed.length, 234);
  assertEquals(await b.openHello(room, sealed), { ok: true, hello: a.hello });
  assert(sealed !== await a.sealHello(room), "the IV is new each time");
});

Deno.test("openHello() refuses the page's own hello", async () => {
  const room = await privateRoom();
  const a = await newPage();
  const opened = await a.openHello(room, await a.sealHello(room));
  assertEquals(opened, { ok: false, reason: "own" });
});

Deno.test("openHello() cannot read the hello of another room", async () => {
  const [a, b] = [await newPage(), await newPage()];
  const sealed = await a.sealHello(await privateRoom(1));
  const others = [
    await privateRoom(2),
    await deriveRoomKeys({ kind: "named", name: "standup" }),
    // The same key in another room.
    { ...await privateRoom(1), roomKey: (await privateRoom(2)).roomKey },
  ];
  for (const room of others) {
    const opened = await b.openHello(room, sealed);
    assertEquals(opened, { ok: false, reason: "unreadable" });
  }
});

Deno.test("openHello() notices every changed bit", async () => {
  const room = await privateRoom();
  const [a, b] = [await newPage(), await newPage()];
  const bytes = decodeBase64Url(await a.sealHello(room));
  assert(bytes !== null);
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const changed = bytes.slice();
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    const opened = await b.openHello(room, encodeBase64Url(changed));
    assertEquals(opened, { ok: false, reason: "unreadable" }, `bit ${bit}`);
  }
});

Deno.test("openHello() names what is wrong with what it can read", async () => {
  const room = await privateRoom();
  const [a, b] = [await newPage(), await newPage()];
  const good = a.hello.bytes;
  const newer = concat(Uint8Array.of(2), good.slice(1), "and more");
  const compressed = good.slice();
  compressed[49] = 2;
  // A wish that is not known must not be passed over.
  const wishful = good.slice();
  wishful[146] = 4;
  const cases = [
    [await seal(room, newer), "other-version"],
    [await seal(room, Uint8Array.of(2)), "other-version"],
    [await seal(room, good.slice(0, -1)), "malformed"],
    [await seal(room, concat(good, "x")), "malformed"],
    [await seal(room, compressed), "malformed"],
    [await seal(room, wishful), "malformed"],
    [await seal(room, new Uint8Array()), "malformed"],
    [await seal(room, new Uint8Array(5000)), "malformed"],
    ["", "malformed"],
    ["{}", "malformed"],
    [(await seal(room, good)) + "=", "malformed"],
  ] as const;
  for (const [data, reason] of cases) {
    assertEquals(await b.openHello(room, data), { ok: false, reason });
  }
});

Deno.test("composeHello() wants parts of the right length", async () => {
  const { hello } = await newPage();
  assertEquals(composeHello(hello).bytes, hello.bytes);
  for (const part of ["id", "x25519", "p256", "fingerprint"] as const) {
    const short = { ...hello, [part]: hello[part]?.slice(1) };
    assertThrows(() => composeHello(short), RangeError);
  }
  // Lengths that add up are not enough.
  const shifted = {
    id: hello.bytes.slice(0, 15),
    fingerprint: new Uint8Array(33),
  };
  assertThrows(() => composeHello({ ...hello, ...shifted }), RangeError);
});
