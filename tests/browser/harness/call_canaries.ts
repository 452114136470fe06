/**
 * What two people say and are in a call, as canaries.
 *
 * @module
 */
import { decodeBase64Url } from "../../../sealing/bytes.ts";
import { fingerprintFromText } from "../../../sealing/fingerprint.ts";
import type { CallPage } from "./call_page.ts";
import { bytesCanary, type Canary, textCanary } from "./canaries.ts";
import { secretOf } from "./private_call.ts";

/** Shorter lines of a description are the same everywhere. */
const MIN_LINE_CHARS = 13;

/** The secret of a private link. */
export function canariesOfLink(link: URL): Canary[] {
  const secret = secretOf(link);
  const bytes = decodeBase64Url(secret);
  if (bytes === null) throw new Error(`${link} is no private link`);
  return [
    textCanary("the secret as it is spelt", secret),
    bytesCanary("the secret", bytes),
  ];
}

/** All that a page's connections are described by, on both sides, until now. */
export async function canariesOfConnections(
  { page }: CallPage,
): Promise<Canary[]> {
  const descriptions = await page.evaluate(() =>
    duetEvidence.peers.flatMap((peer) => [
      peer.localDescription?.sdp ?? "",
      peer.remoteDescription?.sdp ?? "",
    ])
  );
  const lines = new Set(descriptions.flatMap((sdp) => sdp.split(/\r?\n/)));
  return [...lines]
    .filter(({ length }) => length >= MIN_LINE_CHARS)
    .flatMap((line) => [
      textCanary(`the line ${line}`, line),
      ...canariesOfLine(line),
    ]);
}

/** What a line says, beside how it says it. */
function canariesOfLine(line: string): Canary[] {
  const [, name = "", value = ""] = /^a=([^:]+):(.*)$/.exec(line) ?? [];
  switch (name) {
    case "fingerprint": {
      const text = value.split(" ")[1] ?? "";
      const bytes = fingerprintFromText(text);
      if (bytes === null) throw new Error(`No fingerprint: ${line}`);
      return [bytesCanary(`the fingerprint ${text}`, bytes)];
    }
    case "candidate": {
      const [, , , , address = "", port = ""] = value.split(" ");
      return [
        textCanary(`the candidate ${value}`, `candidate:${value}`),
        ...["", "[", ""].map((open, i) =>
          textCanary(
            `the address ${address} ${port}`,
            `${open}${address}${[":", "]:", " "][i]}${port}`,
          )
        ),
      ];
    }
    case "ice-ufrag":
      return [
        textCanary(`the ufrag ${value}`, `"usernameFragment":"${value}"`),
        textCanary(`the ufrag ${value}`, `ufrag ${value}`),
      ];
    case "ice-pwd":
      return [textCanary(`the password ${value}`, value)];
    default:
      return [];
  }
}
