/** What is promised of answers and logs, kept by the server as it is shipped. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { Client, pair, relay } from "../signalling/client.ts";
import { frame, RawClient } from "../signalling/raw_client.ts";
import { newRoom } from "../signalling/server.ts";
import {
  assertConcealed,
  assertProtected,
  KEY,
  parseHead,
} from "./protection.ts";
import { ServedBuild } from "./served_build.ts";

const CANARY = "Q2FuYXJ5Q2FuYXJ5Q2FuYQ";

/** Asks over a connection of its own; the body comes with the head. */
async function ask(port: number, first: string, more = "") {
  const request = `${first} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n` +
    `Connection: close\r\n${more}\r\n`;
  using raw = await RawClient.connect(port, new TextEncoder().encode(request));
  let text = "";
  for (let part = await raw.read(); part !== ""; part = await raw.read()) {
    text += part;
  }
  return { ...parseHead(text), text };
}

Deno.test("the shipped server protects every answer, and logs nothing of anyone", async () => {
  await using server = await ServedBuild.start();
  const { port } = server;
  const host = `127.0.0.1:${port}`;
  const answers: [status: number, first: string, more?: string][] = [
    [200, "GET /"],
    [200, "HEAD /"],
    [200, `GET /room/canary-room`],
    [200, `GET /room/canary-room%231.${CANARY}`],
    [200, `GET /room/canary-room%25231.${CANARY}?q=${CANARY}`],
    [302, "GET /room/Canary_Room"],
    [404, `GET /${CANARY}`],
    [400, `GET /${CANARY}/%E0%A4%A`],
    [400, `GET /room/${CANARY}%ff`],
    [308, "GET /Room/canary-room/"],
    [404, `GET /room/${CANARY.repeat(4)}`],
    [405, `PROPFIND /${CANARY}`],
    [405, `POST /${CANARY}`],
    [200, "GET /healthz"],
    [200, "GET /icon.svg"],
    [413, `POST /${CANARY}`, "Content-Length: 3\r\n"],
    [426, `GET /api/signal/${KEY}`],
    [
      403,
      `GET /api/signal/${KEY}`,
      "Upgrade: websocket\r\nConnection: Upgrade\r\nOrigin: http://canary.example\r\n" +
      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n",
    ],
    [400, `GET /${CANARY}`, ` ${CANARY}\r\n`],
  ];
  for (const [status, first, more] of answers) {
    const { status: got, headers, text } = await ask(port, first, more);
    assertEquals(got, status, first);
    assertProtected(headers);
    if (first.includes("/room/")) assertConcealed(headers);
    assert(!text.includes(CANARY), `${first} gives its secret back`);
  }

  const room = newRoom();
  const { ada, ben, adas } = await pair({ host }, room);
  await relay(ada, ben);
  const third = await Client.open({ host }, room);
  third.send({ type: "join", token: room.token });
  await third.closed;
  const wrong = await Client.open({ host }, room);
  wrong.sendFrame(CANARY);
  await wrong.closed;
  using broken = await RawClient.request(port, `/api/signal/${room.key}`);
  await broken.readUntil("\r\n\r\n");
  await broken.write(frame(CANARY, { opcode: 3 }));
  ada.send({ type: "leave" });
  await ada.closed;
  ben.close();
  await ben.closed;

  const written = await server.end();
  assertMatch(written, /signalling: .*bad-message 1/);
  const secrets = [CANARY, "canary", room.key, room.token, adas.self, KEY];
  for (const secret of secrets) {
    assert(!written.includes(secret), `${secret} in ${written}`);
  }
  const lines = written.split("\n").filter((line) =>
    line.includes("127.0.0.1") && !line.includes("ready on")
  );
  assertEquals(lines, []);
  // A warning of Deno's, about requests whose signal somebody keeps.
  assert(!written.includes("request.signal"), written);
});

Deno.test("the shipped server compresses what it says for whoever takes that", async () => {
  await using server = await ServedBuild.start();
  for (const path of ["/", "/room/standup", "/styles.css"]) {
    for (const encoding of ["br", "gzip"]) {
      const { headers } = await ask(
        server.port,
        `GET ${path}`,
        `Accept-Encoding: ${encoding}\r\n`,
      );
      assertEquals(headers.get("content-encoding"), encoding, path);
      assertMatch(headers.get("vary") ?? "", /accept-encoding/i);
    }
    const { headers } = await ask(server.port, `GET ${path}`);
    assertEquals(headers.get("content-encoding"), null, path);
  }
});
