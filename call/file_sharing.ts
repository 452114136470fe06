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
import type { PeerMessage } from "./peer_message.ts";
import type { FrameLine, FrameTopic, Line } from "./topic.ts";

/** What the page reads and does. */
export interface FilesModel {
  /** Files offered and received, oldest first. */
  readonly lines: ReadonlySignal<readonly FileLine[]>;
  /** What transfers them; loaded once. */
  transfers(): Promise<Transfers>;
}

/** Starts without any file. */
export function createFileSharing(
  line: Line & FrameLine,
  load: (ports: Omit<FileTransferPorts, "tab">) => Promise<Transfers>,
): FilesModel & FrameTopic {
  const lines = signal<readonly FileLine[]>([]);
  let loaded: Transfers | null = null;
  let loading: Promise<Transfers> | null = null;

  function transfers(): Promise<Transfers> {
    return loading ??= load({
      ...line,
      lines,
      say: (word) => line.say({ type: "file", word }),
    }).then((ready) => loaded = ready, (error) => {
      loading = null;
      throw error;
    });
  }

  return {
    lines,
    transfers,
    hear(message: PeerMessage) {
      if (message.type !== "file") return;
      transfers().then((each) => each.hear(message.word)).catch(() => {
        // They say it again when the two are connected anew.
      });
    },
    frame: (data) => loaded?.frame(data) ?? false,
    drained: () => loaded?.drained(),
    greet: () => loaded?.greet(),
    cut: () => loaded?.cut(),
    forget: () => loaded?.forget(),
  };
}
