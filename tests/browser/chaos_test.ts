import { type AppServer, serveApp } from "./harness/app_server.ts";
import type { CallPage } from "./harness/call_page.ts";
import { ANNA, BERT, connect, setStage } from "./harness/stage.ts";
import { hearsTone, seesColour, seesFrames } from "./harness/witness.ts";

/** How many faults follow each other; set `CHAOS_STEPS` for a longer run. */
const STEPS = Number(Deno.env.get("CHAOS_STEPS") ?? 12);
/** The same seed makes the same faults; set `CHAOS_SEED` to see them again. */
const SEED = Number(
  Deno.env.get("CHAOS_SEED") ?? Math.floor(Math.random() * 2 ** 31),
);

/** Evenly spread numbers in [0, 1) from a seed (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

Deno.test("a call outlives whatever happens around it, in any order", async () => {
  console.log(`CHAOS_SEED=${SEED} CHAOS_STEPS=${STEPS}`);
  const random = numbers(SEED);
  const pick = <T>(choices: readonly T[]): T => {
    const chosen = choices[Math.floor(random() * choices.length)];
    if (chosen === undefined) throw new RangeError("nothing to choose from");
    return chosen;
  };
  await using stage = await setStage();
  await using servers = new AsyncDisposableStack();
  let server: AppServer = stage.app;
  const anna = await stage.person(ANNA);
  const bert = await stage.person(BERT);
  await connect(anna, bert);

  const both = [anna, bert] as const;
  const connected = (patienceMs: number) =>
    Promise.all(both.map((each) => each.waitForState("connected", patienceMs)));
  const off = new Set<string>();
  async function toggle(who: CallPage, control: "Microphone" | "Camera") {
    const name = `${who === anna ? "Anna" : "Bert"} ${control}`;
    await who.clickControl(control);
    if (!off.delete(name)) off.add(name);
  }

  const faults: Record<string, () => Promise<void>> = {
    async "the server is killed, and started again"() {
      const { port } = server;
      await server.kill();
      server = servers.use(await serveApp(port));
    },
    async "a page is reloaded"() {
      await pick(both).page.reload({ waitUntil: "domcontentloaded" });
    },
    async "both pages are reloaded"() {
      await Promise.all(
        both.map(({ page }) => page.reload({ waitUntil: "domcontentloaded" })),
      );
    },
    async "a page is reloaded, and at once the server is killed"() {
      const { port } = server;
      const { page } = pick(both);
      await page.reload({ waitUntil: "networkidle0" });
      await server.kill();
      server = servers.use(await serveApp(port));
    },
    async "somebody leaves and rejoins"() {
      const who = pick(both);
      await connected(20_000);
      await who.leave();
      await who.waitForState("ended");
      await who.click("button", "Rejoin");
    },
    async "a switch is used"() {
      await connected(20_000);
      await toggle(pick(both), pick(["Microphone", "Camera"] as const));
    },
    async "a screen is shared, or not any more"() {
      await connected(20_000);
      await pick(both).clickControl("Share screen");
    },
  };

  for (let step = 0; step < STEPS; step++) {
    const name = pick(Object.keys(faults));
    console.log(`${step + 1}. ${name}`);
    await faults[name]?.();
    // Sometimes the next fault comes before this one is repaired.
    if (random() < 0.5) await connected(20_000);
  }
  await connected(30_000);
  for (const who of both) {
    const name = who === anna ? "Anna" : "Bert";
    if (off.has(`${name} Microphone`)) await who.clickControl("Microphone");
    if (off.has(`${name} Camera`)) await who.clickControl("Camera");
  }
  await Promise.all(
    both.map(({ page }) => seesFrames(page, "Remote video", 5)),
  );
  await seesColour(anna.page, "Remote video", BERT.colour);
  await seesColour(bert.page, "Remote video", ANNA.colour);
  await hearsTone(anna.page, "Remote video", BERT.toneHz);
  await hearsTone(bert.page, "Remote video", ANNA.toneHz);
});
