import { assert, assertEquals } from "@std/assert";
import { newPrivateLink, readLink } from "../../../call/link/call_link.ts";
import { fc } from "../../fast_check.ts";

const SECRET = Uint8Array.from({ length: 16 }, (_, i) => i * 17);
const LINK = await newPrivateLink("brave-otter", SECRET);

function read(room: string, fragment: string) {
  return readLink({ room, fragment, mangled: false });
}

Deno.test("newPrivateLink() makes a link that readLink() opens", async () => {
  const found = await read(LINK.room, LINK.fragment);
  assertEquals(found, {
    source: { kind: "private", secret: SECRET },
    fragment: LINK.fragment,
    mangled: false,
  });
});

Deno.test("readLink() takes a name without a secret for a named room", async () => {
  for (const room of ["standup", "brave-otter-41", "会議"]) {
    assertEquals(await read(room, ""), {
      source: { kind: "named", name: room },
      fragment: "",
      mangled: false,
    });
  }
});

Deno.test("readLink() opens a private link with a name that somebody typed", async () => {
  const found = await read("standup", LINK.fragment);
  assert(typeof found === "object" && found.source.kind === "private");
});

Deno.test("readLink() opens a link with something after its secret, where the name proves the secret or the rest is none of it", async () => {
  for (const rest of [")", "**", "?fbclid=x", "%3E", "_", "and-so-on"]) {
    const found = await read(LINK.room, LINK.fragment + rest);
    assert(typeof found === "object", rest);
    assertEquals(found.fragment, LINK.fragment);
  }
  assert(typeof await read("standup", `${LINK.fragment})`) === "object");
  assertEquals(await read("standup", `${LINK.fragment}_`), "link-damaged");
  const other = LINK.room.replace(/\d+$/, (number) => `${Number(number) ^ 1}`);
  assertEquals(await read(other, `${LINK.fragment})`), "link-damaged");
});

Deno.test("readLink() says what a broken link has lost", async () => {
  assertEquals(await read(LINK.room, ""), "link-truncated");
  assertEquals(await read("standup", "1"), "link-truncated");
  assertEquals(await read("standup", "nonsense"), "link-damaged");
  assertEquals(await read("standup", "2.whatever"), "link-other-version");
});

Deno.test("readLink() opens hardly a link in 9,000 that Duet made and something changed", async () => {
  const whole = `${LINK.room}#${LINK.fragment}`;
  let opened = 0, tries = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.nat(whole.length - 1),
      fc.constantFrom(..."abcdefghijklmnopqrstuvwxyzABCDEFGHIJ0123456789-_."),
      fc.constantFrom("replace", "cut", "insert", "truncate"),
      async (at, letter, how) => {
        const [before, after] = [whole.slice(0, at), whole.slice(at + 1)];
        const changed = how === "replace"
          ? before + letter + after
          : how === "cut"
          ? before + after
          : how === "insert"
          ? before + letter + whole.slice(at)
          : before;
        const [room = "", fragment = ""] = changed.split("#");
        // Another name is another room, which no link was for.
        if (changed === whole || !/^[a-z]+-[a-z]+-\d{4}$/.test(room)) return;
        tries++;
        const found = await read(room, fragment);
        // A name with other words was not made here, but perhaps typed.
        if (typeof found === "object" && /^brave-otter-/.test(room)) opened++;
      },
    ),
    { numRuns: 2000 },
  );
  assert(tries > 500, `${tries} tries`);
  // A third of one is expected: four would be a chance of one in 2,000.
  assert(opened < 4, `${opened} of ${tries} opened`);
});
