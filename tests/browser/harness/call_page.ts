/**
 * One person's page, by the names that a person or a screen reader finds.
 *
 * @module
 */
import type {
  BrowserContext,
  ElementHandle,
  Page,
  Viewport,
} from "puppeteer-core";
import type { CallPhase } from "../../../call/machine/state.ts";
import { gatherEvidence } from "./gather_evidence.ts";
import { watchProblems } from "./page_problems.ts";
import { NotYet, PATIENCE_MS, until } from "./until.ts";

const LAPTOP: Viewport = { width: 1280, height: 720 };

/** Opens an empty page that gathers evidence and notes what goes wrong. */
export async function newCallPage(
  context: BrowserContext,
  origin: string,
): Promise<CallPage> {
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await page.setViewport(LAPTOP);
  await gatherEvidence(page);
  // Whoever reloads or goes elsewhere in the middle of a call means it.
  page.on("dialog", (dialog) => {
    if (dialog.type() === "beforeunload") dialog.accept().catch(() => {});
  });
  return new CallPage(page, origin);
}

/** A page of the app, driven by roles and names. */
export class CallPage {
  /** Every address that the page has asked for. */
  readonly requests: URL[] = [];

  constructor(readonly page: Page, readonly origin: string) {
    watchProblems(page);
    page.on("request", (request) => {
      this.requests.push(new URL(request.url()));
    });
  }

  /** Goes to a path of the app. */
  async visit(path: string): Promise<void> {
    await this.page.goto(`${this.origin}${path}`);
  }

  /** Opens a room's lobby, and waits until the question for media is settled. */
  async openLobby(room: string): Promise<void> {
    await this.visit(`/room/${room}`);
    await this.waitForState("ready");
    await this.seesEnabled("button", "Join call");
  }

  /** Opens a room and joins it. */
  async enter(room: string): Promise<void> {
    await this.openLobby(room);
    await this.join();
  }

  join(): Promise<void> {
    return this.click("button", "Join call");
  }

  leave(): Promise<void> {
    return this.clickControl("Leave call");
  }

  state(): Promise<string | null> {
    return this.#rootAttribute("data-call-state");
  }

  signallingState(): Promise<string | null> {
    return this.#rootAttribute("data-signalling-state");
  }

  async waitForState(
    expected: CallPhase,
    patienceMs = PATIENCE_MS,
  ): Promise<void> {
    await until(
      this.page,
      `the call state ${expected}`,
      async () => await this.state() === expected,
      patienceMs,
    );
  }

  async waitForSignallingState(
    matches: (state: string | null) => boolean,
    patienceMs = PATIENCE_MS,
  ): Promise<void> {
    await until(
      this.page,
      `the signalling state ${matches}`,
      async () => matches(await this.signallingState()),
      patienceMs,
    );
  }

  /** Waits for a visible element of that role and name. */
  sees(role: string, name: string): Promise<ElementHandle<Element>> {
    return this.#find(`::-p-aria([name="${name}"][role="${role}"])`);
  }

  /** Waits for a control that can be used. */
  async seesEnabled(
    role: string,
    name: string,
  ): Promise<ElementHandle<Element>> {
    const element = await this.sees(role, name);
    await until(
      this.page,
      `${name} to be enabled`,
      () => element.evaluate((element) => !element.matches(":disabled")),
    );
    return element;
  }

  async click(role: string, name: string): Promise<void> {
    using element = await this.seesEnabled(role, name);
    await this.#press(element, name);
  }

  /** Clicks a button of the toolbar **Call controls**. */
  async clickControl(name: string): Promise<void> {
    using button = await this.control(name);
    await this.#press(button, name);
  }

  /** A button of the toolbar **Call controls**. */
  control(name: string): Promise<ElementHandle<Element>> {
    return this.#find(
      `::-p-aria([name="Call controls"][role="toolbar"]) >>> ` +
        `::-p-aria([name="${name}"][role="button"])`,
    );
  }

  /** Whether a toggle button of the toolbar is on: its `aria-pressed`. */
  async pressed(name: string): Promise<string | null> {
    using button = await this.control(name);
    return await button.evaluate((button) =>
      button.getAttribute("aria-pressed")
    );
  }

  /** Waits until a toggle button of the toolbar is on, or off. */
  async waitForPressed(name: string, pressed: boolean): Promise<void> {
    await until(
      this.page,
      `${name} to be ${pressed ? "on" : "off"}`,
      async () => await this.pressed(name) === String(pressed),
    );
  }

  /** Replaces what a text box holds. */
  async type(name: string, text: string): Promise<void> {
    using box = await this.seesEnabled("textbox", name);
    await box.click({ count: 3 });
    await box.type(text);
  }

  /** Opens the lobby's lists of devices. */
  async openDevices(): Promise<void> {
    using summary = await this.#find("details > summary::-p-text(Devices)");
    await this.#press(summary, "Devices");
    await this.sees("button", "Test speaker");
  }

  /** Opens the chat if it is closed. */
  async openChat(): Promise<void> {
    using log = await this.page.$(
      `::-p-aria([name="Chat messages"][role="log"])`,
    );
    if (!await log?.isVisible()) await this.clickControl("Chat");
    await this.sees("log", "Chat messages");
  }

  async sendChat(text: string): Promise<void> {
    await this.openChat();
    await this.type("Message", text);
    await this.click("button", "Send");
  }

  /** Waits for words in the chat's log. */
  async seesInChat(words: RegExp): Promise<void> {
    await this.openChat();
    using log = await this.sees("log", "Chat messages");
    await until(
      this.page,
      `${words} in the chat`,
      async () => words.test(await log.evaluate(textOf)),
    );
  }

  /** Waits for words anywhere on the page. */
  async says(words: RegExp): Promise<void> {
    await until(
      this.page,
      `the words ${words}`,
      async () => words.test(await this.#text()),
    );
  }

  /** Waits until words are nowhere on the page. */
  async saysNoMore(words: RegExp): Promise<void> {
    await until(
      this.page,
      `the words ${words} to go`,
      async () => !words.test(await this.#text()),
    );
  }

  #text(): Promise<string> {
    return this.page.evaluate(() => document.body.innerText);
  }

  /** Clicks once nothing lies over the element: a click hits what is on top. */
  async #press(element: ElementHandle<Element>, name: string): Promise<void> {
    await element.scrollIntoView();
    await until(
      this.page,
      `${name} to lie open`,
      () =>
        element.evaluate((element) => {
          const { x, y, width, height } = element.getBoundingClientRect();
          const top = document.elementFromPoint(x + width / 2, y + height / 2);
          return element.contains(top);
        }),
    );
    await element.click();
  }

  #find(selector: string): Promise<ElementHandle<Element>> {
    return until(this.page, selector, async () => {
      const element = await this.page.$(selector);
      if (!element) throw new NotYet("nothing");
      if (!await element.isVisible()) throw new NotYet("something invisible");
      return element;
    });
  }

  #rootAttribute(name: string): Promise<string | null> {
    return this.page.evaluate(
      (name) =>
        document.querySelector("[data-call-state]")?.getAttribute(name) ??
          null,
      name,
    );
  }
}

function textOf(element: Element): string {
  return element instanceof HTMLElement ? element.innerText : "";
}
