import { assertEquals } from "@std/assert";
import { createChoices } from "../../call/choices.ts";
import { MAX_NAME_CHARS } from "../../call/messages/peer_message.ts";
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
