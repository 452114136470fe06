/**
 * Every state, at every size, with small and large letters and with names of
 * ordinary and of great length, in two browsers: prints what is cut, covered or
 * out of reach. Needs Debian's firefox-esr; `deno task layout chromium` does not.
 *
 * @module
 */
import { layoutFaults } from "./harness/layout_faults.ts";
import { LONG_NAME, MATRIX_LOOKS, wear } from "./harness/looks.ts";
import { tour } from "./harness/tour.ts";

if (import.meta.main) {
  let [states, faults] = [0, 0];
  const browsers = (["chromium", "firefox"] as const)
    .filter((browser) => Deno.args.length === 0 || Deno.args.includes(browser));
  for (const browser of browsers) {
    for (const peerName of ["Bert", LONG_NAME]) {
      for await (const { state, page } of tour({ browser, peerName })) {
        states++;
        for (const look of MATRIX_LOOKS) {
          await wear(page, look);
          for (const fault of await layoutFaults(page, look)) {
            faults++;
            console.error(
              `${browser}, ${peerName}, ${state}, ${look.name}: ${fault}`,
            );
          }
        }
        await wear(page, { name: "usual", width: 1280, height: 800 });
      }
    }
  }
  console.log(
    `${states} states in ${MATRIX_LOOKS.length} looks: ${faults} faults`,
  );
  if (faults > 0) Deno.exit(1);
}
