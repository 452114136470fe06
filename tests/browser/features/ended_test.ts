import { assert, assertEquals, assertMatch } from "@std/assert";
import {
  chooseFiles,
  downloadedText,
  fileSays,
  makeFile,
  takeDownloads,
} from "../harness/files.ts";
import { connect, newRoom, setStage } from "../harness/stage.ts";
import { until } from "../harness/until.ts";

function press(element: Element): void {
  if (element instanceof HTMLElement) element.click();
}

Deno.test("after a call one reads how long it was, and with whom", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  await anna.openLobby(newRoom());
  await anna.type("Your name", "Anna");
  await connect(anna, bert);
  await bert.leave();
  await bert.sees("heading", "You left the call");
  await bert.says(/You talked with Anna for less than a minute/);
  await bert.says(/Nothing of this call is kept/);
  await anna.leave();
  await anna.says(/You talked for less than a minute/);
});

Deno.test("leaving an empty room tells of no talk", async () => {
  await using stage = await setStage();
  const anna = await stage.person({});
  await anna.enter(newRoom());
  await anna.waitForState("waiting");
  await anna.leave();
  await anna.sees("heading", "You left the call");
  await anna.sees("button", "Rejoin");
  assert(
    !/talked|kept/.test(
      await anna.page.evaluate(() => document.body.innerText),
    ),
  );
});

Deno.test("the chat can be saved while it is there, with the server away", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  await connect(anna, bert);
  await anna.sendChat("Keep <this>");
  await bert.seesInChat(/Keep <this>/);
  await bert.sendChat("And that");
  await anna.seesInChat(/And that/);
  await stage.app.kill();
  await anna.leave();
  await anna.sees("heading", "You left the call");
  using link = await anna.sees("link", "Save the chat");
  const name = await link.evaluate((link) => link.getAttribute("download"));
  assertMatch(name ?? "", /^duet-chat-\d{4}-\d\d-\d\d\.txt$/);
  const text = await downloadedText(anna, () => link.evaluate(press));
  assertMatch(text, /You: Keep <this>\n.*They: And that/);
});

Deno.test("Rejoin leads back, and the time goes on", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  await connect(anna, bert);
  const clock = async () => {
    using timer = await anna.sees("timer", "Time together");
    return await timer.evaluate((timer) => timer.textContent ?? "");
  };
  await until(anna.page, "two seconds", async () => await clock() > "0:01");
  await anna.leave();
  await anna.waitForState("ended");
  await anna.click("button", "Rejoin");
  await Promise.all([
    anna.waitForState("connected"),
    bert.waitForState("connected"),
  ]);
  const now = await clock();
  assert(now > "0:01", now);
});

Deno.test("what was received and not saved is on the page after the call, with the server away", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  await anna.openLobby(newRoom());
  await anna.type("Your name", "Anna");
  await connect(anna, bert);
  using one = makeFile("saved.bin", 1_000);
  using other = makeFile("unsaved.bin", 300_000);
  using open = makeFile("open.bin", 1_000);
  using downloads = await takeDownloads(bert);
  await chooseFiles(anna, one.path, other.path, open.path);
  await bert.openChat();
  for (const file of [one, other]) {
    await bert.click("button", `Accept ${file.name}`);
    await fileSays(bert, file.name, /Received/);
  }
  await downloads.save(one.name);
  await stage.app.kill();
  await bert.leave();
  await bert.sees("heading", "You left the call");
  await bert.says(/Anna sent you a file that you have not saved/);
  await bert.says(/Not received: open\.bin/);
  await bert.says(/only in this tab/);
  await bert.sees("link", `Save ${other.name}`);
  assertEquals(
    await bert.page.$$eval(
      "a[download]",
      (links) => links.map((link) => link.getAttribute("download")),
    ),
    [other.name],
  );
  assertEquals((await downloads.save(other.name)).hash, other.hash);
  await bert.sees("link", `Save again ${other.name}`);
});
