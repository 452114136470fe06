import { assert, assertEquals, assertFalse } from "@std/assert";
import {
  isErrorStatus,
  isStatus,
  STATUS_CODE,
  STATUS_TEXT,
} from "@std/http/status";
import { STATUS_CODES } from "node:http";

Deno.test("STATUS_TEXT has the text of every STATUS_CODE", () => {
  const codes = Object.values(STATUS_CODE);
  assertEquals(Object.keys(STATUS_TEXT).map(Number), codes);
  // Node still says RFC 7231's "Payload Too Large".
  for (const code of codes.filter((code) => code !== 413)) {
    assertEquals(STATUS_TEXT[code], STATUS_CODES[code]);
  }
});

Deno.test("isErrorStatus() is true from 400 on, for known codes only", () => {
  assert(isErrorStatus(STATUS_CODE.NotFound));
  assertFalse(isErrorStatus(STATUS_CODE.NotModified));
  assertFalse(isErrorStatus(499));
  assertFalse(isStatus(200.5));
});
