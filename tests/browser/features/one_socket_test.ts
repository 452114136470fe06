import { assertEquals, assertFalse, assertMatch } from "@std/assert";
import { serveApp } from "../harness/app_server.ts";
import { type CallPage, newCallPage } from "../harness/call_page.ts";
import { type Chromium, launchChromium } from "../harness/chromium.ts";
import { bothConnected } from "../harness/private_call.ts";
import { type Meddler, standBefore, type Way } from "../harness/relay_proxy.ts";
import { newRoom, setStage } from "../harness/stage.ts";
import { seesFrames } from "../harness/witness.ts";

/** Lets everything pass, but what `change` makes another of; keeps the words of pages. */
class Watch implements Meddler {
  /** The types of what was said over each socket, in the order of their opening. */
  readonly said: string[][] = [];
  readonly #change: (way: Way, text: string, socket: number) => Passed;

  constructor(change: (way: Way, text: string, socket: number) => Passed) {
    this.#change = change;
  }

  meet() {
    const words: string[] = [];
    const socket = this.said.push(words) - 1;
    return {
      pass: (way: Way, text: string) => {
        if (way === "to-server") words.push(typeOf(text));
        return this.#change(way, text, socket);
      },
    };
  }
}

type Passed = string | Promise<string>;

function typeOf(text: string): string {
  return String(JSON.parse(text).type);
}

async function newPage(
  chromium: Chromium,
  origin: string,
): Promise<CallPage> {
  return await newCallPage(await chromium.newContext(), origin);
}

/** Waits in the room, whose lobby has seen that nobody was there. */
async function waitIn(one: CallPage, room: string): Promise<void> {
  await one.openLobby(room);
  await one.says(/Nobody is here yet/);
  await one.join();
  await one.waitForState("waiting");
}

/** Opens the lobby, and is told who is there. */
async function lookInto(one: CallPage, room: string): Promise<void> {
  await one.openLobby(room);
  await one.says(/Somebody is here/);
}

/** Notes what the page says of its signalling, from now on. */
async function noteSignalling(
  { page }: CallPage,
): Promise<() => Promise<string>> {
  await page.evaluate(() => {
    const root = document.querySelector("[data-signalling-state]");
    if (root === null) throw new Error("no call");
    const states = () => root.getAttribute("data-signalling-state");
    root.setAttribute("data-noted", "");
    new MutationObserver(() => {
      const noted = root.getAttribute("data-noted");
      root.setAttribute("data-noted", `${noted} ${states()}`);
    }).observe(root, { attributeFilter: ["data-signalling-state"] });
  });
  return () =>
    page.$eval("[data-noted]", (root) => root.getAttribute("data-noted") ?? "");
}

Deno.test("a call needs one socket of each page, from the lobby on", async () => {
  await using stage = await setStage();
  const watch = new Watch((_, text) => text);
  await using proxy = standBefore(stage.app.origin, watch);
  await using chromium = await launchChromium();
  const anna = await newPage(chromium, proxy.origin);
  const bert = await newPage(chromium, proxy.origin);
  const room = newRoom();
  await waitIn(anna, room);
  await lookInto(bert, room);
  await bert.join();
  await bothConnected(anna, bert);
  await seesFrames(bert.page, "Remote video", 3);
  const first = watch.said.map((words) => words.slice(0, 2));
  assertEquals(first, [["look", "join"], ["look", "join"]]);

  // Whoever comes again has nothing open: to look, or to go on with.
  await bert.leave();
  await anna.waitForState("waiting");
  await bert.click("button", "Rejoin");
  await bothConnected(anna, bert);
  assertEquals(watch.said.map(([word]) => word), ["look", "look", "join"]);
});

Deno.test("a server that knows only looks and joins apart gets a socket for each", async () => {
  await using app = await serveApp();
  const watch = new Watch((way, text) => {
    if (way === "to-server" || typeOf(text) !== "present") return text;
    const { mayJoin: _, ...present } = JSON.parse(text);
    return JSON.stringify(present);
  });
  await using proxy = standBefore(app.origin, watch);
  await using chromium = await launchChromium();
  const anna = await newPage(chromium, proxy.origin);
  const bert = await newPage(chromium, proxy.origin);
  const room = newRoom();
  await waitIn(anna, room);
  await lookInto(bert, room);
  await bert.join();
  await bothConnected(anna, bert);
  const looks = watch.said.filter(([word]) => word === "look");
  const joins = watch.said.filter(([word]) => word === "join");
  assertEquals([looks, joins.length], [[["look"], ["look"]], 2]);
});

Deno.test("a socket that has died in the lobby holds up nobody who joins", async () => {
  await using app = await serveApp();
  let asleep: number | null = null;
  const never = new Promise<string>(() => {});
  const watch = new Watch((_, text, socket) =>
    socket === asleep ? never : text
  );
  await using proxy = standBefore(app.origin, watch);
  await using chromium = await launchChromium();
  const anna = await newPage(chromium, app.origin);
  const bert = await newPage(chromium, proxy.origin);
  const room = newRoom();
  await waitIn(anna, room);
  await lookInto(bert, room);
  assertEquals(watch.said, [["look"]]);
  asleep = 0;
  const noted = await noteSignalling(bert);
  await bert.join();
  await bothConnected(anna, bert);
  await seesFrames(bert.page, "Remote video", 3);
  assertEquals(watch.said.map((words) => words.includes("join")), [true, true]);
  const states = await noted();
  assertMatch(states, /opening open/);
  assertFalse(states.includes("backing-off"), states);
});
