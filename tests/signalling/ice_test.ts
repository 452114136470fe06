import {
  assert,
  assertEquals,
  assertMatch,
  assertNotEquals,
} from "@std/assert";
import {
  ephemeralCredentials,
  iceRenewMs,
  iceServers,
} from "../../signalling/ice.ts";

const STUN = ["stun:stun.example:3478"];
const TURN = ["turn:turn.example:3478?transport=udp"];
const NOW_MS = 1_700_000_000_000;

Deno.test("ephemeralCredentials() makes what a known HMAC vector says", () => {
  // echo -n '1433895918:mbzrxpgjys' | openssl dgst -sha1 -hmac logen -binary | base64
  assertEquals(ephemeralCredentials("logen", 1_433_895_918_999, "mbzrxpgjys"), {
    username: "1433895918:mbzrxpgjys",
    credential: "KaJYUpRnsWiTfkml1KiFGCI2164=",
  });
});

Deno.test("iceServers() is empty where nothing is configured", () => {
  const config = { stunUrls: [], turn: null };
  assertEquals(iceServers(config, "alone", NOW_MS), []);
  assertEquals(iceServers(config, "paired", NOW_MS), []);
  assertEquals(iceRenewMs(config), null);
});

Deno.test("iceServers() gives STUN to whoever waits, and TURN to two", () => {
  const auth = { type: "static" as const, username: "u", credential: "c" };
  const config = { stunUrls: STUN, turn: { urls: TURN, auth } };
  assertEquals(iceServers(config, "alone", NOW_MS), [{ urls: STUN }]);
  assertEquals(iceServers(config, "paired", NOW_MS), [
    { urls: STUN },
    { urls: TURN, username: "u", credential: "c" },
  ]);
  assertEquals(iceRenewMs(config), null);
});

Deno.test("iceServers() makes new credentials each time, good for the set time", () => {
  const auth = { type: "ephemeral" as const, secret: "s", ttlMs: 600_000 };
  const config = { stunUrls: [], turn: { urls: TURN, auth } };
  const [first] = iceServers(config, "paired", NOW_MS);
  const [second] = iceServers(config, "paired", NOW_MS);
  assertMatch(first?.username ?? "", /^1700000600:[\w-]{12}$/);
  assertNotEquals(first?.username, second?.username);
  assert((iceRenewMs(config) ?? 0) < auth.ttlMs);
});
