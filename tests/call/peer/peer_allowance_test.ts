import { assert, assertEquals } from "@std/assert";
import { PeerAllowance } from "../../../call/peer/peer_allowance.ts";

Deno.test("PeerAllowance lets through what pages say", () => {
  const allowance = new PeerAllowance(0);
  // A chat said again at once, then ten messages a second for an hour.
  for (let i = 0; i < 500; i++) assert(allowance.message(0));
  for (let ms = 1_000; ms < 3_600_000; ms += 100) assert(allowance.message(ms));
  // A restart every 2.5 s for as long.
  for (let ms = 0; ms < 3_600_000; ms += 2_500) {
    assert(allowance.description(ms));
  }
  assertEquals(allowance.flooded, false);
});

Deno.test("PeerAllowance bounds a flood, and knows it for one", () => {
  const allowance = new PeerAllowance(0);
  let through = 0;
  for (let i = 0; i < 10_000; i++) {
    if (allowance.message(i / 10)) through++;
  }
  assert(through <= 700, `${through} messages in a second`);
  assert(allowance.flooded);
  let described = 0;
  for (let ms = 0; ms < 10_000; ms++) {
    if (allowance.description(ms)) described++;
  }
  assert(described <= 40, `${described} descriptions in ten seconds`);
});

Deno.test("stray() lets pass what was on its way of a file, and no flood", () => {
  const allowance = new PeerAllowance(0);
  // All that a window holds, in chunks of 16 KiB.
  for (let i = 0; i < 512; i++) assert(allowance.stray(0));
  let passed = 512;
  while (allowance.stray(0)) passed++;
  assertEquals(passed, 2_000);
  assert(allowance.stray(1_000));
});
