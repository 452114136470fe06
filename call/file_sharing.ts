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
  /** What they will have to be told when they come late. */
  let open = false, parted = false;

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
    return ready;
  }

  return {
    lines,
    transfers,
    hear(message: PeerMessage) {
      if (message.type !== "file") return;
      const peer = line.whom();
      transfers().then((each) => {
        // Somebody else may have come while it was loaded.
        if (line.whom() === peer) each.hear(message.word);
      }).catch(() => {
        // They say it again when the two are connected anew.
      });
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
      loaded?.forget();
    },
  };
}
