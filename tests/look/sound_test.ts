import { assert } from "@std/assert";
import { SOUNDS, VOICE } from "../../look/sound.ts";

Deno.test("SOUNDS are short and quiet, and their voices together do not clip", () => {
  for (const [name, notes] of Object.entries(SOUNDS)) {
    const ends = notes.map(({ atMs, lastsMs }) => atMs + lastsMs);
    assert(Math.max(...ends) <= 1_000, `${name} is over within a second`);
    const loudest = notes.reduce((sum, { gain }) => sum + gain, 0);
    assert(loudest <= 0.5, `${name} is quiet`);
    for (const { frequencyHz, lastsMs } of notes) {
      assert(frequencyHz > 200 && frequencyHz < 2_000, `${name} is not shrill`);
      assert(lastsMs > VOICE.attackMs, `${name} fades after its attack`);
    }
  }
});
