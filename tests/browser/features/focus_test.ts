import { assertEquals } from "@std/assert";
import type { Page } from "puppeteer-core";
import type { CallPage } from "../harness/call_page.ts";
import { connect, newRoom, setStage } from "../harness/stage.ts";
import { until } from "../harness/until.ts";

/** Whatever has the focus, as a screen reader would begin to say it. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement)) return "nothing";
    const label = "labels" in element && element.labels instanceof NodeList
      ? element.labels[0]
      : null;
    const name = element.ariaLabel ??
      (label instanceof HTMLElement ? label.innerText : element.innerText);
    return `${element.localName} ${name.trim().split("\n")[0]}`;
  });
}

async function hasFocus({ page }: CallPage, what: string): Promise<void> {
  await until(page, `the focus on ${what}`, async () => {
    const now = await focused(page);
    return now === what;
  });
}

/** Every stop of the Tab key, from the page's beginning to its end. */
async function stops(page: Page): Promise<string[]> {
  const upToTheEnd = async () => {
    const found: string[] = [];
    while (found.length < 60) {
      await page.keyboard.press("Tab");
      const stop = await focused(page);
      if (stop.startsWith("body")) return found;
      found.push(stop);
    }
    throw new Error(`No end: ${found.join(", ")}`);
  };
  await upToTheEnd();
  return await upToTheEnd();
}

Deno.test("Tab goes through the landing page as one reads it", async () => {
  await using stage = await setStage();
  const guest = await stage.person({});
  await guest.visit("/");
  await guest.sees("button", "Start a call");
  assertEquals(await stops(guest.page), [
    "input As your system",
    "button Start a call",
    "input Room name",
    "button Join room",
  ]);
});

Deno.test("Tab goes through the lobby as one reads it", async () => {
  await using stage = await setStage();
  const guest = await stage.person({});
  await guest.openLobby(newRoom());
  const found = await stops(guest.page);
  const known = [
    "input As your system",
    "button Microphone",
    "button Camera",
    "input Your name",
    "button Join call",
    "button Copy invite link",
    "summary Devices",
  ];
  assertEquals(found.filter((stop) => known.includes(stop)), known);
});

Deno.test("Tab goes through a call as one reads it, and into what is open", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  await connect(anna, bert);
  const known = [
    "button Named room",
    "button Microphone",
    "button Camera",
    "button Share screen",
    "button Chat",
    "button Settings",
    "button More",
    "button Leave call",
  ];
  const found = await stops(anna.page);
  assertEquals(found.filter((stop) => known.includes(stop)), known);
  await anna.openChat();
  const open = await stops(anna.page);
  assertEquals(
    open.filter((stop) => /Close chat|Message$/.test(stop)),
    ["button Close chat", "textarea Message"],
  );
});

Deno.test("the focus goes with the page, from the lobby to the end", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  const room = newRoom();
  await anna.openLobby(room);
  await anna.page.focus("button[type=submit]");
  await anna.page.keyboard.press("Enter");
  await anna.waitForState("waiting");
  await hasFocus(anna, "h1 Waiting for the other one");
  await bert.openLobby(room);
  await bert.type("Your name", "Bert");
  await bert.page.keyboard.press("Enter");
  await anna.waitForState("connected");
  await hasFocus(anna, "h1 Your call with Bert");
  await hasFocus(bert, "h1 Your call");
  await bert.leave();
  await hasFocus(bert, "h1 You left the call");
  await anna.waitForState("waiting");
  await bert.click("button", "Rejoin");
  await bert.waitForState("connected");
  await hasFocus(bert, "h1 Your call");
});

Deno.test("a panel takes the focus and gives it back", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  await connect(anna, bert);
  for (
    const [opener, first] of [
      ["button Chat", /^(textarea Message|h2 Chat)$/],
      ["button Settings", /^h2 Settings$/],
      ["button Named room", /^h2 Privacy$/],
    ] as const
  ) {
    const name = opener.replace("button ", "");
    using button = await anna.sees("button", name);
    await button.focus();
    await anna.page.keyboard.press("Enter");
    await until(
      anna.page,
      `the focus in ${name}`,
      async () => first.test(await focused(anna.page)),
    );
    await anna.page.keyboard.press("Escape");
    await hasFocus(anna, opener);
  }
});

Deno.test("what is dismissed leaves the focus where one goes on", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  await connect(anna, bert);
  await anna.clickControl("Camera");
  await anna.page.evaluate(() => {
    navigator.mediaDevices.getUserMedia = () =>
      Promise.reject(
        new DOMException("As the test wants it", "NotReadableError"),
      );
  });
  await anna.clickControl("Camera");
  using dismiss = await anna.sees("button", "Dismiss");
  await dismiss.focus();
  await anna.page.keyboard.press("Enter");
  await hasFocus(anna, "button Microphone");
});
