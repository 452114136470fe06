import { assertEquals } from "@std/assert";
import {
  noticeWords,
  UNREMARKABLE,
} from "../../../components/words/gestures.ts";

const sam = { ...UNREMARKABLE, name: "Sam" };

Deno.test("noticeWords() says what has changed, and nothing else", () => {
  const raised = { ...sam, hand: true };
  assertEquals(noticeWords(sam, sam), "");
  assertEquals(noticeWords(sam, raised), "Sam raised their hand");
  assertEquals(noticeWords(raised, raised), "");
  assertEquals(noticeWords(raised, sam), "Sam lowered their hand");
  assertEquals(
    noticeWords(sam, { ...sam, microphone: false, camera: false }),
    "Sam is muted and has no camera on",
  );
  assertEquals(
    noticeWords({ ...sam, microphone: false }, { ...sam, screen: true }),
    "Sam can be heard again and shares their screen",
  );
});

Deno.test("noticeWords() tells each reaction once, and not that it has gone", () => {
  const first = { ...sam, reaction: { id: 1, reaction: "heart" as const } };
  const second = { ...sam, reaction: { id: 2, reaction: "heart" as const } };
  assertEquals(noticeWords(sam, first), "Sam sends a heart");
  assertEquals(noticeWords(first, first), "");
  assertEquals(noticeWords(first, second), "Sam sends a heart");
  assertEquals(noticeWords(second, sam), "");
});

Deno.test("noticeWords() has a word for who gave no name", () => {
  assertEquals(
    noticeWords(UNREMARKABLE, { ...UNREMARKABLE, hand: true }),
    "The other person raised their hand",
  );
});
