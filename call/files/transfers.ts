/**
 * The files of a call, both ways: what is said about them, what is sent, and
 * what the page shows. Loaded when the first file is offered.
 *
 * @module
 */
import type { Signal } from "@preact/signals";
import type { Clock } from "../../signalling/clock.ts";
import { type FileWord, parseFileWord } from "./file_word.ts";
import { theirFileWords } from "../peer/peer_allowance.ts";
import type { StoragePort } from "../storage/storage_area.ts";
import { Board } from "./board.ts";
import type { FrameWay } from "./courier.ts";
import { type FileLine, isOpen } from "./file_line.ts";
import { parseFrame } from "./frame.ts";
import { afterReload, loadFiles, saveFiles } from "./kept_files.ts";
import { ReceivingSide } from "./receiving_side.ts";
import { SendingSide } from "./sending_side.ts";
import type { FileStorage } from "./store.ts";

/** What the transfers of a call need. */
export interface TransferPorts extends FrameWay {
  say(word: FileWord): boolean;
  /** Whom one talks to; `null` without anybody. */
  whom(): string | null;
  /** Names the tab; the same after a reload. */
  tab(): string;
  newId(): string;
  readonly clock: Clock;
  /** What the page shows. */
  readonly lines: Signal<readonly FileLine[]>;
  /** Opens the place for what is received. */
  openStorage(folder: string): Promise<FileStorage>;
  readonly session: StoragePort;
}

/** The files of a call. */
export interface Transfers {
  offer(files: readonly File[]): void;
  accept(id: string): void;
  decline(id: string): void;
  cancel(line: FileLine): void;
  /** The person has what was received where they want it. */
  saved(line: FileLine): void;
  /** What was sent or received; `null` if it is not here any more. */
  blob(line: FileLine): Promise<Blob | null>;
  /** What the other page said. */
  hear(said: unknown): void;
  /** @returns Whether it was asked for. */
  frame(data: unknown): boolean;
  drained(): void;
  greet(): void;
  cut(): void;
  forget(): void;
}

/** Starts with what the tab remembers. */
export async function createTransfers(
  ports: TransferPorts,
): Promise<Transfers> {
  const kept = loadFiles(ports.session, ports.tab());
  const folder = kept?.folder ?? ports.newId();
  const storage = await ports.openStorage(folder);
  const board = new Board({
    lines: ports.lines,
    clock: ports.clock,
    onChange() {
      const lines = ports.lines.value;
      saveFiles(ports.session, { tab: ports.tab(), folder, lines });
    },
  });
  if (kept !== null) board.restore(afterReload(kept.lines, storage.lasting));
  const sending = new SendingSide(board, ports);
  const receiving = new ReceivingSide(board, {
    ...ports,
    storage: () => Promise.resolve(storage),
  });

  const words = theirFileWords(ports.clock.now());

  function hold(held: "cut" | "left"): void {
    sending.cut();
    receiving.cut();
    for (const line of ports.lines.value) {
      // Who has left is not waited for less because another has.
      if (!isOpen(line) || line.held === "left") continue;
      board.change(line.id, { held });
    }
  }

  return {
    offer(files) {
      const peer = ports.whom();
      if (peer === null) return;
      for (const file of files) sending.offer(file, peer);
    },
    accept: (id) => void receiving.accept(id),
    decline: (id) => receiving.refuse(id, "declined"),
    cancel({ id, from }) {
      if (from === "self") sending.cancel(id);
      else receiving.refuse(id, "cancelled");
    },
    saved({ id }) {
      if (board.find(id, "peer")) board.change(id, { saved: true });
    },
    async blob({ id, from }) {
      return from === "self" ? sending.file(id) : await receiving.blob(id);
    },
    hear(said) {
      const word = parseFileWord(said);
      const peer = ports.whom();
      if (word === null || peer === null) return;
      if (!words.take(ports.clock.now())) return;
      switch (word.type) {
        case "offer":
          return receiving.offered(word, peer);
        case "accept":
          return sending.accepted(word, peer);
        case "over":
          if (!sending.ended(word, peer)) receiving.ended(word, peer);
      }
    },
    frame(data) {
      const frame = parseFrame(data);
      if (frame === null) return false;
      return frame.kind === "progress"
        ? sending.progress(frame)
        : receiving.frame(frame);
    },
    drained: () => sending.drained(),
    greet() {
      const peer = ports.whom();
      if (peer !== null) sending.greet(peer);
    },
    cut: () => hold("cut"),
    forget: () => hold("left"),
  };
}
