import { assertEquals } from "@std/assert";
import { Acquaintance } from "../../call/acquaintance.ts";

const PICTURES = [{ emoji: "🦊", name: "fox" }];

Deno.test("Acquaintance.meet() takes what they say, keeps the rest, and leaves out what a page has no business with", () => {
  const other = new Acquaintance();
  other.meet({ person: "tab", name: "Sam" });
  const more = { type: "media", microphone: false, verified: true };
  other.meet(more);
  assertEquals(other.remote.value, {
    streams: null,
    person: "tab",
    name: "Sam",
    microphone: false,
    camera: true,
    screen: false,
  });
});

const ONE = {
  page: "page",
  fingerprint: "one",
  transcript: "session",
  paired: false,
};
const NEXT = { ...ONE, transcript: "next session" };

Deno.test("Acquaintance.recognise() keeps the pictures of the same session, and forgets those of another", () => {
  const other = new Acquaintance();
  other.recognise(ONE);
  other.picture(PICTURES);
  other.recognise(ONE);
  assertEquals(other.proof.value, {
    pictures: PICTURES,
    fingerprint: "one",
    transcript: "session",
    isProven: false,
  });
  other.recognise(NEXT);
  assertEquals(other.proof.value, {
    pictures: null,
    fingerprint: "one",
    transcript: "next session",
    isProven: false,
  });
});

Deno.test("Acquaintance.prove() holds for the session in which the two compare, and a pair secret for the next", () => {
  const other = new Acquaintance();
  other.recognise(ONE);
  other.prove();
  other.recognise(ONE);
  assertEquals(other.proof.value.isProven, true);
  // The certificate is the same, which anyone can claim.
  other.recognise(NEXT);
  assertEquals(other.proof.value.isProven, false);
  other.recognise({ ...NEXT, paired: true });
  assertEquals(other.proof.value.isProven, true);
});

Deno.test("Acquaintance.forget() leaves nothing of whoever was there", () => {
  const other = new Acquaintance();
  other.recognise({ ...ONE, paired: true });
  other.picture(PICTURES);
  other.meet({ person: "tab", name: "Sam", camera: false });
  other.forget();
  const nobody = new Acquaintance();
  assertEquals(other.remote.value, nobody.remote.value);
  assertEquals(other.proof.value, nobody.proof.value);
});
