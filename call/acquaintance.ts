/**
 * Who the other person is, as far as is known: what they say of themselves, and
 * what proves it.
 *
 * @module
 */
import { type ReadonlySignal, signal } from "@preact/signals";
import type { Emoji } from "../sealing/emoji.ts";
import type { Hello } from "./messages/peer_message.ts";
import type { RemoteStreams } from "./peer/peer.ts";
import type { PeerIdentity } from "./signalling/peer_session.ts";

/** The other person, as far as is known. */
export interface Remote {
  readonly streams: RemoteStreams | null;
  readonly name: string;
  /** What they have switched on. */
  readonly microphone: boolean;
  readonly camera: boolean;
  readonly screen: boolean;
}

/** How far it is known who the other person is. */
export interface Proof {
  /** Four pictures that are the same on both sides if nobody is in between. */
  readonly pictures: readonly Emoji[] | null;
  /** Their certificate, SHA-256 in base64url. */
  readonly fingerprint: string | null;
  /** Names the session in which the rest is so. */
  readonly transcript: string | null;
  /**
   * Whether nobody is in between in this session: the person has compared the
   * pictures in it, or the page has proven the pair secret of an earlier one.
   */
  readonly isProven: boolean;
}

/** With a name for their tab, which a reload does not change. */
type Person = Remote & { readonly person: string };

const NOBODY: Person = {
  streams: null,
  person: "",
  name: "",
  microphone: true,
  camera: true,
  screen: false,
};

const NO_PROOF: Proof = {
  pictures: null,
  fingerprint: null,
  transcript: null,
  isProven: false,
};

/** Begins with nobody. */
export class Acquaintance {
  readonly #remote = signal(NOBODY);
  readonly #proof = signal(NO_PROOF);

  /** `person` is empty until they have said who they are. */
  get remote(): ReadonlySignal<Person> {
    return this.#remote;
  }

  get proof(): ReadonlySignal<Proof> {
    return this.#proof;
  }

  /** What they say of themselves; what they don't say stays as it was. */
  meet(facts: Partial<Omit<Hello, "type">>): void {
    const known = this.#remote.value;
    const { person, name, microphone, camera, screen } = { ...known, ...facts };
    this.#remote.value = {
      streams: known.streams,
      person,
      name,
      microphone,
      camera,
      screen,
    };
  }

  /** What they send can be shown. */
  receive(streams: RemoteStreams): void {
    this.#remote.value = { ...this.#remote.value, streams };
  }

  /** Takes the page that is there; in a new session nothing is proven yet. */
  recognise(peer: PeerIdentity | null): void {
    const { transcript = null, fingerprint = null, paired = false } = peer ??
      {};
    const same = transcript === this.#proof.value.transcript;
    this.#proof.value = same
      ? { ...this.#proof.value, isProven: this.#proof.value.isProven || paired }
      : { pictures: null, fingerprint, transcript, isProven: paired };
  }

  /** Nobody is in between: they have compared, or the page has proven it. */
  prove(): void {
    this.#proof.value = { ...this.#proof.value, isProven: true };
  }

  /** What the two can compare. */
  picture(pictures: Proof["pictures"]): void {
    this.#proof.value = { ...this.#proof.value, pictures };
  }

  /** Whoever comes next is somebody else. */
  forget(): void {
    this.#remote.value = NOBODY;
    this.#proof.value = NO_PROOF;
  }
}
