/**
 * Sends the blocks of several files in turn, as fast as the other side keeps
 * them and as the call leaves room, and holds no more than two blocks.
 *
 * @module
 */
import type { Bytes } from "../../sealing/bytes.ts";
import type { Clock } from "../../signalling/clock.ts";
import { encodeFrame, type Frame } from "./frame.ts";
import type { Outgoing, Portion } from "./outgoing.ts";
import { Pace } from "./pace.ts";

/** How much may be sent that is not known to be stored, of all files together, in bytes. */
export const WINDOW_BYTES = 8 * 1024 * 1024;
/** How much may wait in the channel, in bytes. */
const BACKLOG_BYTES = 256 * 1024;

/** The way that frames take. */
export interface FrameWay {
  /** @returns Whether the channel was open to take it. */
  sendFrame(frame: Bytes): boolean;
  /** What waits to be sent, in bytes. */
  frameBacklog(): number;
}

/** What a courier needs beside the way. */
export interface CourierPorts extends FrameWay {
  readonly clock: Pick<Clock, "now">;
  /** The files under way, in the order of their turns. */
  files(): readonly Outgoing[];
  /** It is not what it was when it was chosen. */
  onChanged(outgoing: Outgoing): void;
}

interface Job extends Portion {
  readonly outgoing: Outgoing;
}

/** Carries files as long as there are some. */
export class Courier {
  readonly #ports: CourierPorts;
  #pace = new Pace();
  #last: Outgoing | null = null;
  #running = false;
  #waiting: (() => void) | null = null;

  constructor(ports: CourierPorts) {
    this.#ports = ports;
  }

  /** There may be something to send, or room for it. */
  wake(): void {
    this.#waiting?.();
    this.#waiting = null;
    if (!this.#running) void this.#run();
  }

  /** The way is another one, of which nothing is known yet. */
  renew(): void {
    this.#pace = new Pace();
  }

  /** So much has come in on the other side. */
  answered(bytes: number): void {
    this.#pace.answered(bytes, this.#ports.clock.now());
    this.wake();
  }

  /** Nothing more is heard of what is on its way of this file. */
  abandon({ sending }: Outgoing): void {
    this.#pace.forget(sending.inFlight);
  }

  async #run(): Promise<void> {
    this.#running = true;
    let ahead: Promise<Job | null> | null = null;
    while (ahead !== null || this.#next() !== null) {
      const job: Job | null = await (ahead ?? this.#read());
      // The disk works while the network does.
      ahead = job && this.#next() && this.#read();
      if (job !== null) await this.#deliver(job);
    }
    this.#running = false;
  }

  /** Whose turn it is. */
  #next(): Outgoing | null {
    const files = this.#ports.files();
    const behind = this.#last ? files.indexOf(this.#last) + 1 : 0;
    const turns = [...files.slice(behind), ...files.slice(0, behind)];
    return turns.find(({ wants }) => wants) ?? null;
  }

  async #read(): Promise<Job | null> {
    const outgoing = this.#next();
    this.#last = outgoing;
    if (outgoing === null) return null;
    try {
      const portion = await outgoing.read();
      return portion && { ...portion, outgoing };
    } catch {
      outgoing.sending.stop();
      this.#ports.onChanged(outgoing);
      return null;
    }
  }

  async #deliver({ outgoing, stream, frames }: Job): Promise<void> {
    for (const frame of frames) {
      while (outgoing.sending.stream === stream) {
        if (this.#send(outgoing, frame)) break;
        await new Promise<void>((resolve) => this.#waiting = resolve);
      }
    }
  }

  #send({ sending }: Outgoing, frame: Frame): boolean {
    const ports = this.#ports;
    const bytes = frame.kind === "chunk" ? frame.bytes.length : 0;
    const held = ports.frameBacklog() > BACKLOG_BYTES ||
      bytes > this.#pace.room || this.#ahead() + bytes > WINDOW_BYTES;
    if (held || !ports.sendFrame(encodeFrame(frame))) return false;
    if (bytes > 0) {
      sending.out(bytes);
      this.#pace.sent(bytes, ports.clock.now());
    }
    return true;
  }

  #ahead(): number {
    return this.#ports.files().reduce(
      (sum, { sending }) => sum + sending.ahead,
      0,
    );
  }
}
