/**
 * The panel in which two people compare pictures.
 *
 * @module
 */
import type { CallPage } from "./call_page.ts";
import { NotYet, until } from "./until.ts";

/** The names of the four pictures that this person sees. */
export function picturesOf({ page }: CallPage): Promise<string[]> {
  return until(page, "four pictures", async () => {
    const names = await page.$$eval(
      '[aria-label="Pictures to compare"] > li',
      (items) => items.map((item) => item.textContent ?? ""),
    );
    if (names.length !== 4) throw new NotYet(`${names.length} pictures`);
    return names;
  });
}

/** Opens the panel by its button, and looks at the pictures. */
export async function lookAtPictures(
  one: CallPage,
  button: "Private link" | "Named room" | "Verified",
): Promise<string[]> {
  await one.click("button", button);
  return await picturesOf(one);
}
