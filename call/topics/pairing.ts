/**
 * The pair secret of a call, renewed each time the data channel opens: by it the
 * two pages recognise each other after a reload, before DTLS can.
 *
 * @module
 */
import { MAX_PAIR_SECRETS } from "../../sealing/pair_limit.ts";
import type { PeerMessage } from "../messages/peer_message.ts";
import type { PairExchange } from "../signalling/peer_session.ts";
import type { Session } from "../storage/session.ts";
import type { Line, Topic } from "./topic.ts";

/** What a tab keeps of it over a reload: with whom, and the secrets, newest first. */
export type PairMemory = Session["pair"];

/** The secrets that are shared with one person. */
export interface Pairing extends Topic {
  readonly memory: PairMemory;
  /** The secrets shared with the owner of this certificate, newest first. */
  secrets(fingerprint: string): readonly string[];
  restore(memory: PairMemory): void;
  /** The call is left for good. */
  clear(): void;
}

/** What pairing needs beside the line. */
export interface PairingPorts {
  /** Starts a secret in the session with the page that is there. */
  start(): PairExchange | null;
  /** A secret has been made. */
  onChange(): void;
}

/** Starts without any secret. */
export function createPairing(line: Line, ports: PairingPorts): Pairing {
  let memory: PairMemory = null;
  /** The secret in the making since the channel opened; one for each opening. */
  let exchange: PairExchange | null = null;

  function secrets(fingerprint: string): readonly string[] {
    return memory?.fingerprint === fingerprint ? memory.secrets : [];
  }

  async function complete(share: string): Promise<void> {
    // The channel is open: DTLS has proven the certificate.
    const own = exchange, fingerprint = line.whom();
    exchange = null;
    if (own === null || fingerprint === null) return;
    const secret = await own.complete(share);
    if (secret === null || line.whom() !== fingerprint) return;
    const kept = [secret, ...secrets(fingerprint)].slice(0, MAX_PAIR_SECRETS);
    memory = { fingerprint, secrets: kept };
    ports.onChange();
  }

  return {
    get memory() {
      return memory;
    },
    secrets,
    greet() {
      exchange = ports.start();
      if (exchange !== null) line.say({ type: "pair", share: exchange.share });
    },
    cut: () => void (exchange = null),
    hear(message: PeerMessage) {
      if (message.type !== "pair") return;
      // Without a secret a reload is only not recognised.
      complete(message.share).catch(console.error);
    },
    restore: (kept) => void (memory = kept),
    clear: () => void (memory = exchange = null),
  };
}
