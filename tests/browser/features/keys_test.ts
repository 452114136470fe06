import { assertEquals } from "@std/assert";
import type { Page } from "puppeteer-core";
import type { CallPage } from "../harness/call_page.ts";
import { pressKeys } from "../harness/keys.ts";
import {
  BERT,
  connect,
  connectedPair,
  newRoom,
  setStage,
} from "../harness/stage.ts";
import { until } from "../harness/until.ts";
import { hearsTone } from "../harness/witness.ts";

const MUTED = "[data-remote-muted]";

Deno.test("M, V and C do what their buttons do, and the other side is told", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  await connect(anna, bert);
  const { keyboard } = anna.page;
  await keyboard.press("m");
  await anna.waitForPressed("Microphone", false);
  await bert.page.waitForSelector(MUTED);
  await keyboard.down("Control");
  await keyboard.press("d");
  await keyboard.up("Control");
  await anna.waitForPressed("Microphone", true);
  await bert.page.waitForSelector(MUTED, { hidden: true });
  await keyboard.press("v");
  await anna.waitForPressed("Camera", false);
  await bert.says(/has no camera on/);
  await keyboard.press("v");
  await anna.waitForPressed("Camera", true);
  await keyboard.press("c");
  await anna.sees("log", "Chat messages");
  await anna.sendChat("magic mushrooms, moved via chat");
  await bert.seesInChat(/magic mushrooms/);
  await anna.waitForPressed("Microphone", true);
  await keyboard.press("Escape");
  await anna.waitForPressed("Chat", false);
});

Deno.test("Space opens a muted microphone for as long as it is held", async () => {
  await using stage = await setStage();
  const anna = await stage.person({});
  const bert = await stage.person(BERT);
  await connect(anna, bert);
  // The mouse leaves the focus on the button: Space must not press it.
  await bert.clickControl("Microphone");
  await anna.page.waitForSelector(MUTED);
  const { keyboard } = bert.page;
  await keyboard.down("Space");
  await bert.waitForPressed("Microphone", true);
  await bert.says(/while you hold Space/);
  await anna.page.waitForSelector(MUTED, { hidden: true });
  await hearsTone(anna.page, "Remote video", BERT.toneHz);
  await keyboard.up("Space");
  await bert.waitForPressed("Microphone", false);
  await anna.page.waitForSelector(MUTED);

  await keyboard.down("Space");
  await bert.waitForPressed("Microphone", true);
  await bert.page.evaluate(() => dispatchEvent(new Event("blur")));
  await bert.waitForPressed("Microphone", false);
  await keyboard.up("Space");
  await anna.page.waitForSelector(MUTED);
});

Deno.test("what Space holds open is not remembered: neither a reload while it is held nor the next visit is unmuted", async () => {
  // A page that ends without a word, as a phone ends one.
  await using pair = await connectedPair(async (_, { page }) => {
    await page.evaluateOnNewDocument(() =>
      addEventListener(
        "pagehide",
        (event) => event.stopImmediatePropagation(),
        true,
      )
    );
  });
  const { anna, bert } = pair;
  await bert.clickControl("Microphone");
  await bert.waitForPressed("Microphone", false);
  const { page } = bert;
  await page.keyboard.down("Space");
  await bert.waitForPressed("Microphone", true);
  // Written with whatever else is remembered meanwhile.
  await page.keyboard.press("v");
  await bert.waitForPressed("Camera", false);
  assertEquals(await bert.pressed("Microphone"), "true");
  assertEquals(
    await page.evaluate(() => [
      JSON.parse(localStorage.getItem("duet.preferences.1") ?? "{}")
        .microphoneOn,
      ...Object.entries(sessionStorage)
        .filter(([key]) => key.startsWith("duet.session."))
        .map(([, text]) => JSON.parse(text).microphone),
    ]),
    [false, false],
  );
  await page.reload({ waitUntil: "domcontentloaded" });
  await bert.waitForState("connected");
  assertEquals(await bert.pressed("Microphone"), "false");
  await anna.page.waitForSelector(MUTED);
});

Deno.test("? lists the keys, and single letters can be switched off there", async () => {
  await using stage = await setStage();
  const anna = await stage.person({});
  const room = newRoom();
  await anna.enter(room);
  await anna.waitForPressed("Microphone", true);
  const { keyboard } = anna.page;
  await keyboard.press("?");
  await anna.sees("dialog", "Keyboard shortcuts");
  await anna.says(/Microphone on or off\s+M\s+Ctrl \+ D/);
  await anna.click("checkbox", "Single letters are shortcuts");
  await anna.says(/Microphone on or off\s+Ctrl \+ D/);
  await keyboard.press("Escape");
  await anna.saysNoMore(/Microphone on or off/);
  await keyboard.press("m");
  await keyboard.press("?");
  assertEquals(await anna.pressed("Microphone"), "true");

  await anna.leave();
  await anna.enter(room);
  await anna.waitForPressed("Microphone", true);
  await keyboard.press("m");
  assertEquals(await anna.pressed("Microphone"), "true");
  await anna.clickControl("More");
  await anna.click("menuitem", "Keyboard shortcuts");
  await anna.click("checkbox", "Single letters are shortcuts");
  await anna.click("button", "Close keyboard shortcuts");
  // The browser tells the page a moment later that the dialog is closed.
  await anna.saysNoMore(/Microphone on or off/);
  await keyboard.press("m");
  await anna.waitForPressed("Microphone", false);
});

/** What letters beside a field could switch. */
async function switches(person: CallPage): Promise<(string | null)[]> {
  const names = ["Microphone", "Camera", "Share screen", "Settings"];
  const found: (string | null)[] = [];
  for (const name of names) found.push(await person.pressed(name));
  return found;
}

async function hasMessageFocus({ page }: CallPage, how: string): Promise<void> {
  await until(
    page,
    `the focus in the message field after ${how}`,
    () => page.evaluate(() => document.activeElement?.ariaLabel === "Message"),
  );
}

const SWITCHED_ON = ["true", "true", "false", "false"];

Deno.test("whatever opens the chat, its field has the focus, and letters typed before it has come do nothing", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  await bert.page.emulate({
    viewport: { width: 390, height: 844, hasTouch: true, isMobile: true },
    userAgent: await bert.page.browser().userAgent(),
  });
  const held: (() => void)[] = [];
  await holdRequests(anna.page, /parts/, held);
  await connect(anna, bert);
  await anna.waitForPressed("Camera", true);
  const { keyboard } = anna.page;
  // The chat's code is still on its way.
  await keyboard.press("c");
  await anna.sees("heading", "Chat");
  await keyboard.type("hello mvs?");
  assertEquals(await switches(anna), SWITCHED_ON);
  for (const release of held) release();
  await hasMessageFocus(anna, "C");
  await keyboard.type("hello mvs");
  await keyboard.press("Enter");
  await bert.says(/hello mvs/);
  assertEquals(await switches(anna), SWITCHED_ON);

  await keyboard.press("Escape");
  await anna.waitForPressed("Chat", false);
  await anna.clickControl("Chat");
  await hasMessageFocus(anna, "its button");
  await bert.page.evaluate(() => {
    const card = document.querySelector("[data-news] button");
    if (card instanceof HTMLElement) card.click();
  });
  await hasMessageFocus(bert, "the card of a message, on a phone");
  await bert.click("button", "Close chat");
  await bert.clickControl("Chat");
  await hasMessageFocus(bert, "a tap on its button");

  await anna.clickControl("Settings");
  await anna.page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(["dropped"], "dropped.txt"));
    const options = { dataTransfer, bubbles: true, cancelable: true };
    for (const type of ["dragover", "drop"]) {
      document.body.dispatchEvent(new DragEvent(type, options));
    }
  });
  await hasMessageFocus(anna, "a dropped file");
});

/** Holds back the answers to requests that match, until told otherwise. */
async function holdRequests(
  page: Page,
  pattern: RegExp,
  held: (() => void)[],
): Promise<void> {
  await page.setRequestInterception(true);
  page.on("request", (request) => {
    const proceed = () => void request.continue();
    if (pattern.test(request.url())) held.push(proceed);
    else proceed();
  });
}

Deno.test("letters do nothing inside a panel, a menu or a dialog; Ctrl with D and E always work", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  await connect(anna, bert);
  await anna.waitForPressed("Camera", true);
  const { keyboard } = anna.page;
  // Behind a dialog a button has no role, and still its state.
  const isOn = (name: string, on: boolean) =>
    anna.page.waitForSelector(
      `[role=toolbar] button[aria-label=${name}][aria-pressed=${on}]`,
    );
  const chordsWork = async () => {
    for (
      const [key, name] of [["d", "Microphone"], ["e", "Camera"]] as const
    ) {
      for (const on of [false, true]) {
        await keyboard.down("Control");
        await keyboard.press(key);
        await keyboard.up("Control");
        await isOn(name, on);
      }
    }
  };
  await anna.clickControl("Settings");
  await anna.sees("combobox", "Camera");
  await keyboard.type("mvschf?");
  // A click beside the controls of a panel.
  await anna.page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) {
      document.activeElement.blur();
    }
  });
  using panel = await anna.page.waitForSelector("aside");
  await panel?.click({ offset: { x: 6, y: 200 } });
  await keyboard.type("mvschf?");
  assertEquals(await switches(anna), ["true", "true", "false", "true"]);
  await chordsWork();
  await keyboard.press("Escape");
  await anna.waitForPressed("Settings", false);

  await anna.openChat();
  await hasMessageFocus(anna, "its button");
  await chordsWork();
  await keyboard.press("Escape");
  await anna.waitForPressed("Chat", false);

  await anna.clickControl("More");
  await anna.sees("menuitem", "Keyboard shortcuts");
  await keyboard.type("mvc");
  await chordsWork();
  assertEquals(await switches(anna), SWITCHED_ON);
  await keyboard.press("Escape");

  await keyboard.press("?");
  await anna.sees("dialog", "Keyboard shortcuts");
  await keyboard.type("mvch");
  await chordsWork();
  await keyboard.press("Escape");
  await anna.saysNoMore(/Microphone on or off/);
  await keyboard.type("s");
  assertEquals(await switches(anna), SWITCHED_ON);
  assertEquals(
    await bert.page.evaluate(() => document.body.innerText.includes("raised")),
    false,
  );
});

Deno.test("a key that is held acts once, and goes to nobody else", async () => {
  await using stage = await setStage();
  const anna = await stage.person({});
  await anna.enter(newRoom());
  await anna.waitForPressed("Microphone", true);
  await anna.page.evaluate(() => {
    addEventListener("keydown", ({ key, defaultPrevented }) => {
      if (key === "d") document.title += defaultPrevented ? "+" : "-";
    });
    document.title = "";
  });
  const { keyboard } = anna.page;
  await keyboard.down("Control");
  for (let times = 0; times < 4; times++) await keyboard.down("d");
  await keyboard.up("d");
  await keyboard.up("Control");
  assertEquals(await anna.page.title(), "++++");
  await anna.waitForPressed("Microphone", false);
});

Deno.test("on Russian and Greek layouts the keys work by their place", async () => {
  await using stage = await setStage();
  const anna = await stage.person({});
  await anna.enter(newRoom());
  await anna.waitForPressed("Microphone", true);
  const { page } = anna;
  for (const [m, v, d, e] of ["ьмву", "μωδε"]) {
    for (
      const [name, key, ctrl] of [
        ["Microphone", { key: m, code: "KeyM" }, false],
        ["Microphone", { key: d, code: "KeyD" }, true],
        ["Camera", { key: v, code: "KeyV" }, false],
        ["Camera", { key: e, code: "KeyE" }, true],
      ] as const
    ) {
      const on = await anna.pressed(name) === "true";
      await pressKeys(page, { code: key.code, key: key.key ?? "", ctrl });
      await anna.waitForPressed(name, !on);
    }
  }
  await pressKeys(page, { key: ",", code: "Slash", shift: true });
  await anna.sees("dialog", "Keyboard shortcuts");
  await page.keyboard.press("Escape");
  await anna.saysNoMore(/Microphone on or off/);
  await anna.clickControl("More");
  await anna.sees("menuitem", "Keyboard shortcuts");
  // The first letter of the entry, on the key that has it.
  await pressKeys(page, { key: "л", code: "KeyK" });
  await page.keyboard.press("Enter");
  await anna.sees("dialog", "Keyboard shortcuts");
});
