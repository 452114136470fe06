import { assert, assertEquals } from "@std/assert";
import type { CallPage } from "../harness/call_page.ts";
import { connect, setStage } from "../harness/stage.ts";
import { until } from "../harness/until.ts";

/** Names both, and connects them. */
async function meet(anna: CallPage, bert: CallPage): Promise<void> {
  for (const [person, name] of [[anna, "Anna"], [bert, "Bert"]] as const) {
    await person.openLobby("naming");
    await person.type("Your name", name);
  }
  await connect(anna, bert);
}

async function choose(person: CallPage, item: string): Promise<void> {
  await person.clickControl("More");
  const role = item === "Reactions" ? "menuitem" : "menuitemcheckbox";
  await person.click(role, item);
}

/** Waits until a screen reader has been told these words. */
async function tells({ page }: CallPage, words: string): Promise<void> {
  await until(
    page,
    `"${words}" in a status`,
    () =>
      page.$$eval(
        "[role=status]",
        (all, words) => all.some(({ textContent }) => textContent === words),
        words,
      ),
  );
}

/** Notes every reaction that is ever put up. */
async function noteReactions({ page }: CallPage): Promise<void> {
  await page.evaluate(() => {
    globalThis.seenReactions = [];
    new MutationObserver((records) => {
      for (const { addedNodes } of records) {
        for (const node of addedNodes) {
          if (!(node instanceof HTMLElement)) continue;
          const { reaction, from } = node.dataset;
          if (reaction) seenReactions.push(`${from} ${reaction}`);
        }
      }
    }).observe(document.body, { childList: true, subtree: true });
  });
}

declare global {
  var seenReactions: string[];
}

const shownReactions = ({ page }: CallPage) =>
  page.$$eval("[data-reaction]", (all) => all.length);

Deno.test("a raised hand is seen and told on the other side, and lowered only by oneself", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  await meet(anna, bert);
  await choose(anna, "Raise hand");
  await anna.sees("button", "Lower hand");
  await bert.says(/Anna raised their hand/);
  await tells(bert, "Anna raised their hand");
  assert(
    !await bert.page.evaluate(() =>
      document.body.innerText.includes("Lower hand")
    ),
  );
  await anna.click("button", "Lower hand");
  await tells(bert, "Anna lowered their hand");
  await bert.saysNoMore(/raised their hand/);
});

Deno.test("a raised hand outlasts a reload of either page", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  await meet(anna, bert);
  await choose(anna, "Raise hand");
  await bert.says(/Anna raised their hand/);
  for (const person of [bert, anna]) {
    await person.page.reload();
    await person.waitForState("connected");
    await bert.says(/Anna raised their hand/);
    await anna.sees("button", "Lower hand");
  }
  // But not the call.
  await bert.leave();
  await anna.waitForState("waiting");
  await bert.click("button", "Rejoin");
  await anna.waitForState("connected");
  await bert.waitForState("connected");
  await anna.sendChat("Is it down?");
  await bert.seesInChat(/Is it down/);
  assert(
    !await bert.page.evaluate(() =>
      document.body.innerText.includes("raised their hand")
    ),
  );
  assertEquals(await anna.page.$("::-p-text(Lower hand)"), null);
});

Deno.test("reactions rise on both sides, are told on the other, and go", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  await meet(anna, bert);
  await noteReactions(anna);
  await noteReactions(bert);
  await choose(anna, "Reactions");
  await anna.click("button", "Applause");
  await tells(bert, "Anna applauds");
  await anna.click("button", "Heart");
  await tells(bert, "Anna sends a heart");
  for (const [person, from] of [[anna, "self"], [bert, "peer"]] as const) {
    await until(
      person.page,
      "no reaction any more",
      async () => await shownReactions(person) === 0,
    );
    assertEquals(
      await person.page.evaluate(() => seenReactions),
      [`${from} applause`, `${from} heart`],
    );
  }
  // The bar is a part of the page that gives the focus back.
  await anna.page.keyboard.press("Escape");
  await until(
    anna.page,
    "the focus back on More",
    () =>
      anna.page.evaluate(() =>
        document.activeElement?.getAttribute("aria-label") === "More"
      ),
  );
});

Deno.test("a storm of reactions shows a few, and the call goes on", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  await meet(anna, bert);
  await noteReactions(anna);
  await noteReactions(bert);
  await choose(anna, "Reactions");
  using button = await anna.sees("button", "Surprise");
  await button.evaluate((button) => {
    if (!(button instanceof HTMLElement)) return;
    for (let click = 0; click < 200; click++) button.click();
  });
  await anna.sendChat("Too much?");
  await bert.seesInChat(/Too much/);
  const counts = await Promise.all(
    [anna, bert].map(({ page }) => page.evaluate(() => seenReactions.length)),
  );
  assert(counts.every((count) => count > 0 && count <= 10), `${counts}`);
  assertEquals(counts[0], counts[1]);
  assertEquals(await bert.state(), "connected");
});

Deno.test("reactions fade in their place where motion is reduced", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  await bert.page.emulateMediaFeatures([
    { name: "prefers-reduced-motion", value: "reduce" },
  ]);
  await meet(anna, bert);
  await choose(anna, "Reactions");
  await anna.click("button", "Thumbs up");
  const animation = await until(
    bert.page,
    "a reaction",
    () =>
      bert.page.evaluate(() => {
        const shown = document.querySelector("[data-reaction]");
        return shown && getComputedStyle(shown).animationName;
      }),
  );
  assertEquals(animation, "reaction-fade");
});

Deno.test("mute and camera of the other are told, and seen beside their screen too", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  await meet(anna, bert);
  await anna.clickControl("Share screen");
  await tells(bert, "Anna shares their screen");
  await anna.clickControl("Microphone");
  await tells(bert, "Anna is muted");
  await anna.clickControl("Camera");
  await tells(bert, "Anna has no camera on");
  await until(
    bert.page,
    "both signs beside the name",
    () =>
      bert.page.evaluate(() => {
        const place = document.querySelector(
          '[aria-label="The other person"]',
        );
        return /Anna\s*has no camera on\s*is muted/.test(
          place?.textContent ?? "",
        );
      }),
  );
  await anna.clickControl("Microphone");
  await tells(bert, "Anna can be heard again");
  await anna.clickControl("Camera");
  await tells(bert, "Anna turned their camera on");
});
