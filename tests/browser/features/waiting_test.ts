import { assertEquals } from "@std/assert";
import { newIdentity } from "../../../sealing/identity.ts";
import {
  deriveRoomKeys,
  type RoomKeys,
} from "../../../sealing/key_schedule.ts";
import type { CallPage } from "../harness/call_page.ts";
import { bothConnected, joinBy } from "../harness/private_call.ts";
import { newRoom, setStage } from "../harness/stage.ts";
import { enterUninvited } from "../harness/uninvited.ts";

const ASK = "Ask me before anyone joins";
/** Sessions of one identity, and a few more. */
const VISITS = 70;

/** Waits alone in a named room, which everybody can find. */
async function waitAlone(anna: CallPage, asksFirst: boolean) {
  const room = newRoom();
  await anna.openLobby(room);
  if (asksFirst) await anna.click("checkbox", ASK);
  await anna.join();
  await anna.waitForState("waiting");
  const link = new URL(anna.page.url());
  const keys = await deriveRoomKeys({ kind: "named", name: room });
  return { link, keys };
}

/** Joins with these words for the other page, and leaves as soon as it is in. */
async function visit(
  link: URL,
  { key, token }: RoomKeys,
  data: string,
): Promise<void> {
  const socket: WebSocket = Reflect.construct(WebSocket, [
    `ws://${link.host}/api/signal/${key}`,
    { protocols: ["duet.v1"], headers: { origin: link.origin } },
  ]);
  const closed = new Promise((resolve) => socket.onclose = resolve);
  socket.onopen = () =>
    socket.send(JSON.stringify({ type: "join", token, data }));
  socket.onmessage = (event) => {
    const { type } = JSON.parse(event.data);
    if (type === "joined") socket.send(JSON.stringify({ type: "leave" }));
  };
  await closed;
}

for (const asksFirst of [false, true]) {
  const who = asksFirst ? "one who asks first" : "one who waits";
  Deno.test(`nonsense from strangers does not end the call of ${who}, and a friend still gets in`, async () => {
    await using stage = await setStage();
    const [anna, bert] = await stage.couple();
    const { link, keys } = await waitAlone(anna, asksFirst);
    for (const data of ["AAAA", "", "{}", "A".repeat(234)]) {
      await visit(link, keys, data);
    }
    await anna.says(/Somebody tried to join/);
    for (let visits = 0; visits < VISITS; visits++) {
      const identity = await newIdentity(new Uint8Array(32));
      await visit(link, keys, await identity.sealHello(keys));
    }
    assertEquals(await anna.state(), "waiting");
    await joinBy(bert, link);
    if (asksFirst) await anna.click("button", "Admit");
    await bothConnected(anna, bert);
  });
}

/** What a page could do that has come in, and does not mean a call. */
const MISCHIEF: readonly (readonly [
  what: string,
  wishes: { relayOnly: boolean; asksFirst: boolean },
  says: readonly Record<string, unknown>[],
  notice: RegExp,
])[] = [
  [
    "offers under another certificate",
    { relayOnly: false, asksFirst: false },
    [{
      type: "description",
      ...{ from: "x", to: null, seq: 1, ack: 0 },
      description: {
        type: "offer",
        sdp: `v=0\r\na=fingerprint:sha-256 ${
          Array(32).fill("02").join(":")
        }\r\n`,
      },
    }],
    /their page did not fit this call/,
  ],
  [
    "breaks its commitment",
    { relayOnly: false, asksFirst: false },
    [
      { type: "commitment", commitment: "A".repeat(43) },
      { type: "reveal", nonce: "E".repeat(42) + "A" },
    ],
    /their page did not fit this call/,
  ],
  [
    "asks, and then declines",
    { relayOnly: false, asksFirst: true },
    [{ type: "door", answer: "asked" }, { type: "door", answer: "declined" }],
    /did not want to join/,
  ],
  [
    "hides its address where there is no relay",
    { relayOnly: true, asksFirst: false },
    [{ type: "bye" }],
    /hides their address/,
  ],
  [
    "refuses",
    { relayOnly: false, asksFirst: false },
    [{ type: "refused" }],
    /their page did not fit this call/,
  ],
];

Deno.test("a page that comes to one who waits, and does not mean a call, is turned away in words", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  const { link } = await waitAlone(anna, false);
  for (const [what, wishes, says, notice] of MISCHIEF) {
    await using stranger = await enterUninvited(link, wishes);
    for (const message of says) await stranger.say(message);
    await anna.says(notice);
    await anna.waitForState("waiting");
    stranger.leave();
    assertEquals(await anna.state(), "waiting", what);
  }
  await joinBy(bert, link);
  await bothConnected(anna, bert);
  await anna.saysNoMore(/Somebody tried to join/);
});
