export { strict as assert } from "node:assert";
