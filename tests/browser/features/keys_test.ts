import { assertEquals } from "@std/assert";
import type { CallPage } from "../harness/call_page.ts";
import { BERT, connect, newRoom, setStage } from "../harness/stage.ts";
import { until } from "../harness/until.ts";
import { hearsTone } from "../harness/witness.ts";

const MUTED = "[data-remote-muted]";

async function isPressed(
  person: CallPage,
  name: string,
  pressed: boolean,
): Promise<void> {
  await until(
    person.page,
    `${name} to be ${pressed ? "on" : "off"}`,
    async () => await person.pressed(name) === String(pressed),
  );
}

Deno.test("M, V and C do what their buttons do, and the other side is told", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  await connect(anna, bert);
  const { keyboard } = anna.page;
  await keyboard.press("m");
  await isPressed(anna, "Microphone", false);
  await bert.page.waitForSelector(MUTED);
  await keyboard.down("Control");
  await keyboard.press("d");
  await keyboard.up("Control");
  await isPressed(anna, "Microphone", true);
  await bert.page.waitForSelector(MUTED, { hidden: true });
  await keyboard.press("v");
  await isPressed(anna, "Camera", false);
  await bert.says(/has no camera on/);
  await keyboard.press("v");
  await isPressed(anna, "Camera", true);
  await keyboard.press("c");
  await anna.sees("log", "Chat messages");
  await anna.sendChat("magic mushrooms, moved via chat");
  await bert.seesInChat(/magic mushrooms/);
  await isPressed(anna, "Microphone", true);
  await keyboard.press("Escape");
  await isPressed(anna, "Chat", false);
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
  await isPressed(bert, "Microphone", true);
  await bert.says(/while you hold Space/);
  await anna.page.waitForSelector(MUTED, { hidden: true });
  await hearsTone(anna.page, "Remote video", BERT.toneHz);
  await keyboard.up("Space");
  await isPressed(bert, "Microphone", false);
  await anna.page.waitForSelector(MUTED);

  await keyboard.down("Space");
  await isPressed(bert, "Microphone", true);
  await bert.page.evaluate(() => dispatchEvent(new Event("blur")));
  await isPressed(bert, "Microphone", false);
  await keyboard.up("Space");
  await anna.page.waitForSelector(MUTED);
});

Deno.test("? lists the keys, and single letters can be switched off there", async () => {
  await using stage = await setStage();
  const anna = await stage.person({});
  const room = newRoom();
  await anna.enter(room);
  await isPressed(anna, "Microphone", true);
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
  await isPressed(anna, "Microphone", true);
  await keyboard.press("m");
  assertEquals(await anna.pressed("Microphone"), "true");
  await anna.clickControl("More");
  await anna.click("menuitem", "Keyboard shortcuts");
  await anna.click("checkbox", "Single letters are shortcuts");
  await anna.click("button", "Close keyboard shortcuts");
  // The browser tells the page a moment later that the dialog is closed.
  await anna.saysNoMore(/Microphone on or off/);
  await keyboard.press("m");
  await isPressed(anna, "Microphone", false);
});
