import {
  assert,
  assertEquals,
  assertFalse,
  assertStringIncludes,
} from "@std/assert";
import { nameCheck } from "../../sealing/key_schedule.ts";
import { formatFragment } from "../../sealing/link.ts";
import type { CallPage } from "./harness/call_page.ts";
import { connectionStates, liveTracks } from "./harness/evidence.ts";
import {
  bothConnected,
  connectPrivately,
  joinBy,
  secretOf,
  startCall,
} from "./harness/private_call.ts";
import { recordSent } from "./harness/sent_by_page.ts";
import { newRoom, setStage } from "./harness/stage.ts";
import { NotYet, until } from "./harness/until.ts";
import { seesFrames } from "./harness/witness.ts";

const NEW_LINK = /\/room\/[a-z]+-[a-z]+-[1-9]\d{3}#1\.[A-Za-z0-9_-]{22}$/;
const MANGLED = /has shown its secret to the server/;

/** A valid link to a room of that name. */
function linkTo(origin: string, room: string): URL {
  const secret = crypto.getRandomValues(new Uint8Array(16));
  return new URL(`/room/${room}#${formatFragment(secret)}`, origin);
}

/** Two valid links to rooms of one name: its number fits both secrets. */
async function twinLinks(origin: string): Promise<[URL, URL]> {
  const words = "brave-otter";
  const seen = new Map<string, URL>();
  for (;;) {
    const secret = crypto.getRandomValues(new Uint8Array(16));
    const path = `/room/${words}-${await nameCheck(secret, words)}`;
    const link = new URL(`${path}#${formatFragment(secret)}`, origin);
    const twin = seen.get(path);
    if (twin !== undefined) return [twin, link];
    seen.set(path, link);
  }
}

/** What was asked of this machine, the camera included. */
function askedFor({ page }: CallPage): Promise<number> {
  return page.evaluate(() =>
    duetEvidence.ownTracks.length + duetEvidence.peers.length
  );
}

Deno.test("Start a call makes a private link, by which two people connect", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  const link = await startCall(anna);
  assert(NEW_LINK.test(link.href), link.href);
  await anna.says(/Private link\./);
  await anna.join();
  await anna.waitForState("waiting");
  await joinBy(bert, link);
  await bothConnected(anna, bert);
  await Promise.all([anna, bert].map(async (one) => {
    await one.sees("button", "Private link");
    await seesFrames(one.page, "Remote video", 3);
    assertEquals(one.page.url(), link.href);
  }));
});

const BROKEN: readonly [
  what: string,
  breaks: (link: string) => string,
  heading: string,
][] = [
  [
    "that was cut short",
    (link) => link.slice(0, -3),
    "A piece of this link is missing",
  ],
  [
    "whose secret is missing",
    (link) => link.slice(0, link.indexOf("#")),
    "A piece of this link is missing",
  ],
  [
    "with one other character",
    (link) => link.replace(/#1\.(.)/, (_, c) => `#1.${c === "a" ? "b" : "a"}`),
    "This link was changed on its way",
  ],
  [
    "with another name",
    (link) =>
      link.replace(
        /\d{4}#/,
        (digits) => `${digits === "1000#" ? 1001 : 1000}#`,
      ),
    "This link was changed on its way",
  ],
  [
    "of another version",
    (link) => link.replace("#1.", "#2."),
    "This link is for another Duet",
  ],
];

Deno.test("a link that is not whole says what is wrong, and touches nothing", async (t) => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  const sent = await recordSent(bert.page);
  const link = await startCall(anna);
  for (const [what, breaks, heading] of BROKEN) {
    await t.step(`a link ${what}`, async () => {
      const broken = breaks(link.href);
      assert(broken !== link.href);
      // From elsewhere: else the browser would only look for the place.
      await bert.page.goto("about:blank");
      await bert.page.goto(broken);
      await bert.sees("heading", heading);
      await bert.page.waitForNetworkIdle();
      assertEquals(await bert.state(), "failed");
      assertEquals(await askedFor(bert), 0);
      assertEquals(sent.sockets, []);
    });
  }
  await t.step("while the whole link asks, looks, and joins", async () => {
    await bert.page.goto(link.href);
    await bert.says(/Nobody is here yet/);
    await bert.join();
    await bert.waitForState("waiting");
    assert(await askedFor(bert) > 0);
    assertEquals(sent.sockets.length, 1);
  });
});

for (const escape of ["%23", "%2523"]) {
  Deno.test(`a link whose # has become ${escape} is mended, and says who has seen it`, async () => {
    await using stage = await setStage();
    const [anna, bert] = await stage.couple();
    const link = await startCall(anna);
    await anna.join();
    await anna.waitForState("waiting");

    const answer = await bert.page.goto(link.href.replace("#", escape));
    assert(answer);
    const html = await answer.text();
    assertStringIncludes(html, "data-call-state");
    assertFalse(html.includes(secretOf(link)), "The secret came back");
    assertFalse(JSON.stringify(answer.headers()).includes(secretOf(link)));

    await bert.waitForState("ready");
    assertEquals(bert.page.url(), link.href);
    await bert.says(MANGLED);
    await bert.join();
    await bothConnected(anna, bert);
    await bert.click("button", "Private link");
    await bert.says(MANGLED);
    // Once mended it is an address like any other.
    await bert.page.reload({ waitUntil: "domcontentloaded" });
    await bothConnected(anna, bert);
    assertEquals(bert.page.url(), link.href);
  });
}

Deno.test("Hide link takes the secret out of the address and its history, not out of the call", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  const { page } = anna;
  await page.browserContext().overridePermissions(stage.app.origin, [
    "clipboard-read",
    "clipboard-write",
    "clipboard-sanitized-write",
  ]);
  const link = await connectPrivately(anna, bert);
  const secret = secretOf(link);
  const session = await page.createCDPSession();
  /** The addresses that the back button knows. */
  const history = async () => {
    const { entries } = await session.send("Page.getNavigationHistory");
    return entries.map(({ url }) => url).join();
  };
  assertStringIncludes(await history(), secret);

  await anna.click("button", "Private link");
  await anna.click("button", "Hide link");
  const bare = `${link.origin}${link.pathname}`;
  await until(
    page,
    "an address without #",
    () => Promise.resolve(page.url() === bare),
  );
  assertFalse((await history()).includes(secret));
  assertFalse(await saysAnywhere(anna, secret), "The page shows the secret");

  await page.reload({ waitUntil: "domcontentloaded" });
  await bothConnected(anna, bert);
  await seesFrames(page, "Remote video", 3);
  assertEquals(page.url(), bare);
  await anna.sees("button", "Private link");

  await bert.leave();
  await anna.waitForState("waiting");
  await anna.click("button", "Copy invite link");
  await until(page, "the whole link on the clipboard", async () => {
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    if (copied !== link.href) throw new NotYet(copied);
    return true;
  });
});

function saysAnywhere({ page }: CallPage, text: string): Promise<boolean> {
  return page.evaluate(
    (text) => document.documentElement.outerHTML.includes(text),
    text,
  );
}

/** What a later page, or somebody who borrows the browser, could find. */
function leavings({ page }: CallPage): Promise<string> {
  return page.evaluate(() =>
    JSON.stringify([
      document.title,
      document.referrer,
      document.cookie,
      { ...localStorage },
    ])
  );
}

Deno.test("the secret of a link goes nowhere: no request, no header, no title, no storage", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  const sent = await recordSent(bert.page);
  const link = await connectPrivately(anna, bert);
  const secret = secretOf(link);
  await bert.sendChat("So that something is said");
  await anna.seesInChat(/something is said/);
  const left = [await leavings(bert)];
  await bert.page.reload({ waitUntil: "domcontentloaded" });
  await bothConnected(anna, bert);
  left.push(await leavings(bert));
  await bert.leave();
  await bert.sees("heading", "You left the call");
  await bert.click("link", "Start another call");
  await bert.sees("button", "Start a call");
  left.push(await leavings(bert));

  const all = [...sent.texts, ...left].join("\n");
  assertFalse(all.includes(secret), "The secret was found");
  // Proof that the record is one of this call.
  assertStringIncludes(all, link.pathname);
  assertStringIncludes(all, '"type":"join"');
  assert(sent.sockets.length >= 2);
});

Deno.test("another link pasted into the tab opens the other call", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  const [first, second] = await twinLinks(stage.app.origin);
  await joinBy(anna, second);
  await anna.waitForState("waiting");
  await bert.page.goto(first.href);
  await bert.waitForState("ready");
  await bert.page.goto(second.href);
  await bert.seesEnabled("button", "Join call");
  await bert.join();
  await bothConnected(anna, bert);
  assertEquals(bert.page.url(), second.href);
});

Deno.test("another link pasted in mid-call leads to the other lobby, with nothing of this call", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  const [first, second] = await twinLinks(stage.app.origin);
  await joinBy(anna, first);
  await anna.waitForState("waiting");
  await joinBy(bert, first);
  await bothConnected(anna, bert);
  await bert.sendChat("Words of the first call");
  await anna.seesInChat(/first call/);

  await bert.page.goto(second.href);
  await bert.waitForState("ready");
  await anna.waitForState("reconnecting");
  await bert.join();
  await bert.waitForState("waiting");
  assertFalse(await saysAnywhere(bert, "Words of the first call"));
});

Deno.test("two rooms of one name and two secrets never meet", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  const [first, second] = await twinLinks(stage.app.origin);
  const named = newRoom();
  const pairs = [
    [first, second],
    [
      linkTo(stage.app.origin, named),
      new URL(`/room/${named}`, stage.app.origin),
    ],
  ] as const;
  for (const [one, other] of pairs) {
    assertEquals(one.pathname, other.pathname);
    const sent = [await recordSent(anna.page), await recordSent(bert.page)];
    await joinBy(anna, one);
    await joinBy(bert, other);
    await anna.waitForState("waiting");
    await bert.waitForState("waiting");
    const [a, b] = sent.map(({ sockets }) => new Set(sockets));
    // Each looked and joined; to the server these are two rooms.
    assertEquals([a?.size, b?.size, a && b && a.isDisjointFrom(b)], [
      1,
      1,
      true,
    ]);
    for (const { page } of [anna, bert]) {
      assertEquals(await connectionStates(page), ["new"]);
      assertEquals(await liveTracks(page, "video"), 1);
      await page.goto("about:blank");
    }
  }
});
