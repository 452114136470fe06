/**
 * Makes `vectors.json`: known answers for another implementation of
 * `docs/PROTOCOL.md`. It is one itself: written with `node:crypto` from the
 * document, it shares nothing with `sealing/` but the list of pictures.
 *
 *     deno run --allow-write tests/sealing/make_vectors.ts
 *
 * @module
 */
import { Buffer } from "node:buffer";
import {
  createCipheriv,
  createECDH,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  hkdfSync,
} from "node:crypto";
import { EMOJI } from "../../sealing/emoji.ts";

const VERSION = Buffer.from([1]);

function sha256(...parts: (Uint8Array | string)[]): Buffer {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
}

/** Bytes that look random, from a label. */
function sample(label: string, lengthBytes = 32): Buffer {
  return sha256(`duet vectors: ${label}`).subarray(0, lengthBytes);
}

function hkdf(
  ikm: Uint8Array,
  salt: Uint8Array | string,
  info: string,
  n = 32,
) {
  return Buffer.from(hkdfSync("sha256", ikm, salt, info, n));
}

function aesGcm(key: Buffer, iv: Buffer, aad: Buffer, plaintext: Buffer) {
  const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(aad);
  const sealed = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([sealed, cipher.getAuthTag()]);
}

function uint64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}

function room(kind: "private" | "named", input: Buffer) {
  const salt = kind === "private" ? "duet1" : "duet1 named";
  const token = hkdf(input, salt, "join token").toString("base64url");
  return {
    token,
    roomKey: sha256(token),
    helloKey: hkdf(input, salt, "hello key"),
    cardKey: hkdf(input, salt, "card key"),
    psk: hkdf(input, salt, "psk"),
  };
}
type Room = ReturnType<typeof room>;

function x25519Keys(label: string) {
  const d = sample(label);
  // RFC 8410 § 7: what stands before the key in PKCS #8.
  const pkcs8 = Buffer.from("302e020100300506032b656e04220420", "hex");
  const key = createPrivateKey({
    key: Buffer.concat([pkcs8, d]),
    format: "der",
    type: "pkcs8",
  });
  const spki = createPublicKey(key).export({ format: "der", type: "spki" });
  const publicKey = spki.subarray(-32);
  const x = publicKey.toString("base64url");
  const jwk = { kty: "OKP", crv: "X25519", d: d.toString("base64url"), x };
  return { key, publicKey, jwk };
}

function p256Keys(label: string) {
  const d = sample(label);
  const ecdh = createECDH("prime256v1");
  ecdh.setPrivateKey(d);
  const publicKey = Buffer.from(ecdh.getPublicKey());
  const jwk = {
    kty: "EC",
    crv: "P-256",
    d: d.toString("base64url"),
    x: publicKey.subarray(1, 33).toString("base64url"),
    y: publicKey.subarray(33).toString("base64url"),
  };
  return { ecdh, publicKey, jwk };
}

function page(
  label: string,
  firstIdByte: number,
  { hasX25519 = true, relayOnly = false, asksFirst = false } = {},
) {
  const id = sample(`${label} id`, 16);
  id[0] = firstIdByte;
  const x25519 = hasX25519 ? x25519Keys(`${label} X25519`) : null;
  const p256 = p256Keys(`${label} P-256`);
  const fingerprint = sample(`${label} fingerprint`);
  const bytes = Buffer.concat([
    VERSION,
    id,
    x25519?.publicKey ?? Buffer.alloc(32),
    p256.publicKey,
    fingerprint,
    Buffer.of((relayOnly ? 1 : 0) | (asksFirst ? 2 : 0)),
  ]);
  return { id, x25519, p256, fingerprint, relayOnly, asksFirst, bytes };
}
type Page = ReturnType<typeof page>;

const describePage = ({ x25519, p256, ...rest }: Page) => ({
  id: rest.id.toString("hex"),
  x25519: x25519?.jwk ?? null,
  p256: p256.jwk,
  fingerprint: rest.fingerprint.toString("hex"),
  relayOnly: rest.relayOnly,
  asksFirst: rest.asksFirst,
  hello: rest.bytes.toString("hex"),
});

function hello(room: Room, page: Page, iv: Buffer): string {
  const aad = Buffer.concat([Buffer.from("duet1 hello"), room.roomKey]);
  const sealed = aesGcm(room.helloKey, iv, aad, page.bytes);
  return Buffer.concat([iv, sealed]).toString("base64url");
}

function card(room: Room, name: string, iv: Buffer): string {
  const utf8 = Buffer.from(name);
  const plaintext = Buffer.alloc(128);
  plaintext.set([1, utf8.length]);
  utf8.copy(plaintext, 2);
  const aad = Buffer.concat([Buffer.from("duet1 card"), room.roomKey]);
  const sealed = aesGcm(room.cardKey, iv, aad, plaintext);
  return Buffer.concat([iv, sealed]).toString("base64url");
}

function agree(low: Page, high: Page): Buffer {
  return low.x25519 !== null && high.x25519 !== null
    ? diffieHellman({
      privateKey: low.x25519.key,
      publicKey: createPublicKey({ key: high.x25519.jwk, format: "jwk" }),
    })
    : low.p256.ecdh.computeSecret(high.p256.publicKey);
}

function pad(text: string): Buffer {
  const utf8 = Buffer.from(text);
  const padded = Buffer.alloc(Math.ceil((4 + utf8.length) / 1024) * 1024);
  padded.writeUInt32BE(utf8.length);
  utf8.copy(padded, 4);
  return padded;
}

function comparison(th: Buffer, low: Page, high: Page) {
  const [lowNonce, highNonce] = [sample("low nonce"), sample("high nonce")];
  const ikm = Buffer.concat([lowNonce, highNonce]);
  const bits = hkdf(ikm, th, "comparison", 3).readUIntBE(0, 3);
  return {
    lowNonce: lowNonce.toString("base64url"),
    highNonce: highNonce.toString("base64url"),
    lowCommitment: sha256("commit", th, low.id, lowNonce).toString("base64url"),
    highCommitment: sha256("commit", th, high.id, highNonce)
      .toString("base64url"),
    names: [18, 12, 6, 0].map((shift) =>
      EMOJI[(bits >> shift) & 63]?.name ?? ""
    ),
  };
}

function pair(th: Buffer, low: Page, high: Page) {
  const [lowShare, highShare] = [sample("low share"), sample("high share")];
  const secret = hkdf(Buffer.concat([lowShare, highShare]), th, "pair");
  const proof = ({ id }: Page) =>
    createHmac("sha256", secret).update("pair proof").update(th).update(id)
      .digest("base64url");
  return {
    lowShare: lowShare.toString("base64url"),
    highShare: highShare.toString("base64url"),
    secret: secret.toString("base64url"),
    lowProof: proof(low),
    highProof: proof(high),
  };
}

const TEXTS = ["", '{"type":"bye"}', "x".repeat(1021), "\uFEFFé 🦊"];

function session(room: Room, low: Page, high: Page) {
  const th = sha256(VERSION, room.roomKey, low.bytes, high.bytes);
  const dh = agree(low, high);
  const seal = (from: Page, to: Page, info: string) => {
    const key = hkdf(Buffer.concat([room.psk, dh]), th, info);
    return TEXTS.map((text, i) => {
      const seq64 = uint64(i + 1);
      const iv = Buffer.concat([Buffer.alloc(4), seq64]);
      const aad = Buffer.concat([VERSION, th, from.id, to.id, seq64]);
      const sealed = aesGcm(key, iv, aad, pad(text)).toString("base64url");
      return { text, sealed: `${i + 1}.${sealed}` };
    });
  };
  return {
    th: th.toString("hex"),
    dh: dh.toString("hex"),
    lowToHigh: seal(low, high, "low to high"),
    highToLow: seal(high, low, "high to low"),
    comparison: comparison(th, low, high),
    pair: pair(th, low, high),
  };
}

const describeRoom = ({ token, roomKey, helloKey, cardKey, psk }: Room) => ({
  token,
  key: roomKey.toString("base64url"),
  helloKey: helloKey.toString("hex"),
  cardKey: cardKey.toString("hex"),
  psk: psk.toString("hex"),
});

const CARD_NAME = "Zoë 🦊";

/** All known answers. */
export function makeVectors() {
  const secret = sample("secret", 16);
  const privateRoom = room("private", secret);
  const namedRoom = room("named", Buffer.from("standup"));
  const low = page("low", 0x01);
  const high = page("high", 0xfe, { asksFirst: true });
  const old = page("old", 0x80, { hasX25519: false, relayOnly: true });
  const check = hkdf(secret, "duet1", "name check brave-otter", 4);
  const iv = sample("iv", 12);
  return {
    link: {
      fragment: `1.${secret.toString("base64url")}`,
      secret: secret.toString("hex"),
      words: "brave-otter",
      number: 1000 + check.readUInt32BE() % 9000,
    },
    privateRoom: describeRoom(privateRoom),
    namedRoom: { name: "standup", ...describeRoom(namedRoom) },
    pages: {
      low: describePage(low),
      high: describePage(high),
      old: describePage(old),
    },
    hellos: {
      iv: iv.toString("hex"),
      lowInPrivateRoom: hello(privateRoom, low, iv),
      highInPrivateRoom: hello(privateRoom, high, iv),
      oldInNamedRoom: hello(namedRoom, old, iv),
    },
    cards: {
      iv: iv.toString("hex"),
      name: CARD_NAME,
      inPrivateRoom: card(privateRoom, CARD_NAME, iv),
      namelessInNamedRoom: card(namedRoom, "", iv),
    },
    x25519Session: session(privateRoom, low, high),
    p256Session: session(namedRoom, low, old),
  };
}

if (import.meta.main) {
  const file = new URL("vectors.json", import.meta.url);
  const text = JSON.stringify(makeVectors(), null, 2);
  Deno.writeTextFileSync(file, `${text}\n`);
}
