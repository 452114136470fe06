import {
  assert,
  assertEquals,
  assertFalse,
  assertLess,
  assertMatch,
} from "@std/assert";
import { FIRST_LOOK_MS } from "../../call/peer/path_watch.ts";
import { until } from "../browser/harness/until.ts";
import { recordSent } from "../browser/harness/sent_by_page.ts";
import {
  callStatesSince,
  changesSince,
  GAP_MS,
  hears,
  longestGapMs,
  story,
} from "./lab/call_record.ts";
import { heardBy } from "./lab/heard_candidates.ts";
import { TURN_ADDRESS } from "./lab/nat_lab.ts";
import { meet, prepareToMeet, setNatStage } from "./lab/nat_stage.ts";
import { describePair, selectedPair } from "./lab/selected_pair.ts";
import { assertMediaBack, mediaBack, pause } from "./lab/stage.ts";

/** The page itself takes a longer gap for a fault. */
const NOTICED_MS = 1_000;
const RELAY = /^relay over udp – relay$/;

Deno.test("a relayed call comes back when the TURN server is restarted", async () => {
  await using stage = await setNatStage({
    networks: { a: "symmetric", b: "symmetric" },
    servers: ["stun", "udp"],
  });
  await prepareToMeet(stage);
  await meet(stage);
  await mediaBack(stage, Date.now());
  const killedAtMs = Date.now();
  await stage.turn.kill();
  await stage.turn.start();
  await assertMediaBack(stage, "coturn restarted", killedAtMs, 10_000);
  for (const { page } of stage.pages) {
    const gapMs = await longestGapMs(page, killedAtMs, Date.now());
    assertLess(GAP_MS, gapMs, "the restart was noticed");
    const strays = (await callStatesSince(page, killedAtMs))
      .filter((state) => state !== "connected" && state !== "reconnecting");
    assertEquals(strays, []);
  }
});

Deno.test("nobody notices that the credentials of a relayed call expire, and new ones are at hand", async () => {
  const lifetimeMs = 10_000;
  await using stage = await setNatStage({
    networks: { a: "open", b: "open" },
    servers: ["udp"],
    settings: { TURN_TTL_SECONDS: String(lifetimeMs / 1000) },
  });
  await prepareToMeet(stage, "b");
  await meet(stage);
  await mediaBack(stage, Date.now());
  const beganAtMs = Date.now();
  await pause(2 * lifetimeMs);
  for (const [side, { page }] of Object.entries(stage.people)) {
    const told = await story(page, beganAtMs);
    assertMatch(describePair(await selectedPair(page)), RELAY, told);
    const gapMs = await longestGapMs(page, beganAtMs, Date.now());
    console.log(`${side}: longest gap ${gapMs.toFixed()} ms`);
    assertLess(gapMs, NOTICED_MS, told);
    assertEquals(await changesSince(page, beganAtMs), [], told);
    await hears(page);
  }
  // The first ones are worthless by now.
  const restartedAtMs = Date.now();
  await stage.turn.kill();
  await stage.turn.start();
  await assertMediaBack(stage, "with new credentials", restartedAtMs, 6_000);
});

const HIDING = [["a", "chromium"], ["b", "chromium"], [
  "b",
  "firefox",
]] as const;
for (const [side, browser] of HIDING) {
  Deno.test(`"Hide my address", chosen by ${side} alone, hides every address of both; ${side} uses ${browser}`, async () => {
    await using stage = await setNatStage({
      // Nothing but the choice is in the way of telling them.
      networks: { a: "open", b: "dual-stack" },
      servers: ["stun", "udp"],
      browsers: { [side]: browser },
    });
    const { lab, people: { a, b } } = stage;
    const sent = await recordSent(a.page);
    await prepareToMeet(stage, side);
    // Who is alone has said that they are there, and asked nobody's address.
    // (The lobby's own check joins too, in a room of its own and as no page.)
    const joins = sent.texts.filter((text) =>
      text.includes(`"type":"join"`) && text.includes(`"page":`)
    );
    assertEquals(joins.length, 1);
    assertFalse(sent.texts.some((text) => text.includes(`"type":"signal"`)));
    assertEquals(await heardBy(b.page), []);

    await meet(stage);
    for (const { page } of [a, b]) {
      assertMatch(describePair(await selectedPair(page)), RELAY);
      const heard = (await heardBy(page)).join("\n");
      assertMatch(heard, / typ relay/);
      assertMatch(heard, new RegExp(TURN_ADDRESS.v4.replaceAll(".", "\\.")));
      for (const address of [...lab.addresses("a"), ...lab.addresses("b")]) {
        assertFalse(heard.includes(address), heard);
      }
      assertFalse(/ typ (host|srflx|prflx)|\.local/.test(heard), heard);
      // Nor any other: all that are told are the relay's, or nobody's.
      const told = heard.match(/\b\d+\.\d+\.\d+\.\d+\b/g) ?? [];
      const nobodys = ["0.0.0.0", "127.0.0.1"];
      assertEquals(
        [...new Set(told)].filter((address) => !nobodys.includes(address)),
        [TURN_ADDRESS.v4],
      );
    }
  });
}

for (const [when, waitMs] of [["soon", 0], ["late", 40_000]] as const) {
  Deno.test(`a relayed call takes the direct path that opens ${when}`, async () => {
    await using stage = await setNatStage({
      networks: { a: "cone", b: "cone" },
      servers: ["stun", "udp"],
    });
    const { lab, people: { a, b } } = stage;
    await lab.keepApart();
    await prepareToMeet(stage);
    await meet(stage);
    for (const { page } of [a, b]) {
      assertMatch(describePair(await selectedPair(page)), /relay/);
    }
    await pause(waitMs);
    await lab.letTogether();
    const openedAtMs = Date.now();
    for (const { page } of [a, b]) {
      await until(page, "a direct path", async () => {
        return !describePair(await selectedPair(page)).includes("relay");
      }, FIRST_LOOK_MS);
    }
    console.log(`direct ${Date.now() - openedAtMs} ms after it can be`);
    for (const { page } of [a, b]) {
      const told = await story(page, openedAtMs);
      assertEquals(await callStatesSince(page, openedAtMs), [], told);
      await hears(page);
    }
  });
}

Deno.test("two people who hide nothing tell their addresses, which shows that the test for hiding looks", async () => {
  await using stage = await setNatStage({
    networks: { a: "open", b: "open" },
    servers: ["stun", "udp"],
  });
  await prepareToMeet(stage);
  await meet(stage);
  const { lab, people: { a, b } } = stage;
  assert((await heardBy(a.page)).join().includes(lab.addresses("b")[0] ?? "-"));
  assert((await heardBy(b.page)).join().includes(lab.addresses("a")[0] ?? "-"));
});
