/** The files that come in: offered, accepted, kept, checked. @module */
import type { Clock } from "../../signalling/clock.ts";
import type { FileEnding, FileWord, Offer } from "./file_word.ts";
import type { Board } from "./board.ts";
import { type FrameWay, WINDOW_BYTES } from "./courier.ts";
import type { FileLine } from "./file_line.ts";
import { fileName } from "./file_name.ts";
import { BLOCK_BYTES, encodeFrame, type Frame } from "./frame.ts";
import { Incoming } from "./incoming.ts";
import type { FileStorage, FileStore } from "./store.ts";

/** Offers of one person that may be open at once. */
export const MAX_OPEN_OFFERS = 20;
/** More on its way than any page sends, in bytes. */
const MAX_AHEAD_BYTES = WINDOW_BYTES + BLOCK_BYTES;

/** What the receiving side needs. */
export interface ReceivingPorts extends Pick<FrameWay, "sendFrame"> {
  readonly clock: Clock;
  say(word: FileWord): boolean;
  /** Where received files are kept. */
  storage(): Promise<FileStorage>;
}

/** Everything that is received. */
export class ReceivingSide {
  readonly #board: Board;
  readonly #ports: ReceivingPorts;
  readonly #files = new Map<string, Incoming>();
  readonly #stores = new Map<string, Promise<FileStore>>();
  /** The last number that a stream was given. */
  #streams = 0;

  constructor(board: Board, ports: ReceivingPorts) {
    this.#board = board;
    this.#ports = ports;
  }

  /** They ask whether a file is wanted, or say again that they have it. */
  offered({ id, name, size }: Offer, peer: string): void {
    const line = this.#board.find(id, "peer");
    if (line === null) {
      const open = this.#board.open("peer").filter((each) =>
        each.peer === peer
      );
      if (open.length >= MAX_OPEN_OFFERS) {
        return this.#say(id, "too-many");
      }
      const shown = fileName(name);
      return this.#board.add({ id, from: "peer", name: shown, size, peer });
    }
    const { stage } = line;
    if (stage.type === "over") {
      // What ended on their side is not ours to say.
      return stage.by === "self" ? this.#say(id, stage.end) : undefined;
    }
    this.#board.change(id, { peer, held: null });
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
    if (this.#board.find(id, "peer")?.stage.type !== "offered") return;
    this.#board.stage(id, { type: "moving", done: 0, bytesPerSecond: null });
    await this.#listen(line);
  }

  /** The person wants it not, or not any more. */
  refuse(id: string, end: "declined" | "cancelled"): void {
    this.#end(id, end);
  }

  /** They send no more of it. */
  ended(id: string, end: FileEnding): void {
    const line = this.#board.find(id, "peer");
    if (line === null || line.stage.type === "over") return;
    this.#drop(id);
    // They can't know that it is here.
    this.#board.over(id, end === "received" ? "cancelled" : end, "peer");
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
    for (const incoming of this.#files.values()) incoming.stop();
  }

  /** What was received of it. */
  async blob(id: string): Promise<Blob | null> {
    const store = await this.#store(id);
    const blob = await store.blob();
    const line = this.#board.find(id, "peer");
    return blob.size === line?.size ? blob : null;
  }

  #store(id: string): Promise<FileStore> {
    const open = async () => await (await this.#ports.storage()).open(id);
    const store = this.#stores.get(id) ?? open();
    this.#stores.set(id, store);
    return store;
  }

  async #listen(line: FileLine): Promise<void> {
    const { id } = line;
    try {
      const store = await this.#store(id);
      const incoming = this.#files.get(id) ?? this.#incoming(line, store);
      this.#files.set(id, incoming);
      const stream = ++this.#streams;
      const at = await incoming.begin(stream);
      if (at === null) return;
      this.#board.stage(id, { type: "moving", done: at, bytesPerSecond: null });
      this.#ports.say({ type: "accept", id, stream, at });
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
        this.#board.over(id, "received", "self");
        this.#say(id, "received");
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
    this.#board.over(id, end, "self");
    this.#say(id, end);
  }

  #drop(id: string): void {
    const incoming = this.#files.get(id);
    this.#files.delete(id);
    this.#stores.delete(id);
    incoming?.drop().catch((error) =>
      console.warn("What was received could not be removed.", error)
    );
  }

  #say(id: string, end: FileEnding): void {
    this.#ports.say({ type: "over", id, end });
  }
}
