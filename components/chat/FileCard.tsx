import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { type FileLine, isReceived } from "../../call/files/file_line.ts";
import { fileWords, sizeWords } from "../words/files.ts";
import { FileName } from "./FileName.tsx";
import { FilePicture } from "./FilePicture.tsx";
import { SaveFile } from "./SaveFile.tsx";
import { useBlob } from "./use_blob.ts";
import { Changing } from "../base/Changing.tsx";

/** What can be done about a file. */
export interface FileActions {
  onAccept(line: FileLine): void;
  onDecline(line: FileLine): void;
  onCancel(line: FileLine): void;
  onSave(line: FileLine): void;
  /** Another go: the person chooses the file once more. */
  onChoose(): void;
  /** What was sent or received; `null` if it is not here any more. */
  blobOf(line: FileLine): Promise<Blob | null>;
}

/** A file that was offered: what it is, how far it is, and what can be done. */
export function FileCard(
  { line, them, actions }: {
    line: FileLine;
    /** Their name, or words for it. */
    them: string;
    actions: FileActions;
  },
) {
  const { stage, name, size } = line;
  const blob = useBlob(line, actions.blobOf);
  const card = useRef<HTMLDivElement>(null);
  return (
    <div
      ref={card}
      tabIndex={-1}
      class="grid w-full max-w-xs gap-2 rounded-2xl border border-line bg-paper p-3 text-ink outline-none"
      onClick={({ target }) => {
        // What was pressed goes away: the focus stays where it went on.
        const pressed = target instanceof Element && target.closest("button");
        if (pressed) card.current?.focus({ preventScroll: true });
      }}
    >
      {blob && <FilePicture blob={blob} name={name} />}
      <p>
        <FileName class="break-words font-semibold" name={name} />{" "}
        <span class="whitespace-nowrap text-sm text-soft">
          {sizeWords(size)}
        </span>
      </p>
      {stage.type === "moving" && (
        <progress
          class="transfer"
          aria-label={`${name}: how far it is`}
          value={stage.done}
          max={Math.max(size, 1)}
        />
      )}
      {/* Said aloud elsewhere, when it matters: not with each step. */}
      <p aria-live="off" class="text-sm text-soft">
        <Changing text={fileWords(line, them)} />
      </p>
      <Buttons line={line} blob={blob} actions={actions} />
    </div>
  );
}

function Buttons(
  { line, blob, actions }: {
    line: FileLine;
    blob: Blob | null;
    actions: FileActions;
  },
) {
  const { stage, from, name } = line;
  if (stage.type === "over") {
    if (isReceived(line)) {
      return blob && (
        <SaveFile
          blob={blob}
          name={name}
          onSave={() => actions.onSave(line)}
        />
      );
    }
    const again = from === "self" && stage.by === "self" &&
      (stage.end === "changed" || stage.end === "reloaded");
    return again && (
      <Action name={name} onClick={() => actions.onChoose()}>
        Choose again
      </Action>
    );
  }
  if (from === "peer" && stage.type === "offered") {
    return (
      <div class="flex flex-wrap gap-2">
        <Action primary name={name} onClick={() => actions.onAccept(line)}>
          Accept
        </Action>
        <Action name={name} onClick={() => actions.onDecline(line)}>
          Decline
        </Action>
      </div>
    );
  }
  return (
    <Action name={name} onClick={() => actions.onCancel(line)}>
      <Changing text={stage.type === "offered" ? "Take back" : "Cancel"} />
    </Action>
  );
}

/** A button that says for which file it is. */
function Action(
  { name, primary = false, onClick, children }: {
    name: string;
    primary?: boolean;
    onClick(): void;
    children: ComponentChildren;
  },
) {
  return (
    <button
      type="button"
      class={primary
        ? "button-primary justify-self-start"
        : "button-quiet justify-self-start"}
      onClick={onClick}
    >
      {children}
      <span class="sr-only">{` ${name}`}</span>
    </button>
  );
}
