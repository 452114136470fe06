import { assertEquals, assertMatch } from "@std/assert";
import type { HTTPRequest } from "puppeteer-core";
import type { CallPage } from "../harness/call_page.ts";
import { problemsOf } from "../harness/page_problems.ts";
import { newRoom, setStage, type Stage } from "../harness/stage.ts";
import { until } from "../harness/until.ts";

const NAME = `input[aria-label="Your name"]`;
const JOIN = "button[type=submit]";
const START = ".poster-lens";

/** Opens a path whose code does not come before `release()`. */
async function openSlowly(stage: Stage, path: string) {
  const person = await stage.person({});
  const held: HTTPRequest[] = [];
  const asked = Promise.withResolvers<void>();
  let released = false;
  await person.page.setRequestInterception(true);
  person.page.on("request", (request) => {
    const isCode = new URL(request.url()).pathname.endsWith(".js");
    if (!isCode || released) return void request.continue();
    held.push(request);
    asked.resolve();
  });
  // Over only when the code has come, or has failed to.
  const loaded = person.visit(path);
  const settle = async (how: (request: HTTPRequest) => Promise<void>) => {
    await asked.promise;
    released = true;
    await Promise.all(held.map(how));
    await loaded;
  };
  return {
    person,
    // By CSS: the accessibility tree is not kept up to date while a page loads.
    press: async (selector: string) => {
      await person.page.waitForSelector(selector);
      await person.page.click(selector);
    },
    type: async (selector: string, text: string) => {
      await person.page.waitForSelector(selector);
      await person.page.type(selector, text);
    },
    release: () => settle((request) => request.continue()),
    fail: () => settle((request) => request.abort("failed")),
  };
}

/** What the page keeps of what was chosen. */
async function preferences({ page }: CallPage): Promise<string> {
  return await page.evaluate(() =>
    Object.entries(localStorage).map(([key, text]) => `${key} ${text}`).join()
  );
}

for (const how of ["click", "Enter"] as const) {
  Deno.test(`an early ${how} joins once the page can, with the name that was typed`, async () => {
    await using stage = await setStage();
    const room = newRoom();
    const { person, press, type, release } = await openSlowly(
      stage,
      `/room/${room}`,
    );
    await type(NAME, "Zoe");
    if (how === "Enter") await person.page.keyboard.press("Enter");
    else {
      await press(JOIN);
      await press(JOIN);
    }
    assertEquals(await person.state(), "idle");
    await release();
    await person.waitForState("waiting");
    assertMatch(await preferences(person), /"name":"Zoe"/);
    assertEquals(problemsOf(person.page), []);
  });
}

Deno.test("early ticks and switches hold, in their order before the click that joins", async () => {
  await using stage = await setStage();
  const { person, press, release } = await openSlowly(
    stage,
    `/room/${newRoom()}`,
  );
  await press(`button[aria-label="Camera"]`);
  await press(`input[aria-label="Ask me before anyone joins"]`);
  await press(`label[title="Dark"]`);
  await press(JOIN);
  await release();
  await person.waitForState("waiting");
  assertEquals(await person.pressed("Camera"), "false");
  assertEquals(await person.pressed("Microphone"), "true");
  assertMatch(await preferences(person), /"asksFirst":true/);
  assertEquals(
    await person.page.evaluate(() => document.documentElement.dataset.theme),
    "dark",
  );
});

Deno.test("an early Start a call leads to a new room", async () => {
  await using stage = await setStage();
  const { person, press, release } = await openSlowly(stage, "/");
  await press(START);
  assertEquals(
    await person.page.$eval(START, ({ ariaBusy }) => ariaBusy),
    "true",
  );
  await release();
  await person.sees("heading", "Ready to join?");
});

Deno.test("a room's name that was typed and entered early is gone to", async () => {
  await using stage = await setStage();
  const { person, type, release } = await openSlowly(stage, "/");
  const room = newRoom();
  await type(`input[aria-label="Room name"]`, room);
  await person.page.keyboard.press("Enter");
  await release();
  await person.sees("heading", "Ready to join?");
  assertEquals(new URL(person.page.url()).pathname, `/room/${room}`);
});

Deno.test("text that is typed while the page loads is still there afterwards", async () => {
  await using stage = await setStage();
  const { person, type, release } = await openSlowly(
    stage,
    `/room/${newRoom()}`,
  );
  await type(NAME, "Zo");
  await release();
  await person.waitForState("ready");
  await person.page.keyboard.type("e");
  const field = await person.sees("textbox", "Your name");
  assertEquals(
    await field.evaluate((field) =>
      field instanceof HTMLInputElement && field.value
    ),
    "Zoe",
  );
});

for (const path of ["/", "/room/x"]) {
  Deno.test(`a page whose code does not come says so: ${path}`, async () => {
    await using stage = await setStage();
    const { person, fail } = await openSlowly(stage, path);
    await fail();
    await until(
      person.page,
      "words",
      () =>
        person.page.evaluate(() =>
          document.body.innerText.includes("did not load completely")
        ),
    );
  });
}
