/**
 * Files of a call, as far as they are needed before there are any: what
 * transfers them is loaded with the first one, or ahead of it.
 *
 * @module
 */
import { type ReadonlySignal, signal } from "@preact/signals";
import type { FileTransferPorts } from "./adapter.ts";
import type { FileLine } from "./files/file_line.ts";
import type { Transfers } from "./files/transfers.ts";
import type { PeerMessage } from "./messages/peer_message.ts";
import type { FrameLine, FrameTopic, Line } from "./topics/topic.ts";

/** What the page reads and does. */
export interface FilesModel {
  /** Files offered and received, oldest first. */
  readonly lines: ReadonlySignal<readonly FileLine[]>;
  /** Whether files wait to be offered, because what sends them did not load. */
  readonly stuck: ReadonlySignal<boolean>;
  /** Offers these, and those that wait, as soon as what sends them is loaded. */
  offer(files: readonly File[]): void;
  /** What transfers them; loaded once. */
  transfers(): Promise<Transfers>;
}

/** Words that are kept until they can be heard: an offer for each file that may be open. */
const MAX_WORDS = 20;

/** Starts without any file. */
export function createFileSharing(
  line: Line & FrameLine,
  load: (ports: Omit<FileTransferPorts, "tab">) => Promise<Transfers>,
): FilesModel & FrameTopic {
  const lines = signal<readonly FileLine[]>([]);
  let loaded: Transfers | null = null;
  let loading: Promise<Transfers> | null = null;
  /** What they will have to be told when they come late. */
  let open = false, parted = false;
  const stuck = signal(false);
  /** What is kept for them: files to offer, and words, with whose they were. */
  let waiting: readonly File[] = [];
  let words: { readonly word: unknown; readonly peer: string | null }[] = [];

  function transfers(): Promise<Transfers> {
    return loading ??= load({
      whom: () => line.whom(),
      sendFrame: (frame) => line.sendFrame(frame),
      frameBacklog: () => line.frameBacklog(),
      lines,
      say: (word) => line.say({ type: "file", word }),
    }).then(begin, (error) => {
      loading = null;
      throw error;
    });
  }

  function begin(ready: Transfers): Transfers {
    loaded = ready;
    if (parted) ready.forget();
    if (open) ready.greet();
    for (const { word, peer } of words) {
      // Somebody else may have come while it was loaded.
      if (line.whom() === peer) ready.hear(word);
    }
    words = [];
    if (waiting.length > 0) ready.offer(waiting);
    drop();
    return ready;
  }

  /** Nothing waits to be offered any more. */
  function drop(): void {
    waiting = [];
    stuck.value = false;
  }

  return {
    lines,
    stuck,
    transfers,
    offer(files) {
      if (loaded !== null) return loaded.offer(files);
      waiting = [...waiting, ...files];
      transfers().catch(() => stuck.value = waiting.length > 0);
    },
    hear(message: PeerMessage) {
      if (message.type !== "file") return;
      if (loaded !== null) return loaded.hear(message.word);
      // Those that are too many are said again when the two are connected anew.
      if (words.length < MAX_WORDS) {
        words.push({ word: message.word, peer: line.whom() });
      }
      transfers().catch(() => {});
    },
    // None is sent before the other side has accepted, and so has loaded.
    frame: (data) => loaded?.frame(data) ?? false,
    drained: () => loaded?.drained(),
    greet() {
      open = true;
      loaded?.greet();
    },
    cut() {
      open = false;
      loaded?.cut();
    },
    forget() {
      parted = true;
      // They were for the person who has gone.
      drop();
      loaded?.forget();
    },
  };
}
