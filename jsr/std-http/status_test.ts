import { assert, assertEquals } from "@std/assert";
import { STATUS_CODE } from "@std/http/status";
import { STATUS_CODES } from "node:http";

/** Node says RFC 7231's names. */
const RENAMED: Record<string, string> = {
  ContentTooLarge: "PayloadTooLarge",
};

Deno.test("STATUS_CODE has the registered code of every name", () => {
  for (const [name, code] of Object.entries(STATUS_CODE)) {
    const registered = STATUS_CODES[code];
    assert(registered !== undefined, name);
    assertEquals(registered.replaceAll(/[ -]/g, ""), RENAMED[name] ?? name);
  }
});
