/**
 * All figures, as Markdown for `docs/NUMBERS.md`: `deno task bench`.
 *
 * @module
 */
import { joinTable } from "./join.ts";
import { sizeTable } from "./size.ts";
import { startTable } from "./start.ts";

const { deno } = Deno.version;
console.log(`Deno ${deno}, ${navigator.hardwareConcurrency} cores.`);
// One after the other: each has the machine to itself.
for (const measure of [joinTable, startTable, sizeTable]) {
  console.log(`\n${await measure()}`);
}
