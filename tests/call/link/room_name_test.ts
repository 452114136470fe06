import { assertEquals, assertNotEquals } from "@std/assert";
import { fc } from "../../fast_check.ts";
import {
  madeWords,
  newRoomWords,
  parseRoomName,
} from "../../../call/link/room_name.ts";

Deno.test("parseRoomName() makes one name of what people type for it", () => {
  for (const typed of ["stand-up", " Stand Up ", "STAND_UP!", "stand--up/"]) {
    assertEquals(parseRoomName(typed), "stand-up");
  }
  assertEquals(parseRoomName("Übung 7"), "übung-7");
  assertEquals(parseRoomName("会議"), "会議");
});

Deno.test("parseRoomName() refuses what leaves no name, or too long a one", () => {
  for (const typed of ["", "  ", "…", "a".repeat(65)]) {
    assertEquals(parseRoomName(typed), null);
  }
});

Deno.test("parseRoomName() is stable, and lets nothing through but letters, digits, hyphens", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 80 }), (typed) => {
      const name = parseRoomName(typed);
      if (name === null) return;
      assertEquals(parseRoomName(name), name);
      assertEquals(name.replace(/[\p{L}\p{N}-]/gu, ""), "");
    }),
  );
});

Deno.test("newRoomWords() is readable, and a name that the parser keeps", () => {
  fc.assert(fc.property(fc.infiniteStream(fc.nat()), (numbers) => {
    const random = (limit: number) => Number(numbers.next().value) % limit;
    const words = newRoomWords(random);
    assertEquals(parseRoomName(`${words}-1234`), `${words}-1234`);
    assertEquals(madeWords(`${words}-1234`), words);
  }));
  assertNotEquals(newRoomWords(() => 0), newRoomWords(() => 1));
});

Deno.test("madeWords() knows names of private links from those that people type", () => {
  for (
    const name of ["standup", "brave-otter-41", "brave-otter", "team-blue-2026"]
  ) assertEquals(madeWords(name), null, name);
});
