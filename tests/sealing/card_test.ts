import { assert, assertEquals, assertRejects } from "@std/assert";
import {
  concat,
  decodeBase64Url,
  encodeBase64Url,
} from "../../sealing/bytes.ts";
import { MAX_CARD_NAME_BYTES, openCard, sealCard } from "../../sealing/card.ts";
import { deriveRoomKeys } from "../../sealing/key_schedule.ts";
import { MAX_NAME_CHARS } from "../../call/messages/person_name.ts";
import { privateRoom } from "./meeting.ts";

const room = await privateRoom();
const newIv = () => crypto.getRandomValues(new Uint8Array(12));

/** Seals what no page would. */
async function seal(plaintext: Uint8Array<ArrayBuffer>): Promise<string> {
  const iv = newIv();
  const additionalData = concat("duet1 card", room.roomKey);
  const sealed = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv, additionalData },
    room.cardKey,
    plaintext,
  );
  return encodeBase64Url(concat(iv, new Uint8Array(sealed)));
}

Deno.test("openCard() reads what sealCard() wrote, and all cards look alike", async () => {
  for (const name of ["", "Nora", "\uFEFFé 🦊", "漢".repeat(MAX_NAME_CHARS)]) {
    const sealed = await sealCard(room, name, newIv());
    assertEquals(sealed.length, 208);
    assertEquals(await openCard(room, sealed), name);
  }
});

Deno.test("sealCard() refuses a name that does not fit", async () => {
  await assertRejects(
    () => sealCard(room, "x".repeat(MAX_CARD_NAME_BYTES + 1), newIv()),
    RangeError,
  );
});

Deno.test("openCard() reads nothing of another room, or changed in a bit", async () => {
  const sealed = await sealCard(room, "Nora", newIv());
  const others = [
    await privateRoom(2),
    await deriveRoomKeys({ kind: "named", name: "standup" }),
    { ...room, roomKey: (await privateRoom(2)).roomKey },
  ];
  for (const other of others) assertEquals(await openCard(other, sealed), null);
  const bytes = decodeBase64Url(sealed);
  assert(bytes !== null);
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const changed = bytes.slice();
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    assertEquals(await openCard(room, encodeBase64Url(changed)), null);
  }
});

Deno.test("openCard() reads nothing that no page would write", async () => {
  const good = new Uint8Array(128);
  good.set([1, 1, 65]);
  assertEquals(await openCard(room, await seal(good)), "A");
  const changed = (...bytes: number[]) => {
    const card = good.slice();
    card.set(bytes);
    return card;
  };
  for (
    const card of [
      good.slice(1),
      concat(good, "x"),
      new Uint8Array(),
      changed(2),
      changed(1, 0),
      changed(1, 127),
      changed(1, 255),
      changed(1, 1, 255),
    ]
  ) assertEquals(await openCard(room, await seal(card)), null);
  for (const text of ["", "A", "Nora", "="]) {
    assertEquals(await openCard(room, text), null);
  }
});
