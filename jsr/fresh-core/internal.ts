/**
 * What the generated `_fresh/server.js` and `_fresh/snapshot.js` import.
 *
 * @module
 */
import path from "node:path";
export { setBuildCache } from "./server/app.ts";
export { path };
export { IslandPreparer, ProdBuildCache } from "./server/build_cache.ts";
