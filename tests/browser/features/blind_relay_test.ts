import { assert, assertEquals } from "@std/assert";
import { concat } from "../../../sealing/bytes.ts";
import { type Canary, lookFor, textCanary } from "../harness/canaries.ts";
import {
  canariesOfConnections,
  canariesOfLink,
} from "../harness/call_canaries.ts";
import { newCallPage } from "../harness/call_page.ts";
import { launchChromium } from "../harness/chromium.ts";
import { bothConnected, startCall } from "../harness/private_call.ts";
import { type Meddler, standBefore, type Way } from "../harness/relay_proxy.ts";
import { seesFrames } from "../harness/witness.ts";
import { serveWatched } from "../harness/watched_server.ts";

const HER_NAME = "Annelotte Kanarienvogel";
const HIS_NAME = "Bertrand Distelfink";
const HER_WORDS = "The herring flies at midnight, she said";
const HIS_WORDS = "And lands at dawn on the seventh pier";

/** Keeps all that the server receives and sends, whole. */
class Recorder implements Meddler {
  readonly #parts: Uint8Array[] = [];
  readonly #served: Uint8Array[] = [];
  readonly rooms = new Set<string>();
  readonly tokens = new Set<string>();
  /** What was parked last. */
  hello = "";

  meet(path: string) {
    this.rooms.add(path.slice(path.lastIndexOf("/") + 1));
    return {
      pass: (_: unknown, message: string) => {
        this.overhear("to-server", new TextEncoder().encode(message));
        const { token, type, data }: Record<string, unknown> = JSON.parse(
          message,
        );
        if (typeof token === "string") this.tokens.add(token);
        if (type === "join") this.hello = String(data);
        return message;
      },
    };
  }

  overhear(way: Way, bytes: Uint8Array): void {
    this.#parts.push(bytes);
    if (way === "to-page") this.#served.push(bytes);
  }

  /** All that has passed. */
  get bytes(): Uint8Array {
    return together(this.#parts);
  }

  /** All that the server has answered to requests. */
  get served(): Uint8Array {
    return together(this.#served);
  }
}

/** The parts, with a zero after each. */
function together(parts: readonly Uint8Array[]): Uint8Array {
  return concat(...parts.flatMap((part) => [part, Uint8Array.of(0)]));
}

Deno.test({
  name: "the server holds, sends and logs nothing of a private call",
  // Where memory can be looked into through a file.
  ignore: Deno.build.os !== "linux",
}, async () => {
  await using server = await serveWatched();
  const recorder = new Recorder();
  await using proxy = standBefore(server.origin, recorder);
  await using chromium = await launchChromium();
  const anna = await newCallPage(await chromium.newContext(), proxy.origin);
  const bert = await newCallPage(await chromium.newContext(), proxy.origin);
  const canaries: Canary[] = [
    textCanary("her name", HER_NAME),
    textCanary("his name", HIS_NAME),
    textCanary("her words", HER_WORDS),
    textCanary("his words", HIS_WORDS),
  ];
  const link = await startCall(anna);
  // What the server gave her before anybody had joined, it gives everyone: the
  // code of a call too, which follows the first sign of a person.
  await anna.page.waitForNetworkIdle();
  const everybodys = recorder.served;
  const collect = async () => {
    for (const one of [anna, bert]) {
      const told = await canariesOfConnections(one);
      const common = new Set(lookFor(told, everybodys));
      canaries.push(...told.filter(({ what }) => !common.has(what)));
    }
  };

  canaries.push(...canariesOfLink(link));
  await anna.type("Your name", HER_NAME);
  await anna.join();
  await anna.waitForState("waiting");
  await bert.page.goto(link.href);
  await bert.waitForState("ready");
  // Her name has gone through the server already, on a card.
  await bert.says(new RegExp(`${HER_NAME} is here`));
  await bert.type("Your name", HIS_NAME);
  await bert.join();
  await bothConnected(anna, bert);
  await anna.says(new RegExp(HIS_NAME));
  await bert.says(new RegExp(HER_NAME));
  await collect();
  const early = await server.lookIntoMemory(canaries);

  await anna.sendChat(HER_WORDS);
  await bert.seesInChat(new RegExp(HER_WORDS));
  await bert.sendChat(HIS_WORDS);
  await anna.seesInChat(new RegExp(HIS_WORDS));
  await anna.clickControl("Microphone");
  await bert.says(/is muted/);
  await bert.clickControl("Share screen");
  await anna.page.waitForSelector('video[aria-label="Remote screen"]');
  await seesFrames(anna.page, "Remote screen", 3);
  await collect();
  await bert.page.reload({ waitUntil: "domcontentloaded" });
  await bothConnected(anna, bert);
  await seesFrames(bert.page, "Remote video", 3);
  await collect();
  const late = await server.lookIntoMemory(canaries);

  // Proof of the search: it finds what the server does have.
  const room = [...recorder.rooms].map((key) => textCanary("the room", key));
  const token = [...recorder.tokens].map((each) => textCanary("token", each));
  const path = textCanary("the path", link.pathname);
  const hello = textCanary("the last hello", recorder.hello);
  const known = [...room, ...token, path, hello];
  assertEquals(known.length, 4);
  assertEquals(
    lookFor(known, recorder.bytes),
    known.map(({ what }) => what),
  );
  const held = await server.lookIntoMemory([...room, hello]);
  assertEquals(held.found, ["the room", "the last hello"]);

  assertEquals(early.found, []);
  assertEquals(late.found, []);
  assertEquals(lookFor(canaries, recorder.bytes), []);
  const written = new TextEncoder().encode(server.output());
  assert(written.length > 0);
  assertEquals(lookFor([...canaries, ...known], written), []);
  console.log(
    `${
      new Set(canaries.map(({ what }) => what)).size
    } canaries; ${recorder.bytes.length} bytes passed, ` +
      `${late.bytes} bytes of memory`,
  );
});
