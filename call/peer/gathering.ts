/** Collects a connection's own candidates on their way to the other side. @module */
import "../dispose_symbol.ts";
import { preferLater } from "./candidate_priority.ts";
import type { Candidate } from "../messages/peer_message.ts";
import { relayCandidate } from "./relay_only.ts";

/** Candidates gathered within this time travel in one message, in milliseconds. */
const BATCH_MS = 5;

/** Gathers until disposed; each batch is handed to `send`. */
export class Gathering implements Disposable {
  /** Whether only relays may be told. */
  relayOnly = false;
  readonly #send: (candidates: Candidate[]) => void;
  /** The user fragments so far; each restart begins another. */
  readonly #fragments: (string | null)[] = [];
  #batch: Candidate[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(send: (candidates: Candidate[]) => void) {
    this.#send = send;
  }

  /** To be called on `icecandidate`. */
  add(gathered: RTCIceCandidate | null): void {
    if (gathered === null || gathered.candidate === "") return;
    const { candidate, sdpMid, sdpMLineIndex, usernameFragment } = gathered;
    const fragments = this.#fragments;
    if (!fragments.includes(usernameFragment)) fragments.push(usernameFragment);
    const told = this.relayOnly ? relayCandidate(candidate) : candidate;
    if (told === null) return;
    this.#batch.push({
      candidate: preferLater(told, fragments.indexOf(usernameFragment)),
      sdpMid,
      sdpMLineIndex,
      usernameFragment,
    });
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#send(this.#batch.splice(0));
    }, BATCH_MS);
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }
}
