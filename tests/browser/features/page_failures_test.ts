/** What a browser refuses, or throws, in real pages: the page says so, or goes on. */
import { assert, assertEquals } from "@std/assert";
import type { Page } from "puppeteer-core";
import { type CallPage } from "../harness/call_page.ts";
import {
  ANNA,
  connect,
  newRoom,
  setStage,
  type Stage,
} from "../harness/stage.ts";
import { problemsOf } from "../harness/page_problems.ts";
import { until } from "../harness/until.ts";

/** What Chromium refuses, beside what it takes. */
const REFUSED = "stun:a:99999";

Deno.test("an ICE server that the browser refuses costs none of the others", async () => {
  await using stage = await setStage({ STUN_URLS: "stun:127.0.0.1:9" });
  const [anna, bert] = await stage.couple();
  await anna.page.evaluateOnNewDocument((refused) => {
    const parse = JSON.parse;
    JSON.parse = (text: string) => {
      const value = parse(text);
      // What the server says, as an older one could have said it.
      if (value?.type === "joined") value.ice[0].urls.unshift(refused);
      return value;
    };
  }, REFUSED);
  await connect(anna, bert);
  const servers = await anna.page.evaluate(() =>
    globalThis.duetEvidence.peer?.getConfiguration().iceServers
  );
  assertEquals(servers?.map(({ urls }) => urls), [["stun:127.0.0.1:9"]]);
});

/** Pages in which something throws, and how. */
const BROKEN: Record<string, (page: Page) => Promise<unknown>> = {
  "a connection cannot be made": (page) =>
    page.evaluateOnNewDocument(() => {
      class Refusing extends RTCPeerConnection {
        constructor(configuration: RTCConfiguration = {}) {
          if (configuration.bundlePolicy) throw new Error("injected");
          super(configuration);
        }
      }
      globalThis.RTCPeerConnection = Refusing;
    }),
  "no key can be derived": (page) =>
    page.evaluateOnNewDocument(() => {
      crypto.subtle.importKey = () => Promise.reject(new Error("injected"));
    }),
  "no certificate can be made": (page) =>
    page.evaluateOnNewDocument(() => {
      RTCPeerConnection.generateCertificate = () =>
        Promise.reject(new Error("injected"));
    }),
};

Deno.test("a page in which something throws says what to do, and is no lobby", async (t) => {
  await using stage = await setStage();
  for (const [what, breaks] of Object.entries(BROKEN)) {
    await t.step(what, async () => {
      const guest = await stage.person(ANNA);
      await breaks(guest.page);
      await guest.visit(`/room/${newRoom()}`);
      await guest.sees("heading", "Something went wrong in this page");
      await guest.sees("button", "Reload the page");
      assertEquals(await guest.state(), "failed");
    });
  }
});

Deno.test("a page whose model cannot be made says what to do", async () => {
  await using stage = await setStage();
  const guest = await stage.person(ANNA);
  await guest.page.evaluateOnNewDocument(() => {
    const { mediaDevices } = navigator;
    mediaDevices.addEventListener = () => {
      throw new Error("injected");
    };
    Object.defineProperty(crypto, "getRandomValues", {
      value() {
        throw new Error("injected");
      },
    });
    Object.defineProperty(navigator, "locks", {
      get() {
        throw new Error("injected");
      },
    });
  });
  await guest.visit(`/room/${newRoom()}`);
  await guest.says(/Something went wrong in this page\. Reload it/);
  await guest.sees("button", "Reload the page");
});

/** Lets nothing of the app's code load any more, until the returned function is called. */
async function withoutCode({ page }: CallPage): Promise<() => Promise<void>> {
  const session = await page.createCDPSession();
  await session.send("Network.enable");
  await session.send("Network.setBlockedURLs", { urls: ["*.js*"] });
  return () => session.send("Network.setBlockedURLs", { urls: [] });
}

Deno.test("a file that is dropped before what sends it can be loaded is kept, and sent", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  const room = newRoom();
  await anna.enter(room);
  await anna.waitForState("waiting");
  await bert.openLobby(room);
  await bert.page.mouse.move(20, 20);
  await bert.page.waitForNetworkIdle();
  const loads = await withoutCode(bert);
  await bert.join();
  await bert.waitForState("connected");
  await bert.page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(["Hello"], "early.txt"));
    dispatchEvent(new DragEvent("drop", { dataTransfer, cancelable: true }));
  });
  await bert.says(/Your files are not sent yet/);
  await loads();
  await bert.click("button", "Try again");
  await bert.saysNoMore(/Your files are not sent yet/);
  await anna.openChat();
  await until(
    anna.page,
    "the file that was dropped early",
    () =>
      anna.page.evaluate(() => document.body.innerText.includes("early.txt")),
  );
});

Deno.test("the start page says so where its button cannot do what it says", async () => {
  await using stage = await setStage();
  const guest = await stage.person(ANNA);
  await guest.visit("/");
  await guest.page.waitForNetworkIdle();
  const loads = await withoutCode(guest);
  await guest.click("button", "Start a call");
  await guest.says(/The server does not answer/);
  await loads();
  await guest.click("button", "Start a call");
  await guest.waitForState("ready");
  assert(guest.page.url().includes("/room/"));
});

/** A lobby that has asked for no code beyond its own, as no device is given. */
async function untouchedLobby(stage: Stage): Promise<CallPage> {
  const guest = await stage.person(ANNA);
  await guest.page.evaluateOnNewDocument(() => {
    if (sessionStorage.length > 0) return;
    navigator.mediaDevices.getUserMedia = () => new Promise(() => {});
  });
  await guest.visit(`/room/${newRoom()}`);
  await guest.says(/Waiting for permission/);
  await guest.page.waitForNetworkIdle();
  return guest;
}

Deno.test("who clicks while the code for joining does not load is in as soon as it does", async () => {
  await using stage = await setStage();
  const guest = await untouchedLobby(stage);
  const loads = await withoutCode(guest);
  await guest.join();
  await guest.waitForSignallingState((state) => state === "backing-off");
  await loads();
  await guest.waitForState("waiting");
  await guest.sees("heading", "Waiting for the other one");
});

Deno.test("who clicks where a part of the code for joining did not load is in by a reload", async () => {
  await using stage = await setStage();
  const guest = await untouchedLobby(stage);
  const { page } = guest;
  let scripts = 0, fails = true;
  await page.setRequestInterception(true);
  page.on("request", (request) => {
    const isScript = request.resourceType() === "script";
    // The modules that somebody asks for come, and none that those need.
    if (isScript && fails && ++scripts > 2) void request.abort();
    else void request.continue();
  });
  await page.mouse.move(10, 10);
  await until(page, "code that is refused", () => Promise.resolve(scripts > 4));
  await page.waitForNetworkIdle();
  fails = false;
  const loads = page.waitForNavigation({ timeout: 30_000 });
  await guest.join();
  await loads;
  await guest.waitForState("waiting");
});

/** What other versions may have left where certificates lie. */
const CERTIFICATES: Record<string, (tab: string) => Promise<void>> = {
  "another shape": async (tab) => {
    const opening = indexedDB.open("duet.certificates", 1);
    opening.onupgradeneeded = () =>
      opening.result.createObjectStore("certificates").put("text", tab);
    await new Promise((resolve) => opening.onsuccess = resolve);
    opening.result.close();
  },
  "no store": async () => {
    const opening = indexedDB.open("duet.certificates", 1);
    await new Promise((resolve) => opening.onsuccess = resolve);
    opening.result.close();
  },
  "a newer version": async () => {
    const opening = indexedDB.open("duet.certificates", 9);
    await new Promise((resolve) => opening.onsuccess = resolve);
    opening.result.close();
  },
};

Deno.test("a certificate of another version counts as none", async (t) => {
  await using stage = await setStage();
  for (const [what, leave] of Object.entries(CERTIFICATES)) {
    await t.step(what, async () => {
      const guest = await stage.person(ANNA);
      await guest.visit("/nothing/here");
      await guest.page.evaluate(leave, "tab");
      await guest.enter(newRoom());
      await guest.waitForState("waiting");
      await guest.page.reload();
      await guest.waitForState("waiting");
      assertEquals(problemsOf(guest.page).filter(isOfPage), []);
    });
  }
});

/** The page without anything on it is a 404, and said to be one. */
function isOfPage(problem: string): boolean {
  return !problem.includes("404");
}
