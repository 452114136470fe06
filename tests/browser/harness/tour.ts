/**
 * Real pages, brought into one state after the other.
 *
 * @module
 */
import type { Page } from "puppeteer-core";
import { newPrivateLink } from "../../../call/link/call_link.ts";
import { type CallPage, newCallPage } from "./call_page.ts";
import { launchChromium } from "./chromium.ts";
import { chooseFiles, makeFile } from "./files.ts";
import { launchFirefox } from "./firefox.ts";
import { newRoom } from "./stage.ts";
import { type AppServer, serveApp } from "./app_server.ts";

/** A page in the state that is named. */
export interface Stop {
  state: string;
  page: Page;
}

/** How a tour goes. */
export interface TourOptions {
  /** What each page gets before it is opened. */
  prepare?: (page: Page) => Promise<void>;
  /** Firefox neither crashes on demand nor shares its screen: those stops are left out. */
  browser?: "chromium" | "firefox";
  /** What the second person is called; letters only. @default "Bert" */
  peerName?: string;
}

/** Leads through every state; the last ones lose the server. */
export async function* tour(
  { prepare, browser = "chromium", peerName = "Bert" }: TourOptions = {},
): AsyncGenerator<Stop> {
  await using cleanup = new AsyncDisposableStack();
  const app = cleanup.use(await serveApp());
  const process = cleanup.use(
    await (browser === "firefox" ? launchFirefox() : launchChromium()),
  );
  const newPage = async () => {
    const guest = await newCallPage(await process.newContext(), app.origin);
    await prepare?.(guest.page);
    return guest;
  };
  yield* pagesOfTheSite(await newPage());
  yield* lobbies(newPage);
  yield* lobbiesWithoutDevices(newPage);
  yield* refusals(newPage);
  yield* calls(newPage, peerName, browser);
  yield* doors(newPage, peerName);
  if (browser === "chromium") yield* brokenCalls(newPage, app);
}

type NewPage = () => Promise<CallPage>;

async function* pagesOfTheSite(guest: CallPage): AsyncGenerator<Stop> {
  const { page } = guest;
  await guest.visit("/");
  await guest.sees("button", "Start a call");
  yield { state: "landing", page };
  await guest.type("Room name", "!");
  await page.keyboard.press("Enter");
  await guest.says(/a letter, a digit/);
  yield { state: "landing, with a name that is none", page };
  await guest.visit("/nothing/here");
  yield { state: "not found", page };
  await guest.visit("/check");
  await guest.says(/Check again/);
  yield { state: "check, running", page };
  await guest.saysNoMore(/Checking the connection/);
  yield { state: "check, done", page };
}

async function* lobbies(newPage: NewPage): AsyncGenerator<Stop> {
  const guest = await newPage();
  const { page } = guest;
  await guest.openLobby(newRoom());
  yield { state: "lobby of a named room", page };
  await startCall(guest);
  yield { state: "lobby of a private link", page };
  for (const details of await page.$$("summary")) await details.click();
  yield { state: "lobby, with everything open", page };
  await guest.click("button", "Microphone");
  await guest.click("button", "Camera");
  await guest.says(/Camera off/);
  yield { state: "lobby, muted and without picture", page };
  await page.close();
}

async function* lobbiesWithoutDevices(newPage: NewPage): AsyncGenerator<Stop> {
  const pending = await newPage();
  await pending.page.evaluateOnNewDocument(() => {
    navigator.mediaDevices.getUserMedia = () => new Promise(() => {});
  });
  await pending.visit(`/room/${newRoom()}`);
  await pending.says(/Waiting for permission/);
  yield { state: "lobby, asking for devices", page: pending.page };
  await pending.page.close();

  for (
    const error of ["NotAllowedError", "NotFoundError", "NotReadableError"]
  ) {
    const poor = await newPage();
    await poor.page.evaluateOnNewDocument((error) => {
      navigator.mediaDevices.getUserMedia = () =>
        Promise.reject(new DOMException("As the tour wants it", error));
    }, error);
    await poor.openLobby(newRoom());
    await poor.sees("button", "Try again");
    yield { state: `lobby, ${error}`, page: poor.page };
    await poor.page.close();
  }
}

async function* refusals(newPage: NewPage): AsyncGenerator<Stop> {
  const old = await newPage();
  await old.page.evaluateOnNewDocument(() => {
    Reflect.deleteProperty(globalThis, "RTCPeerConnection");
  });
  await old.visit(`/room/${newRoom()}`);
  await old.sees("heading", "This browser cannot make calls");
  yield { state: "a browser without WebRTC", page: old.page };
  await old.page.close();

  const { room, fragment } = await newPrivateLink(
    "brave-otter",
    new Uint8Array(16).fill(7),
  );
  const misled = await newPage();
  await misled.visit(`/room/${room}#${fragment.slice(0, -3)}`);
  await misled.sees("heading", "A piece of this link is missing");
  yield { state: "a link that has lost a piece", page: misled.page };
  await misled.page.close();
}

async function* calls(
  newPage: NewPage,
  peerName: string,
  browser: TourOptions["browser"],
): AsyncGenerator<Stop> {
  const [anna, bert] = [await newPage(), await newPage()];
  const { page } = anna;
  await startCall(anna);
  await anna.type("Your name", "Anna");
  const link = page.url();
  await anna.join();
  await anna.waitForState("waiting");
  yield { state: "waiting", page };
  await anna.click("button", "QR code");
  await anna.sees("dialog", "QR code");
  yield { state: "QR code", page };
  await page.keyboard.press("Escape");

  await bert.visit(new URL(link).pathname + new URL(link).hash);
  await bert.type("Your name", peerName);
  await bert.join();
  await Promise.all([
    anna.waitForState("connected"),
    bert.waitForState("connected"),
  ]);
  yield { state: "connected", page };
  await anna.clickControl("More");
  await anna.sees("menuitem", "Keyboard shortcuts");
  yield { state: "menu", page };
  await anna.click("menuitem", "Keyboard shortcuts");
  await anna.sees("dialog", "Keyboard shortcuts");
  yield { state: "keyboard shortcuts", page };
  await page.keyboard.press("Escape");
  await bert.clickControl("More");
  await bert.click("menuitemcheckbox", "Raise hand");
  await anna.says(new RegExp(`${peerName} raised`));
  yield { state: "their hand is raised", page };
  await anna.clickControl("Settings");
  await anna.sees("combobox", "Camera");
  yield { state: "settings", page };
  await anna.click("button", "Check connection");
  await anna.says(/Copy report/);
  await anna.saysNoMore(/Checking the connection/);
  yield { state: "settings, with a check", page };
  await anna.clickControl("Settings");
  await anna.click("button", "Private link");
  await anna.sees("button", "They match");
  yield { state: "privacy", page };
  await anna.click("button", "They match");
  await anna.sees("button", "Verified");
  yield { state: "privacy, verified", page };
  await anna.click("button", "Verified");
  await anna.openChat();
  yield { state: "chat, empty", page };
  await anna.sendChat(
    "Have you seen the lamp? It is new: https://lamps.example/4",
  );
  await bert.sees("button", "Chat");
  yield { state: "unread messages", page: bert.page };
  await bert.sendChat("It is lovely. ".repeat(30));
  await anna.seesInChat(/lovely/);
  yield { state: "chat", page };
  await anna.type("Message", "W".repeat(100));
  yield { state: "chat, with a draft that is one long word", page };
  await anna.type("Message", " ");
  using file = makeFile("holiday.bin", 1_000_000);
  await chooseFiles(bert, file.path);
  await anna.sees("button", `Accept ${file.name}`);
  yield { state: "chat, with a file offered", page };
  await anna.click("button", `Accept ${file.name}`);
  await anna.sees("link", `Save ${file.name}`);
  yield { state: "chat, with a file received", page };
  await anna.clickControl("Chat");
  using news = makeFile("after the holiday.bin", 2_000_000);
  await chooseFiles(bert, news.path);
  await anna.sees("button", "Open chat");
  yield { state: "a file offered, while the chat is closed", page };
  await anna.click("button", "Dismiss");
  await page.reload();
  await anna.waitForState("connected");
  yield { state: "connected again, after a reload", page };

  if (browser === "firefox") {
    await anna.leave();
    await anna.sees("heading", "You left the call");
    yield { state: "ended", page };
    return await page.close();
  }

  await bert.clickControl("Share screen");
  await page.waitForSelector('video[aria-label="Remote screen"]');
  yield { state: "their screen", page };
  yield { state: "own screen shared", page: bert.page };
  await bert.clickControl("Share screen");
  await bert.clickControl("Camera");
  await bert.clickControl("Microphone");
  await anna.says(/has no camera on/);
  yield { state: "they are muted and without picture", page };
  yield { state: "muted and without picture", page: bert.page };

  await anna.clickControl("Camera");
  await page.evaluate(() => {
    navigator.mediaDevices.getUserMedia = () =>
      Promise.reject(
        new DOMException("As the tour wants it", "NotReadableError"),
      );
  });
  await anna.clickControl("Camera");
  await anna.sees("button", "Try again");
  yield { state: "a camera that fails in the call", page };

  const third = await newPage();
  await third.visit(new URL(link).pathname + new URL(link).hash);
  await third.waitForState("ready");
  await third.join();
  await third.sees("heading", "This call is full");
  yield { state: "full", page: third.page };
  await third.page.close();

  await crash(bert.page);
  await anna.waitForState("reconnecting");
  yield { state: "reconnecting", page };
  await anna.leave();
  await anna.sees("heading", "You left the call");
  yield { state: "ended", page };
  await page.close();
}

/** One asks to be asked, the other knocks; then nobody else may come in. */
async function* doors(
  newPage: NewPage,
  peerName: string,
): AsyncGenerator<Stop> {
  const [anna, bert] = [await newPage(), await newPage()];
  await startCall(anna);
  const link = anna.page.url();
  await anna.click("checkbox", "Ask me before anyone joins");
  await anna.join();
  await anna.waitForState("waiting");
  await bert.visit(new URL(link).pathname + new URL(link).hash);
  await bert.waitForState("ready");
  await bert.says(/here/);
  yield { state: "lobby, with somebody there", page: bert.page };
  await bert.type("Your name", peerName);
  await bert.join();
  await bert.waitForState("knocking");
  yield { state: "knocking", page: bert.page };
  await anna.sees("button", "Admit");
  yield { state: "somebody knocks", page: anna.page };
  await anna.click("button", "Admit");
  await anna.waitForState("connected");
  await anna.click("button", "Private link");
  await anna.click("checkbox", "Lock the call");
  await anna.sees("checkbox", "Lock the call");
  yield { state: "privacy, locked", page: anna.page };
  await anna.click("button", "Close privacy");
  await bert.leave();
  await anna.waitForState("waiting");
  yield { state: "waiting, after they have left", page: anna.page };
  for (const { page } of [anna, bert]) await page.close();
}

async function* brokenCalls(
  newPage: NewPage,
  app: AppServer,
): AsyncGenerator<Stop> {
  const [anna, deaf] = [await newPage(), await newPage()];
  await deaf.page.evaluateOnNewDocument(() => {
    RTCPeerConnection.prototype.setRemoteDescription = () =>
      new Promise(() => {});
  });
  const room = newRoom();
  await anna.enter(room);
  await anna.waitForState("waiting");
  await deaf.enter(room);
  await anna.waitForState("connecting");
  yield { state: "connecting", page: anna.page };

  const late = await newPage();
  await late.openLobby(newRoom());
  // The first sign of a person loads what comes after the lobby.
  await late.page.keyboard.press("Tab");
  await late.page.waitForNetworkIdle();
  await anna.says(/No way to/);
  yield { state: "connecting, in vain", page: anna.page };
  await deaf.page.close();

  await app.kill();
  await late.join();
  await late.says(/server does not answer/);
  yield { state: "joining, without a server", page: late.page };
}

/** Into the lobby of a new private link. */
async function startCall(guest: CallPage): Promise<void> {
  await guest.visit("/");
  await guest.click("button", "Start a call");
  await guest.waitForState("ready");
}

/** The page's process ends, and nobody is told. */
async function crash(page: Page): Promise<void> {
  const debug = await page.createCDPSession();
  const gone = new Promise((resolve) => page.once("error", resolve));
  // It cannot answer any more.
  debug.send("Page.crash").catch(() => {});
  await gone;
}
