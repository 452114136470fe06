import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { readRoomPath } from "../../http/room_path.ts";

const at = (name: string) => readRoomPath(`/room/${name}`);

describe("readRoomPath()", () => {
  it("reads a name, and whether the path is the room's one address", () => {
    for (
      const [name, room, isCanonical] of [
        ["stand-up", "stand-up", true],
        ["k%C3%A4se", "käse", true],
        ["Stand%20Up", "stand-up", false],
        ["k%c3%a4se", "käse", false],
      ] as const
    ) {
      assertEquals(at(name), { ok: true, room, isCanonical }, name);
    }
  });

  it("reads what was escaped more than once", () => {
    for (const name of ["k%25C3%25A4se", "k%2525C3%2525A4se"]) {
      const path = { ok: true, room: "käse", isCanonical: false } as const;
      assertEquals(at(name), path, name);
    }
  });

  it("takes a percent sign that escapes nothing for one", () => {
    const path = { ok: true, room: "100％", isCanonical: false } as const;
    assertEquals(at("100%25"), path);
  });

  it("says why a name names no room", () => {
    const reasons = {
      "": "room-unnamed",
      "%ff": "room-unreadable",
      "%25E4": "room-unreadable",
      "%E2%80%A6": "room-without-letters",
      "---": "room-without-letters",
      ["-".repeat(70)]: "room-without-letters",
      ["a".repeat(70)]: "room-too-long",
      [encodeURIComponent("😀".repeat(70))]: "room-too-long",
    } as const;
    for (const [name, reason] of Object.entries(reasons)) {
      assertEquals(at(name), { ok: false, reason }, name);
    }
  });
});
