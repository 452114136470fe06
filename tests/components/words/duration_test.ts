import { assertEquals } from "@std/assert";
import {
  clockText,
  durationWords,
} from "../../../components/words/duration.ts";

const MINUTE = 60_000, HOUR = 60 * MINUTE;

Deno.test("durationWords() is in whole minutes, as one would say it", () => {
  assertEquals(durationWords(0), "less than a minute");
  assertEquals(durationWords(MINUTE - 1), "less than a minute");
  assertEquals(durationWords(MINUTE), "1 minute");
  assertEquals(durationWords(12 * MINUTE + 59_999), "12 minutes");
  assertEquals(durationWords(HOUR), "1 hour");
  assertEquals(durationWords(2 * HOUR + MINUTE), "2 hours and 1 minute");
});

Deno.test("clockText() shows hours only once there are some", () => {
  assertEquals(clockText(0), "0:00");
  assertEquals(clockText(67_999), "1:07");
  assertEquals(clockText(HOUR + 4 * MINUTE + 7_000), "1:04:07");
});
