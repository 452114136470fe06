/** Two pages that transfer files, over channels that a test can cut. @module */
import { signal } from "@preact/signals";
import type { FileLine } from "../../../call/files/file_line.ts";
import { type FileStorage, memoryStorage } from "../../../call/files/store.ts";
import {
  createTransfers,
  type Transfers,
} from "../../../call/files/transfers.ts";
import { FakeClock } from "../../signalling/fake_clock.ts";
import { FakeStorage } from "../fake_storage.ts";

/** Reads and digests under way: the only things that take real time here. */
let working = 0;

function counted<Args extends unknown[], Result>(
  work: (...args: Args) => Promise<Result>,
): (...args: Args) => Promise<Result> {
  return function (this: unknown, ...args) {
    working++;
    return work.apply(this, args).finally(() => working--);
  };
}

crypto.subtle.digest = counted(crypto.subtle.digest);
Blob.prototype.arrayBuffer = counted(Blob.prototype.arrayBuffer);

/** Lets what is read, hashed and kept come to its end. */
export async function turn(): Promise<void> {
  do await new Promise((resolve) => setTimeout(resolve)); while (working > 0);
}

type Parcel = { readonly word: string } | { readonly frame: ArrayBuffer };

/** One page. */
export class FileSide {
  readonly lines = signal<readonly FileLine[]>([]);
  readonly session = new FakeStorage();
  /** What is on its way from here. */
  readonly sent: Parcel[] = [];
  storage: FileStorage = memoryStorage();
  /** Changes what goes out; for pages that mean harm. */
  tamper: (frame: ArrayBuffer) => ArrayBuffer = (frame) => frame;
  open = false;
  /** The page's, and gone with it. */
  clock = new FakeClock();
  #transfers: Transfers | null = null;
  #ids = 0;

  constructor(
    readonly name: string,
    public other: string | null,
  ) {}

  newId = () => `${this.name}-${++this.#ids}`;

  get transfers(): Transfers {
    if (this.#transfers === null) throw new Error("not loaded");
    return this.#transfers;
  }

  get line(): FileLine | undefined {
    return this.lines.value.at(-1);
  }

  /** How the last file has ended, or what goes on with it. */
  get stage(): string {
    const { stage } = this.line ?? {};
    return stage?.type === "over"
      ? `${stage.end} by ${stage.by}`
      : stage?.type ?? "none";
  }

  /** The page is loaded, again perhaps. */
  async load(): Promise<void> {
    this.lines.value = [];
    this.clock = new FakeClock();
    this.#transfers = await createTransfers({
      say: (word) => this.put({ word: JSON.stringify(word) }),
      sendFrame: (frame) => this.put({ frame: this.tamper(frame.buffer) }),
      frameBacklog: () => 0,
      whom: () => this.other,
      tab: () => this.name,
      newId: () => this.newId(),
      clock: this.clock,
      lines: this.lines,
      openStorage: () => Promise.resolve(this.storage),
      session: () => this.session,
    });
  }

  put(parcel: Parcel): boolean {
    if (this.open) this.sent.push(parcel);
    return this.open;
  }

  /** @returns Whether the page had asked for it. */
  take(parcel: Parcel): boolean {
    if ("frame" in parcel) return this.transfers.frame(parcel.frame);
    this.transfers.hear(JSON.parse(parcel.word));
    return true;
  }

  /** What was received of the last file. */
  async received(): Promise<Uint8Array | null> {
    const blob = this.line && await this.transfers.blob(this.line);
    return blob ? new Uint8Array(await blob.arrayBuffer()) : null;
  }
}

/** Ann and Bob. */
export class FilePair {
  readonly ann = new FileSide("ann", "bob");
  readonly bob = new FileSide("bob", "ann");
  /** Parcels that arrived and that nobody had asked for. */
  strays = 0;

  async load(): Promise<void> {
    await this.ann.load();
    await this.bob.load();
    this.connect();
  }

  connect(): void {
    for (const side of [this.ann, this.bob]) side.open = true;
    for (const side of [this.ann, this.bob]) side.transfers.greet();
  }

  wait(ms: number): void {
    for (const side of [this.ann, this.bob]) side.clock.advance(ms);
  }

  /** What is on its way is lost. */
  cut(): void {
    for (const side of [this.ann, this.bob]) {
      side.open = false;
      side.sent.length = 0;
      side.transfers.cut();
    }
  }

  /**
   * Lets parcels arrive, at most so many, until none come any more.
   *
   * @returns How many arrived.
   */
  async run(atMost = Infinity): Promise<number> {
    let arrived = 0;
    for (let idle = 0; idle < 3 && arrived < atMost;) {
      await turn();
      const before = arrived;
      for (const [from, to] of [[this.ann, this.bob], [this.bob, this.ann]]) {
        while (arrived < atMost) {
          const parcel = from?.sent.shift();
          if (parcel === undefined) break;
          if (!to?.take(parcel)) this.strays++;
          arrived++;
        }
      }
      if (arrived > before) idle = 0;
      else {
        this.wait(1_000);
        idle++;
      }
    }
    return arrived;
  }
}

/** A pair that is connected. */
export async function filePair(): Promise<FilePair> {
  const pair = new FilePair();
  await pair.load();
  return pair;
}
