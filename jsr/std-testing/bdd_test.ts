import { assertEquals } from "@std/assert";
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  it,
} from "@std/testing/bdd";

const log: string[] = [];

describe("describe() runs hooks around its tests", () => {
  beforeAll(() => void log.push("all"));
  beforeEach(() => void log.push("each"));
  afterEach(() => void log.push("after each"));
  afterAll(() => void log.push("after all"));
  it("first", () => void log.push("first"));
  describe("with a group inside", () => {
    beforeEach(() => void log.push("inner each"));
    afterEach(() => void log.push("inner after"));
    it("second", async () => {
      await Promise.resolve();
      log.push("second");
    });
  });
});

it("it() runs after what was registered before it", () => {
  assertEquals(log, [
    ...["all", "each", "first", "after each"],
    ...["each", "inner each", "second", "inner after", "after each"],
    "after all",
  ]);
});
