/**
 * Two people behind routers, the app and the TURN server between them.
 *
 * @module
 */
import { type CallPage, newCallPage } from "../../browser/harness/call_page.ts";
import { joinTimes } from "../../browser/harness/evidence.ts";
import { newRoom } from "../../browser/harness/stage.ts";
import { until } from "../../browser/harness/until.ts";
import { type BrowserName, launch } from "./browsers.ts";
import { keepHeard } from "./heard_candidates.ts";
import { type HubServer, ORIGIN, serveOnHub } from "./hub_server.ts";
import { keepRecord } from "./keep_record.ts";
import type { Side } from "./lab.ts";
import { type NatLab, type Network, openNatLab, ORIGIN_V6 } from "./nat_lab.ts";
import {
  relayOnHub,
  TURN_SECRET,
  TURN_URLS,
  type TurnServer,
} from "./turn_server.ts";

/** The network, the app, the TURN server, and two people in the lobby of nothing yet. */
export interface NatStage extends AsyncDisposable {
  lab: NatLab;
  server: HubServer;
  turn: TurnServer;
  people: Record<Side, CallPage>;
  pages: readonly [CallPage, CallPage];
}

/** What a test sets up. */
export interface NatOptions {
  networks: Record<Side, Network>;
  /** Which servers the app knows. */
  servers: readonly (keyof typeof TURN_URLS)[];
  /** More settings of the app. */
  settings?: Readonly<Record<string, string>>;
  /** More command line of coturn. */
  coturn?: readonly string[];
  /** More command line of Chromium, by side. */
  flags?: Partial<Record<Side, readonly string[]>>;
  browsers?: Partial<Record<Side, BrowserName>>;
}

/** Sets all of it up; nobody has joined yet. */
export async function setNatStage(options: NatOptions): Promise<NatStage> {
  const { networks, servers, browsers, flags } = options;
  await using cleanup = new AsyncDisposableStack();
  const lab = cleanup.use(await openNatLab(networks));
  const turn = cleanup.use(await relayOnHub(lab, options.coturn));
  const urls = servers.map((name) => TURN_URLS[name]);
  const relays = urls.filter((url) => url.startsWith("turn"));
  const server = cleanup.use(
    await serveOnHub(lab, {
      HOST: "::",
      STUN_URLS: urls.filter((url) => url.startsWith("stun")).join(),
      ...(relays.length > 0 && { TURN_URLS: relays.join(), TURN_SECRET }),
      ...options.settings,
    }),
  );

  async function person(side: Side): Promise<CallPage> {
    const { browser } = cleanup.use(
      await launch(lab, side, browsers?.[side] ?? "chromium", [
        // Nobody has signed the TURN server's certificate.
        `--ignore-certificate-errors-spki-list=${turn.keyHash}`,
        ...flags?.[side] ?? [],
      ]),
    );
    const page = await newCallPage(
      browser.defaultBrowserContext(),
      networks[side] === "ipv6" ? ORIGIN_V6 : ORIGIN,
    );
    await keepRecord(page.page);
    await keepHeard(page.page);
    return page;
  }

  const [a, b] = await Promise.all([person("a"), person("b")]);
  const stack = cleanup.move();
  return {
    lab,
    server,
    turn,
    people: { a, b },
    pages: [a, b],
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

/** Lets person a wait, and brings b to the same lobby; `hide` checks the box. */
export async function prepareToMeet(
  { people: { a, b } }: NatStage,
  hide?: Side,
): Promise<void> {
  const room = newRoom();
  await Promise.all([a.openLobby(room), b.openLobby(room)]);
  for (const [side, person] of [["a", a], ["b", b]] as const) {
    if (side === hide) await person.click("checkbox", "Hide my address");
  }
  await a.join();
  await a.waitForState("waiting");
}

/**
 * Has b join, and waits until both see each other.
 *
 * @returns Milliseconds from b's click to the first frame at each side
 */
export async function meet(
  { people: { a, b } }: NatStage,
): Promise<Record<Side, number>> {
  await b.join();
  const [atA, atB] = await Promise.all([a, b].map(({ page }) =>
    until(
      page,
      "the first frame",
      async () => (await joinTimes(page)).firstRemoteFrameAtMs,
      20_000,
    )
  ));
  const clicked = (await joinTimes(b.page)).joinClickedAtMs;
  if (!clicked || !atA || !atB) throw new Error("Nobody has clicked");
  return { a: atA - clicked, b: atB - clicked };
}
