/**
 * What most tests begin with: the app, somebody's browser, a page in it.
 *
 * @module
 */
import { type AppServer, serveApp } from "./app_server.ts";
import { type CallPage, newCallPage } from "./call_page.ts";
import {
  type Chromium,
  type ChromiumOptions,
  launchChromium,
} from "./chromium.ts";
import { type Identity, writeFakeMedia } from "./fake_media.ts";
import { until } from "./until.ts";

/** Red, and high. */
export const ANNA: Identity = {
  colour: { red: 200, green: 30, blue: 30 },
  toneHz: 1900,
};

/** Blue, and low. */
export const BERT: Identity = {
  colour: { red: 30, green: 40, blue: 200 },
  toneHz: 700,
};

/** The app, and the people at their machines; disposal ends all of it. */
export interface Stage extends AsyncDisposable {
  app: AppServer;
  /** A page in a browser process that only this person uses. */
  person(who: Identity | ChromiumOptions): Promise<CallPage>;
  /** Two pages in one browser process, each in a context of its own. */
  couple(): Promise<[CallPage, CallPage]>;
}

/** Serves the app, for one test; `env` are settings of the server. */
export async function setStage(
  env: Record<string, string> = {},
): Promise<Stage> {
  await using cleanup = new AsyncDisposableStack();
  const app = cleanup.use(await serveApp(0, env));

  async function launch(options: ChromiumOptions): Promise<Chromium> {
    return stack.use(await launchChromium(options));
  }

  const stack = cleanup.move();
  return {
    app,
    async person(who) {
      const options = "toneHz" in who ? stack.use(writeFakeMedia(who)) : who;
      const chromium = await launch(options);
      return newCallPage(await chromium.newContext(), app.origin);
    },
    async couple() {
      const chromium = await launch({});
      return [
        await newCallPage(await chromium.newContext(), app.origin),
        await newCallPage(await chromium.newContext(), app.origin),
      ];
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

let rooms = 0;

/** A room that no other test uses. */
export function newRoom(): string {
  return `browser-test-${Deno.pid}-${++rooms}`;
}

/**
 * Brings one after the other into a new room, and waits until both are connected
 * and either could reload: a page that goes before the two have made their pair
 * secret comes back as somebody else.
 */
export async function connect(one: CallPage, other: CallPage): Promise<string> {
  const room = newRoom();
  await one.enter(room);
  await one.waitForState("waiting");
  await other.enter(room);
  await Promise.all([
    one.waitForState("connected"),
    other.waitForState("connected"),
  ]);
  await Promise.all([keepsPairSecret(one), keepsPairSecret(other)]);
  return room;
}

/** Where a browser keeps nothing, there is nothing to wait for. */
function keepsPairSecret({ page }: CallPage): Promise<boolean> {
  return until(page, "a pair secret in the session", () =>
    page.evaluate(() => {
      try {
        return Object.entries(sessionStorage).some(([key, text]) =>
          key.startsWith("duet.session.") && JSON.parse(text).pair !== null
        );
      } catch {
        return true;
      }
    }));
}

/**
 * Anna and Bert in a call, each in a context of their own.
 *
 * @param prepare What is to be done before they meet.
 */
export async function connectedPair(
  prepare?: (anna: CallPage, bert: CallPage) => Promise<void>,
): Promise<AsyncDisposable & { anna: CallPage; bert: CallPage }> {
  const stage = await setStage();
  const [anna, bert] = await stage.couple();
  await prepare?.(anna, bert);
  await connect(anna, bert);
  return {
    anna,
    bert,
    [Symbol.asyncDispose]: () => stage[Symbol.asyncDispose](),
  };
}
