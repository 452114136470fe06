import { assertEquals } from "@std/assert";
import {
  authorWords,
  nameWords,
  themWords,
} from "../../../components/words/them.ts";

/** Read as the page's word for whoever reads it. */
const READ_AS_YOU = [
  "You",
  "you",
  "YOU",
  " You ",
  "Y o u",
  "Y.o.u.",
  "You:",
  "You.",
  "“You”",
  "You (not delivered)",
  "You · 12:00",
  "You: I accept.",
  "✓You",
  "12:00 You: yes",
  "Ｙｏｕ",
  "𝐘𝐨𝐮",
  "Ⓨⓞⓤ",
  "🇾🇴🇺",
  "Yоu",
  "Υοu",
  "Yoս",
  "Y0u",
  "Yo\u0332u",
  "Y\u200bou",
  "You\u3164",
];
const OTHERS = [
  "Sam",
  "Youssef",
  "Young",
  "Bayou",
  "You Jin",
  "Your Majesty",
  "Lou",
  "Yu",
  "Юля",
  "Yoyo",
  "می‌خواهم",
  "👩‍👩‍👧‍👦",
  "Nobody Home",
];

Deno.test("authorWords() never calls the other person as it calls who reads", () => {
  assertEquals(authorWords("self", "Sam"), "You");
  assertEquals(authorWords("peer", "Sam"), "Sam");
  assertEquals(authorWords("peer", ""), "They");
  for (const name of READ_AS_YOU) {
    assertEquals(authorWords("peer", name), `“${name}” (the other person)`);
  }
});

Deno.test("nameWords() leaves all other names as they are", () => {
  for (const name of OTHERS) assertEquals(nameWords(name, "Somebody"), name);
});

Deno.test("nameWords() does not let a name say that nobody is there", () => {
  for (const name of ["Nobody", "nobody", "NOBODY ", "Nоbody"]) {
    assertEquals(nameWords(name, "Somebody"), `“${name}” (the other person)`);
  }
});

Deno.test("nameWords() takes a name that shows nothing for none", () => {
  for (const name of ["", "\u200b", "\u3164", "\u2800", "\u0301"]) {
    assertEquals(nameWords(name, "Somebody"), "Somebody");
    assertEquals(themWords(name), "the other person");
  }
});
