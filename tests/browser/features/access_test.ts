import { assert, assertEquals } from "@std/assert";
import { axeViolations } from "../harness/axe.ts";
import { layoutFaults } from "../harness/layout_faults.ts";
import {
  FITTED_LOOKS,
  JUDGED_LOOKS,
  type Look,
  wear,
} from "../harness/looks.ts";
import { tour } from "../harness/tour.ts";

type Judge = (look: Look) => Promise<string[]>;

Deno.test("every state is open to everyone, at every size and in every colour", async (t) => {
  let stops = 0;
  for await (const { state, page } of tour()) {
    stops++;
    await t.step(state, async () => {
      const faults: string[] = [];
      const judge = async (looks: readonly Look[], judgement: Judge) => {
        for (const look of looks) {
          await wear(page, look);
          for (const fault of await judgement(look)) {
            faults.push(`${look.name}: ${fault}`);
          }
        }
      };
      await judge(JUDGED_LOOKS, (look) => axeViolations(page, look));
      await judge(FITTED_LOOKS, (look) => layoutFaults(page, look));
      const [usual] = FITTED_LOOKS;
      if (usual) await wear(page, usual);
      assertEquals(faults, []);
    });
  }
  assert(stops > 25);
});
