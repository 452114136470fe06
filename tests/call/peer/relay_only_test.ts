import { assert, assertEquals } from "@std/assert";
import {
  relayCandidate,
  relayDescription,
} from "../../../call/peer/relay_only.ts";

const HOST =
  "candidate:1 1 udp 2122260223 10.71.0.2 56488 typ host generation 0";
const SRFLX =
  "candidate:2 1 udp 1686052607 203.0.113.7 56488 typ srflx raddr 10.71.0.2 rport 56488";
const RELAY =
  "candidate:3 1 udp 41885439 198.51.100.9 50000 typ relay raddr 203.0.113.7 rport 56488 generation 0";
const TYPES_IN_NAMES = "candidate:4 1 udp 1 relay.local 9 typ host ufrag relay";

Deno.test("relayCandidate() lets relays through, without where they were reached from", () => {
  for (const candidate of [HOST, SRFLX, TYPES_IN_NAMES, ""]) {
    assertEquals(relayCandidate(candidate), null);
  }
  const relay = relayCandidate(RELAY) ?? "";
  assert(relay.includes("198.51.100.9 50000 typ relay raddr 0.0.0.0 rport 0"));
  assert(!relay.includes("203.0.113.7"));
});

Deno.test("relayDescription() keeps all but addresses of ours", () => {
  const sdp = [
    "v=0",
    "o=- 42 2 IN IP4 127.0.0.1",
    "m=audio 56488 UDP/TLS/RTP/SAVPF 111",
    "c=IN IP4 203.0.113.7",
    "a=rtcp:56489 IN IP4 203.0.113.7",
    `a=${HOST}`,
    `a=${SRFLX}`,
    `a=${RELAY}`,
    "a=ice-ufrag:abcd",
    "",
  ].join("\r\n");
  const hidden = relayDescription(sdp);
  assert(!/203\.0\.113\.7|10\.71\.0\.2/.test(hidden), hidden);
  assert(hidden.includes("typ relay"));
  assert(hidden.includes("a=ice-ufrag:abcd\r\n"));
  assertEquals(relayDescription(hidden), hidden);
});
