/** The files that go out: offered, asked for, sent. @module */
import {
  type Accept,
  type FileEnding,
  type FileOver,
  type FileWord,
  MAX_FILE_BYTES,
} from "./file_word.ts";
import type { Board } from "./board.ts";
import { Courier, type CourierPorts } from "./courier.ts";
import { fileName } from "./file_name.ts";
import type { FileLine } from "./file_line.ts";
import type { Frame } from "./frame.ts";
import { Outgoing } from "./outgoing.ts";

/** What the sending side needs. */
export interface SendingPorts
  extends Pick<CourierPorts, "clock" | "sendFrame" | "frameBacklog"> {
  say(word: FileWord): boolean;
  newId(): string;
}

/** Everything that is sent. */
export class SendingSide {
  readonly #board: Board;
  readonly #ports: SendingPorts;
  /** What is offered or under way. */
  readonly #files = new Map<string, Outgoing>();
  /** All that was offered: to be looked at, which costs nothing. */
  readonly #chosen = new Map<string, File>();
  readonly #courier: Courier;

  constructor(board: Board, ports: SendingPorts) {
    this.#board = board;
    this.#ports = ports;
    this.#courier = new Courier({
      ...ports,
      files: () => [...this.#files.values()],
      onChanged: (outgoing) => {
        for (const [id, each] of this.#files) {
          if (each === outgoing) this.#end(id, "changed", "self");
        }
      },
    });
  }

  /** Offers a file to this person. */
  offer(file: File, peer: string): void {
    const id = this.#ports.newId();
    const name = fileName(file.name);
    this.#chosen.set(id, file);
    const line = { id, offerId: id, name, size: file.size, peer };
    this.#board.add({ ...line, from: "self" });
    if (file.size > MAX_FILE_BYTES) {
      return this.#board.over(id, "too-large", "self");
    }
    this.#files.set(id, new Outgoing(file));
    this.#ports.say({ type: "offer", id, name, size: file.size });
  }

  /** They can be talked to: says again what they may not have. */
  greet(peer: string): void {
    this.#courier.renew();
    for (const line of this.#board.lines) {
      if (line.from !== "self" || line.peer !== peer) continue;
      const { id, offerId, name, size, stage } = line;
      if (stage.type !== "over") {
        this.#board.change(id, { held: null });
        this.#ports.say({ type: "offer", id: offerId, name, size });
      } else if (stage.by === "self") {
        this.#ports.say({ type: "over", id: offerId, end: stage.end });
      }
    }
  }

  /** They want it, from some byte on. */
  accepted({ id: offerId, stream, at }: Accept, peer: string): void {
    const line = this.#board.spokenOf(offerId, "self", peer);
    const id = line?.id ?? "";
    const outgoing = this.#files.get(id);
    if (outgoing === undefined) {
      const over = line?.stage.type === "over" ? line.stage : null;
      const end = over?.end ?? "reloaded";
      this.#ports.say({ type: "over", id: offerId, end });
      return;
    }
    const used = this.#isUnderWay(stream);
    this.#courier.abandon(outgoing);
    if (used || !outgoing.sending.begin(stream, at)) {
      return this.#end(id, "misused", "peer");
    }
    this.#board.stage(id, { type: "moving", done: at, bytesPerSecond: null });
    this.#courier.wake();
  }

  /**
   * They want no more of it, or have it.
   *
   * @returns Whether it is about a file that was offered to them.
   */
  ended({ id: offerId, end }: FileOver, peer: string): boolean {
    const line = this.#board.spokenOf(offerId, "self", peer);
    if (line === null) return false;
    if (this.#files.has(line.id)) {
      this.#drop(line.id);
      this.#board.over(line.id, end, "peer");
    }
    return true;
  }

  cancel(id: string): void {
    this.#end(id, "cancelled", "self");
  }

  /** @returns Whether it fits what was sent. */
  progress(frame: Extract<Frame, { kind: "progress" }>): boolean {
    for (const [id, outgoing] of this.#files) {
      const { sending, file } = outgoing;
      if (sending.stream !== frame.stream) continue;
      const more = sending.progress(frame);
      if (more === null) return false;
      if (more > 0) this.#courier.answered(more);
      else this.#courier.wake();
      if (sending.stored < file.size) {
        this.#board.progress(id, sending.stored);
      } else this.#board.stage(id, { type: "checking" });
      return true;
    }
    return false;
  }

  /** There is room in the channel. */
  drained(): void {
    this.#courier.wake();
  }

  /** The way is gone, for now. */
  cut(): void {
    for (const { sending } of this.#files.values()) sending.stop();
    this.#courier.wake();
  }

  /** The file that is, or was, sent. */
  file(id: string): File | null {
    return this.#chosen.get(id) ?? null;
  }

  #end(id: string, end: FileEnding, by: FileLine["from"]): void {
    const line = this.#board.find(id, "self");
    if (line === null || !this.#files.has(id)) return;
    this.#drop(id);
    this.#board.over(id, end, by);
    // Who has left hears it when they are back, and nobody else does.
    if (line.held === "left") return;
    this.#ports.say({ type: "over", id: line.offerId, end });
  }

  /** A number says which file a frame is about: it is used for one at a time. */
  #isUnderWay(stream: number): boolean {
    return [...this.#files.values()].some(({ sending }) =>
      sending.stream === stream
    );
  }

  #drop(id: string): void {
    const outgoing = this.#files.get(id);
    if (outgoing === undefined) return;
    this.#courier.abandon(outgoing);
    outgoing.sending.stop();
    this.#files.delete(id);
    this.#courier.wake();
  }
}
