import { assert, assertEquals } from "@std/assert";
import { layoutFaults } from "../harness/layout_faults.ts";
import { LONG_NAME, MATRIX_LOOKS, wear } from "../harness/looks.ts";
import { tour } from "../harness/tour.ts";

/** How many looks each state gets; all of them are `deno task layout`. */
const LOOKS_PER_STATE = 3;

/** Numbers below 2³² that follow from a seed (a linear congruential generator). */
function* numbers(seed: number): Generator<number, never> {
  for (let state = seed >>> 0;;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state;
  }
}

Deno.test("nothing is cut, covered or out of reach in a sample of sizes, letters and names", async () => {
  const seed = Number(Deno.env.get("LAYOUT_SEED") ?? Date.now() % 1_000_000);
  console.log(`LAYOUT_SEED=${seed}`);
  const random = numbers(seed);
  // The lowest bits of such numbers repeat soon.
  const draw = (limit: number) =>
    Math.floor(random.next().value / 2 ** 32 * limit);
  const peerName = draw(3) === 0 ? "Bert" : LONG_NAME;
  const faults: string[] = [];
  let states = 0;
  for await (const { state, page } of tour({ peerName })) {
    states++;
    const looks = [...MATRIX_LOOKS];
    for (let drawn = 0; drawn < LOOKS_PER_STATE; drawn++) {
      const [look] = looks.splice(draw(looks.length), 1);
      assert(look);
      await wear(page, look);
      for (const fault of await layoutFaults(page, look)) {
        faults.push(`${state}, ${look.name}: ${fault}`);
      }
    }
    await wear(page, { name: "usual", width: 1280, height: 800 });
  }
  assert(states > 25);
  assertEquals(faults, [], `LAYOUT_SEED=${seed}, with ${peerName}`);
});
