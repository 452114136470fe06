import { assert, assertEquals, assertFalse, assertMatch } from "@std/assert";
import {
  ephemeralCredentials,
  iceRenewMs,
  iceServers,
  turnUser,
} from "../../signalling/ice.ts";

const STUN = ["stun:stun.example:3478"];
const TURN = ["turn:turn.example:3478?transport=udp"];
const NOW_MS = 1_700_000_000_000;
const HOME = "4:3221225985";

Deno.test("ephemeralCredentials() makes what a known HMAC vector says", () => {
  // echo -n '1433895918:mbzrxpgjys' | openssl dgst -sha1 -hmac logen -binary | base64
  assertEquals(ephemeralCredentials("logen", 1_433_895_918_999, "mbzrxpgjys"), {
    username: "1433895918:mbzrxpgjys",
    credential: "KaJYUpRnsWiTfkml1KiFGCI2164=",
  });
});

Deno.test("iceServers() is empty where nothing is configured", () => {
  const config = { stunUrls: [], turn: null };
  assertEquals(iceServers(config, "alone", NOW_MS, HOME), []);
  assertEquals(iceServers(config, "paired", NOW_MS, HOME), []);
  assertEquals(iceRenewMs(config), null);
});

Deno.test("iceServers() gives STUN to whoever waits, and TURN to two", () => {
  const auth = { type: "static" as const, username: "u", credential: "c" };
  const config = { stunUrls: STUN, turn: { urls: TURN, auth } };
  assertEquals(iceServers(config, "alone", NOW_MS, HOME), [{ urls: STUN }]);
  assertEquals(iceServers(config, "paired", NOW_MS, HOME), [
    { urls: STUN },
    { urls: TURN, username: "u", credential: "c" },
  ]);
  assertEquals(iceRenewMs(config), null);
});

Deno.test("iceServers() names the user of credentials after the address that they are for", () => {
  const auth = { type: "ephemeral" as const, secret: "s", ttlMs: 600_000 };
  const config = { stunUrls: [], turn: { urls: TURN, auth } };
  const names = [[HOME, 0], [HOME, 60_000], ["4:1", 0]] as const;
  const [first, later, elsewhere] = names.map(([address, afterMs]) =>
    iceServers(config, "paired", NOW_MS + afterMs, address)[0]?.username ?? ""
  );
  const user = turnUser("s", HOME);
  assertMatch(user, /^[\w-]{16}$/);
  assertEquals(first, `1700000600:${user}`);
  assertEquals(later, `1700000660:${user}`);
  assertEquals(elsewhere, `1700000600:${turnUser("s", "4:1")}`);
  assert((iceRenewMs(config) ?? 0) < auth.ttlMs);
});

Deno.test("turnUser() is another for each address and secret, and shows neither", () => {
  const users = ["s", "t"].flatMap((secret) =>
    [HOME, "4:1", "6:2306139568115548160", "unknown"].map((address) =>
      turnUser(secret, address)
    )
  );
  assertEquals(new Set(users).size, users.length);
  // Not a MAC under the secret itself, which a TURN server may be asked to sign.
  const direct = ephemeralCredentials("s", 0, "").credential;
  assertFalse(users.includes(direct.slice(0, 16)));
  for (const user of users) assertFalse(user.includes("3221225985"));
});
