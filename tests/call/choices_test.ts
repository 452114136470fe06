import { assert, assertEquals } from "@std/assert";
import { createChoices } from "../../call/choices.ts";
import { utf8Bytes } from "../../call/messages/graphemes.ts";
import { MAX_NAME_CHARS } from "../../call/messages/person_name.ts";
import { MAX_CARD_NAME_BYTES } from "../../sealing/card.ts";
import { FakeWorld } from "./fake_adapter.ts";

function choices(world = new FakeWorld()) {
  const told: string[] = [];
  const made = createChoices({
    adapter: world,
    onNamed: () => void told.push("name"),
    onWish: () => void told.push("wish"),
  });
  return { world, told, ...made };
}

Deno.test("createChoices() keeps each choice for the next visit, and tells whom it concerns", () => {
  const { world, told, model } = choices();
  model.setName("Sam");
  model.setRelayOnly(true);
  model.setSounds(false);
  assertEquals(told, ["name", "wish"]);
  const next = choices();
  next.restore(world.chosen);
  const { name, relayOnly, sounds } = next.model;
  assertEquals([name.value, relayOnly.value, sounds.value], [
    "Sam",
    true,
    false,
  ]);
  assertEquals(next.told, []);
});

Deno.test("createChoices() cuts a name that is longer than one may be", () => {
  const { world, model } = choices();
  model.setName("x".repeat(MAX_NAME_CHARS + 1));
  assertEquals(model.name.value.length, MAX_NAME_CHARS);
  assertEquals(world.chosen.name, model.name.value);
});

Deno.test("createChoices() keeps a name of whole graphemes that fits a card, and space at its end", () => {
  const { model } = choices();
  const family = "👩‍👩‍👧‍👦";
  model.setName(`Ann ${family.repeat(4)}`);
  assertEquals(model.name.value, `Ann ${family.repeat(3)}`);
  model.setName("Ann ");
  assertEquals(model.name.value, "Ann ");
  for (const letter of ["漢", "é", "🦊", family, "\ud83e", "z\u0301"]) {
    model.setName(letter.repeat(99));
    assert(utf8Bytes(model.name.value) <= MAX_CARD_NAME_BYTES, letter);
    assert(model.name.value.length <= MAX_NAME_CHARS, letter);
  }
});
