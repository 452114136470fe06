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

Deno.test("Acquaintance.recognise() keeps the pictures of the same certificate, and forgets those of another", () => {
  const other = new Acquaintance();
  other.recognise("one");
  other.picture(PICTURES);
  other.recognise("one");
  assertEquals(other.proof.value, { pictures: PICTURES, fingerprint: "one" });
  other.recognise("two");
  assertEquals(other.proof.value, { pictures: null, fingerprint: "two" });
});

Deno.test("Acquaintance.forget() leaves nothing of whoever was there", () => {
  const other = new Acquaintance();
  other.recognise("one");
  other.picture(PICTURES);
  other.meet({ person: "tab", name: "Sam", camera: false });
  other.forget();
  const nobody = new Acquaintance();
  assertEquals(other.remote.value, nobody.remote.value);
  assertEquals(other.proof.value, nobody.proof.value);
});
