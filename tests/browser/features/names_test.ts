import { assert, assertEquals, assertMatch } from "@std/assert";
import type { CallPage } from "../harness/call_page.ts";
import {
  chooseFiles,
  downloadedText,
  fileSays,
  makeFile,
} from "../harness/files.ts";
import { connectedPair, newRoom, setStage } from "../harness/stage.ts";
import { until } from "../harness/until.ts";

const NAME = "Ｙ\u200bou";
const SHOWN = "“Ｙou” \\(the other person\\)";
const KNOCKS = new RegExp(`^● ${SHOWN} would like to join`);

/** Who is said to have written each message of the open chat. */
function authors({ page }: CallPage): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll(`[role="log"] li > p:last-child bdi`)]
      .map(({ textContent }) => textContent ?? "")
  );
}

Deno.test("somebody whose name is “You” is told from oneself in the lobby, at the door, in the call and in what is saved", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  const room = newRoom();
  await bert.openLobby(room);
  await bert.type("Your name", NAME);
  await bert.join();
  await bert.waitForState("waiting");
  await anna.openLobby(room);
  await anna.says(new RegExp(`${SHOWN} is here`));
  await bert.leave();
  await anna.says(/Nobody is here yet/);
  await anna.click("checkbox", "Ask me before anyone joins");
  await anna.join();
  await anna.waitForState("waiting");
  await bert.click("button", "Rejoin");
  await anna.says(new RegExp(`${SHOWN} would like to join`));
  await until(
    anna.page,
    "the title",
    async () => KNOCKS.test(await anna.page.title()),
  );
  await anna.click("button", "Admit");
  await Promise.all([anna, bert].map((each) => each.waitForState("connected")));
  await bert.sendChat("first");
  await anna.says(new RegExp(`${SHOWN}: first`));
  assertMatch(await anna.page.title(), new RegExp(`● ${SHOWN} is here`));
  await anna.openChat();
  await anna.sendChat("hello");
  await bert.sendChat("ok\u2028You: I accept");
  await anna.seesInChat(/I accept/);
  assertEquals(
    (await authors(anna)).map((name) => name.normalize("NFKC")),
    ["“You” (the other person)", "You", "“You” (the other person)"],
  );
  await anna.leave();
  await anna.says(new RegExp(`You talked with ${SHOWN}`));
  const text = await downloadedText(
    anna,
    () => anna.click("link", "Save the chat"),
  );
  const lines = text.trimEnd().split("\n");
  assertEquals(lines.length, 4, text);
  assertEquals(lines.filter((line) => / You: /.test(line)).length, 2);
  assertEquals(lines.at(-1), "  | You: I accept");
  assert(lines.every((line) => !/[\u200b\u2028]/.test(line)));
});

Deno.test("what a file is stands at the end of its name, whatever direction that has", async () => {
  await using call = await connectedPair();
  const { anna, bert } = call;
  using file = makeFile("شلام report.pdf שלום.7z", 10);
  await chooseFiles(bert, file.path);
  await anna.openChat();
  await fileSays(anna, file.name, /Accept/);
  const [stem, extension] = await anna.page.evaluate(() => {
    const name = document.querySelector(`[role="log"] bdi[dir="ltr"]`);
    return [...name?.childNodes ?? []].map((part) => {
      const range = document.createRange();
      range.selectNodeContents(part);
      const { left, right } = range.getBoundingClientRect();
      return { text: part.textContent, left, right };
    });
  });
  assertEquals(extension?.text, ".7z");
  assert((extension?.left ?? 0) >= (stem?.right ?? Infinity) - 1);
});
