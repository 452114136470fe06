/**
 * Unpacks the headless shell from its npm package into `TMPDIR`. Run as a
 * process of its own by `chromium.ts`, because the package takes the folder
 * from the environment and a half-written file there for a whole one.
 *
 * @module
 */
import chromium from "@sparticuz/chromium";

await chromium.executablePath();
