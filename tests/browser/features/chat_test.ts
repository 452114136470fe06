import { assert, assertEquals } from "@std/assert";
import type { CallPage } from "../harness/call_page.ts";
import { connectedPair } from "../harness/stage.ts";
import { until } from "../harness/until.ts";

Deno.test("addresses can be followed, look as they were written, and say where they lead", async () => {
  await using call = await connectedPair();
  const { anna, bert } = call;
  await anna.sendChat(
    "See https://example.com/a(b)?c=1, http://аррӏе.com. javascript:alert(1) " +
      "https://user:pw@example.com data:text/html,x",
  );
  await bert.seesInChat(/data:text/);
  const links = await bert.page.evaluate(() =>
    [...document.querySelectorAll(`[role="log"] a`)].map((link) =>
      link instanceof HTMLAnchorElement
        ? [link.textContent, link.href, link.rel, link.target]
        : []
    )
  );
  const [rel, target] = ["noopener noreferrer", "_blank"];
  assertEquals(links, [
    [
      "https://example.com/a(b)?c=1",
      "https://example.com/a(b)?c=1",
      rel,
      target,
    ],
    ["http://аррӏе.com", "http://xn--80ak6aa92e.com/", rel, target],
  ]);
  await bert.seesInChat(/\(xn--80ak6aa92e\.com\)/);
});

Deno.test("Enter sends, Shift and Enter begins a line, and a half-made word does neither", async () => {
  await using call = await connectedPair();
  const { anna, bert } = call;
  await anna.openChat();
  await anna.type("Message", "first line");
  const { keyboard } = anna.page;
  await keyboard.down("Shift");
  await keyboard.press("Enter");
  await keyboard.up("Shift");
  await keyboard.type("second line");
  await anna.page.evaluate(() => {
    document.querySelector("textarea")?.dispatchEvent(
      new KeyboardEvent("keydown", {
        key: "Enter",
        isComposing: true,
        bubbles: true,
        cancelable: true,
      }),
    );
  });
  assertEquals(await draft(anna), "first line\nsecond line");
  await keyboard.press("Enter");
  await bert.seesInChat(/first line\nsecond line/);
  assertEquals(await draft(anna), "");
});

function draft({ page }: CallPage): Promise<string | undefined> {
  return page.evaluate(() => document.querySelector("textarea")?.value);
}

Deno.test("the list stays where one reads, and says that there is more below", async () => {
  await using call = await connectedPair();
  const { anna, bert } = call;
  await bert.openChat();
  for (let i = 0; i < 30; i++) await anna.sendChat(`line ${i}`);
  await bert.seesInChat(/line 29/);
  await until(bert.page, "the end of the list", () => atEnd(bert));
  await scrollToTop(bert);
  await anna.sendChat("one more");
  await bert.sees("button", "New messages");
  assertEquals(await atEnd(bert), false);
  await bert.click("button", "New messages");
  await until(bert.page, "the end of the list", () => atEnd(bert));
  // What one writes oneself is what one wants to see.
  await scrollToTop(anna);
  await anna.sendChat("my own");
  await until(anna.page, "the end of the list", () => atEnd(anna));
});

async function scrollToTop({ page }: CallPage): Promise<void> {
  await page.evaluate(() => {
    const log = document.querySelector(`[role="log"]`);
    if (log) log.scrollTop = 0;
    return new Promise((resolve) =>
      log?.addEventListener("scroll", resolve, { once: true })
    );
  });
}

function atEnd({ page }: CallPage): Promise<boolean> {
  return page.evaluate(() => {
    const log = document.querySelector(`[role="log"]`);
    return log !== null &&
      log.scrollHeight - log.scrollTop - log.clientHeight < 2;
  });
}

Deno.test("a message that is too long is not sent and not lost", async () => {
  await using call = await connectedPair();
  const { anna } = call;
  await anna.openChat();
  const long = "é".repeat(3_000);
  await anna.page.focus("textarea");
  await anna.page.keyboard.sendCharacter(long);
  await anna.says(/too long/);
  await anna.page.keyboard.press("Enter");
  assertEquals(await draft(anna), long);
});

Deno.test("Escape closes the chat, gives the focus back, and keeps what was being written", async () => {
  await using call = await connectedPair();
  const { anna } = call;
  await anna.openChat();
  await anna.type("Message", "to be gone on with");
  await anna.page.keyboard.press("Escape");
  await until(
    anna.page,
    "the focus on the button",
    () =>
      anna.page.evaluate(() => document.activeElement?.ariaLabel === "Chat"),
  );
  assert(await anna.page.$("textarea") === null);
  await anna.openChat();
  assertEquals(await draft(anna), "to be gone on with");
});
