/** The files that come in: offered, accepted, kept, checked. @module */
import type { Clock } from "../../signalling/clock.ts";
import type { FileEnding, FileOver, FileWord, Offer } from "./file_word.ts";
import { theirOffers } from "../peer/peer_allowance.ts";
import type { Board } from "./board.ts";
import { type FrameWay, WINDOW_BYTES } from "./courier.ts";
import { type FileLine, isReceived } from "./file_line.ts";
import { fileName } from "./file_name.ts";
import { BLOCK_BYTES, encodeFrame, type Frame } from "./frame.ts";
import { Incoming } from "./incoming.ts";
import type { FileStorage, FileStore } from "./store.ts";

/** Offers that may be open at once, whoever made them. */
export const MAX_OPEN_OFFERS = 20;
/** More on its way than any page sends, in bytes. */
const MAX_AHEAD_BYTES = WINDOW_BYTES + BLOCK_BYTES;

/** What the receiving side needs. */
export interface ReceivingPorts extends Pick<FrameWay, "sendFrame"> {
  readonly clock: Clock;
  say(word: FileWord): boolean;
  newId(): string;
  /** Where received files are kept. */
  storage(): Promise<FileStorage>;
}

/** Everything that is received. */
export class ReceivingSide {
  readonly #board: Board;
  readonly #ports: ReceivingPorts;
  readonly #files = new Map<string, Incoming>();
  readonly #stores = new Map<string, Promise<FileStore>>();
  readonly #offers;
  /** The last number that a stream was given. */
  #streams = 0;
  /** How often the way was cut: what was asked for before is not listened to. */
  #cuts = 0;

  constructor(board: Board, ports: ReceivingPorts) {
    this.#board = board;
    this.#ports = ports;
    this.#offers = theirOffers(ports.clock.now());
  }

  /** They ask whether a file is wanted, or say again that they have it. */
  offered(offer: Offer, peer: string): void {
    const line = this.#board.spokenOf(offer.id, "peer", peer);
    if (line === null) return this.#ask(offer, peer);
    const { id, stage } = line;
    if (stage.type === "over") {
      // What ended on their side is not ours to say.
      return stage.by === "self" ? this.#say(line, stage.end) : undefined;
    }
    this.#board.change(id, { held: null });
    if (stage.type !== "offered") void this.#listen(line);
  }

  /** The person wants it. */
  async accept(id: string): Promise<void> {
    const line = this.#board.find(id, "peer");
    if (line?.stage.type !== "offered") return;
    const storage = await this.#ports.storage();
    if (await storage.room() < line.size) {
      return this.#board.change(id, { held: "full" });
    }
    const { stage, held } = this.#board.find(id, "peer") ?? {};
    if (stage?.type !== "offered") return;
    this.#board.stage(id, { type: "moving", done: 0, bytesPerSecond: null });
    // Nobody else is asked for it: they offer it again when they are back.
    if (held === "cut" || held === "left") this.#board.change(id, { held });
    else await this.#listen(line);
  }

  /** The person wants it not, or not any more. */
  refuse(id: string, end: "declined" | "cancelled"): void {
    this.#end(id, end);
  }

  /** They send no more of it. */
  ended({ id, end }: FileOver, peer: string): void {
    const line = this.#board.spokenOf(id, "peer", peer);
    if (line === null || line.stage.type === "over") return;
    this.#drop(line.id);
    // They can't know that it is here.
    this.#board.over(line.id, end === "received" ? "cancelled" : end, "peer");
  }

  /** @returns Whether it belongs to a file that was asked for. */
  frame(frame: Exclude<Frame, { kind: "progress" }>): boolean {
    for (const [id, incoming] of this.#files) {
      if (incoming.stream !== frame.stream) continue;
      incoming.take(frame);
      if (this.#ahead() > MAX_AHEAD_BYTES) this.#end(id, "misused");
      else if (frame.kind === "chunk" && frame.index % 2 === 1) {
        this.#progress(id, incoming);
      }
      return true;
    }
    return false;
  }

  /** The way is gone, for now. */
  cut(): void {
    this.#cuts++;
    for (const incoming of this.#files.values()) incoming.stop();
  }

  /** What was received of it. */
  async blob(id: string): Promise<Blob | null> {
    const line = this.#board.find(id, "peer");
    if (line === null || !isReceived(line)) return null;
    const store = await this.#store(id);
    const blob = await store.blob();
    return blob.size === line.size ? blob : null;
  }

  /** Shows a file that was not offered before, unless too many are. */
  #ask({ id: offerId, name: claimed, size }: Offer, peer: string): void {
    // An `over` under this id would be about the file that goes the other way.
    if (this.#board.spokenOf(offerId, "self", peer) !== null) return;
    const nowMs = this.#ports.clock.now();
    if (!this.#offers.take(nowMs) || !this.#makeRoom(peer)) {
      this.#ports.say({ type: "over", id: offerId, end: "too-many" });
      return;
    }
    const name = fileName(claimed);
    const id = this.#ports.newId();
    this.#board.add({ id, offerId, from: "peer", name, size, peer });
  }

  /**
   * Where as many offers are open as may be, the oldest goes that was made by
   * somebody who is not there any more, and that nobody has accepted.
   *
   * @returns Whether there is room for one more.
   */
  #makeRoom(peer: string): boolean {
    const open = this.#board.open("peer");
    if (open.length < MAX_OPEN_OFFERS) return true;
    const left = open.find((line) =>
      line.peer !== peer && line.stage.type === "offered"
    );
    if (left !== undefined) this.#board.remove(left.id);
    return left !== undefined;
  }

  #store(id: string): Promise<FileStore> {
    const open = async () => await (await this.#ports.storage()).open(id);
    const store = this.#stores.get(id) ?? open();
    this.#stores.set(id, store);
    return store;
  }

  async #listen(line: FileLine): Promise<void> {
    const { id } = line;
    const cuts = this.#cuts;
    try {
      const store = await this.#store(id);
      if (cuts !== this.#cuts) return;
      const incoming = this.#files.get(id) ?? this.#incoming(line, store);
      this.#files.set(id, incoming);
      const stream = ++this.#streams;
      const at = await incoming.begin(stream);
      if (at === null || cuts !== this.#cuts) return;
      this.#board.stage(id, { type: "moving", done: at, bytesPerSecond: null });
      this.#ports.say({ type: "accept", id: line.offerId, stream, at });
    } catch {
      this.#end(id, "not-kept");
    }
  }

  #incoming({ id, size }: FileLine, store: FileStore): Incoming {
    return new Incoming(size, store, this.#ports.clock, {
      onProgress: () => {
        const incoming = this.#files.get(id);
        if (incoming !== undefined) this.#progress(id, incoming);
      },
      onChecking: () => this.#board.stage(id, { type: "checking" }),
      onComplete: () => {
        this.#files.delete(id);
        this.#over(id, "received");
      },
      onTrouble: (trouble) => this.#end(id, trouble),
    });
  }

  #progress(id: string, { stream, received, stored }: Incoming): void {
    if (stream === null) return;
    this.#ports.sendFrame(
      encodeFrame({ kind: "progress", stream, received, stored }),
    );
    this.#board.progress(id, received);
  }

  #ahead(): number {
    let ahead = 0;
    for (const { received, stored } of this.#files.values()) {
      ahead += received - stored;
    }
    return ahead;
  }

  #end(id: string, end: FileEnding): void {
    const line = this.#board.find(id, "peer");
    if (line === null || line.stage.type === "over") return;
    this.#drop(id);
    this.#over(id, end);
  }

  #over(id: string, end: FileEnding): void {
    const line = this.#board.find(id, "peer");
    if (line === null) return;
    this.#board.over(id, end, "self");
    this.#say(line, end);
  }

  #drop(id: string): void {
    const incoming = this.#files.get(id);
    this.#files.delete(id);
    this.#stores.delete(id);
    incoming?.drop().catch((error) =>
      console.warn("What was received could not be removed.", error)
    );
  }

  /** Who has left hears it when they offer the file again, and nobody else does. */
  #say({ offerId, held }: FileLine, end: FileEnding): void {
    if (held === "left") return;
    this.#ports.say({ type: "over", id: offerId, end });
  }
}
