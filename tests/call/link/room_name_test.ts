import { assertEquals, assertFalse, assertNotEquals } from "@std/assert";
import { withoutEscapedFragment } from "../../../http/mangled_link.ts";
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
  for (
    const typed of ["", "  ", "…", "\u200d", "\u0301", "<>", "a".repeat(65)]
  ) {
    assertEquals(parseRoomName(typed), null);
  }
});

Deno.test("parseRoomName() gives names that differ to a reader rooms of their own", () => {
  for (
    const names of [
      ["काम", "कीम", "कम"],
      ["ที่", "ทา", "ท"],
      ["c", "c++", "c#", "c%", "c&", "c@"],
      ["résumé", "resume"],
      ["😀", "🎉", "👍", "👍🏽", "👩‍💻", "👩💻"],
      ["می‌خواهم", "میخواهم"],
      ["5€", "5$", "5"],
      ["שָׁלוֹם", "שלום"],
    ]
  ) {
    const rooms = new Set(names.map(parseRoomName));
    assertFalse(rooms.has(null), names.join());
    assertEquals(rooms.size, names.length, [...rooms].join());
  }
});

Deno.test("parseRoomName() makes one name of spellings that look the same, and of what programs put around them", () => {
  const one = parseRoomName("résumé");
  for (
    const typed of [
      "re\u0301sume\u0301",
      "résumé)",
      "<résumé>",
      "**résumé**",
      "“Résumé”!",
      "résumé\u200b",
      "\u2066résumé\u2069",
      "résu\u00admé",
      "résumé\u200d",
    ]
  ) assertEquals(parseRoomName(typed), one, typed);
});

Deno.test("a room's name is never taken for a link whose # was escaped", () => {
  for (const typed of ["c#", "100%23", "#1", "%2523"]) {
    const path = `/room/${encodeURIComponent(parseRoomName(typed) ?? "")}`;
    assertEquals(withoutEscapedFragment(path), null, path);
  }
});

Deno.test("parseRoomName() is stable, and its names go through an address", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 80 }), (typed) => {
      const name = parseRoomName(typed);
      if (name === null) return;
      assertEquals(parseRoomName(name), name);
      assertEquals(decodeURIComponent(encodeURIComponent(name)), name);
      assertFalse(/[\s<>/?#%"]/.test(name), name);
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
