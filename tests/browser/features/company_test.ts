import { assert, assertEquals } from "@std/assert";
import { SOUNDS } from "../../../look/sound.ts";
import type { CallPage } from "../harness/call_page.ts";
import { connect, setStage } from "../harness/stage.ts";
import { until } from "../harness/until.ts";

declare global {
  /** What each tone that the page has started sounds like, and where. */
  var tones: { hz: number; sinkId: string; context: BaseAudioContext }[];
}

/** Listens to what the page plays itself. */
async function listen({ page }: CallPage): Promise<void> {
  await page.evaluateOnNewDocument(() => {
    globalThis.tones = [];
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (...args) {
      const { context } = this;
      tones.push({
        hz: Math.round(this.frequency.value),
        context,
        sinkId: String(Reflect.get(context, "sinkId") ?? ""),
      });
      return start.apply(this, args);
    };
  });
}

type Sound = "arrived" | "left" | "knock";

/** The tones of some sounds, one after the other. */
function tonesOf(...sounds: Sound[]): number[] {
  return sounds.flatMap((name) =>
    SOUNDS[name].map(({ frequencyHz }) => Math.round(frequencyHz))
  );
}

/** Waits until the page has played these since it was loaded, and no other. */
async function plays(person: CallPage, ...sounds: Sound[]): Promise<void> {
  const expected = tonesOf(...sounds);
  const played = await until(person.page, `${sounds}`, async () => {
    const heard = await person.page.evaluate(() => tones.map(({ hz }) => hz));
    return heard.length >= expected.length && heard;
  });
  assertEquals(played, expected);
}

/** Chooses it in the list, and returns its id. */
async function chooseSpeaker(
  { page }: CallPage,
  label: string,
): Promise<string> {
  const list = 'select[aria-label="Speaker"]';
  const id = await until(page, label, () =>
    page.$eval(list, (list, label) => {
      if (!(list instanceof HTMLSelectElement)) return null;
      return [...list.options].find(({ text }) => text === label)?.value;
    }, label));
  await page.select(list, id);
  return id;
}

async function hasTitle({ page }: CallPage, title: string): Promise<void> {
  await until(
    page,
    `the title ${title}`,
    async () => await page.title() === title,
  );
}

Deno.test("a sound tells who waits that somebody comes, and who stays that they leave", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  await listen(anna);
  await listen(bert);
  await connect(anna, bert);
  await plays(anna, "arrived");
  // Both are reloaded: each is back in the call, and nobody has come or gone.
  for (const [one, other] of [[bert, anna], [anna, bert]] as const) {
    await one.page.reload();
    await one.waitForState("connected");
    await other.waitForState("connected");
  }
  assertEquals(await bert.page.evaluate(() => tones.length), 0);
  await bert.leave();
  await anna.waitForState("waiting");
  await plays(anna, "left");
  await bert.click("button", "Rejoin");
  await anna.waitForState("connected");
  await plays(anna, "left", "arrived");
  // One who comes knows that they do.
  assertEquals(await bert.page.evaluate(() => tones.length), 0);
});

Deno.test("a knock is heard, and stands in the title, before anybody is let in", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  await listen(anna);
  await anna.openLobby("knock-test");
  await anna.click("checkbox", "Ask me before anyone joins");
  await anna.join();
  await anna.waitForState("waiting");
  await bert.openLobby("knock-test");
  await bert.type("Your name", "Sam");
  await bert.join();
  await hasTitle(anna, "● Sam would like to join · Duet");
  await plays(anna, "knock");
  await anna.click("button", "Admit");
  await anna.waitForState("connected");
  await plays(anna, "knock", "arrived");
});

Deno.test("sounds are heard from the speaker that was chosen, and are switched off and on", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  await listen(anna);
  const room = await connect(anna, bert);
  await plays(anna, "arrived");
  await anna.clickControl("Settings");
  await anna.click("checkbox", "Sounds when they come or leave");
  await bert.leave();
  await anna.sees("heading", "The other one has left");

  // Remembered for the next visit.
  await anna.leave();
  await anna.waitForState("ended");
  await anna.openLobby(room);
  await anna.join();
  await anna.says(/Sounds are switched off/);
  await bert.click("button", "Rejoin");
  await anna.waitForState("connected");
  await anna.clickControl("Settings");
  await anna.click("checkbox", "Sounds when they come or leave");
  const speaker = await chooseSpeaker(anna, "Fake Audio Output 2");
  await bert.leave();
  await anna.waitForState("waiting");
  await plays(anna, "left");
  const sinkIds = await anna.page.evaluate(() => tones.map((t) => t.sinkId));
  assertEquals(new Set(sinkIds), new Set([speaker]));
  await until(
    anna.page,
    "the graph to play to its end, and to be let go of",
    () =>
      anna.page.evaluate(() =>
        tones.every(({ context: { currentTime, state } }) =>
          currentTime > 0.5 && state === "closed"
        )
      ),
  );
});

Deno.test("the title of the tab tells the state to who looks at another one", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  await anna.openLobby("title-test");
  const before = await anna.page.title();
  await anna.join();
  await hasTitle(anna, "Waiting · Duet");
  await bert.openLobby("title-test");
  await bert.type("Your name", "Bert");
  await bert.join();
  await hasTitle(anna, "● Bert is here · Duet");
  await hasTitle(bert, "● In the call · Duet");
  await bert.sendChat("one");
  await bert.sendChat("two");
  await hasTitle(anna, "(2) ● Bert is here · Duet");
  await anna.openChat();
  await hasTitle(anna, "● Bert is here · Duet");
  await bert.leave();
  await hasTitle(anna, "Waiting · Duet");
  assertEquals(await bert.page.title(), before);
});

Deno.test("the time together is shown, survives a reload, and ticks without a word", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  await connect(anna, bert);
  using clock = await anna.sees("timer", "Time together");
  const seconds = () =>
    anna.page.$eval("[role=timer]", (clock) => {
      const [minutes = 0, seconds = 0] = clock.textContent?.split(":")
        .map(Number) ?? [];
      return 60 * minutes + seconds;
    });
  assertEquals(
    await clock.evaluate((clock) => clock.getAttribute("aria-live")),
    "off",
  );
  await until(anna.page, "two seconds", async () => await seconds() >= 2);
  await anna.page.reload();
  await anna.waitForState("connected");
  await anna.sees("timer", "Time together");
  assert(await seconds() >= 2);
});
