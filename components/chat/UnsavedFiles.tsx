import { useState } from "preact/hooks";
import {
  type FileLine,
  isOpen,
  isReceived,
} from "../../call/files/file_line.ts";
import type { CallModel } from "../../call/model.ts";
import { sizeWords, unreceivedWords, unsavedWords } from "../words/files.ts";
import { FileName } from "./FileName.tsx";
import { SaveFile } from "./SaveFile.tsx";
import { useBlob } from "./use_blob.ts";
import { Changing } from "../base/Changing.tsx";

/** After the call: what the other person sent, and is nowhere but in this tab. */
export function UnsavedFiles(
  { files, them }: {
    files: CallModel["files"];
    /** Their name, or words for it. */
    them: string;
  },
) {
  // What is saved now stays, to be saved again.
  const [wanted] = useState(() =>
    new Set(files.lines.peek().filter(isUnsaved).map(({ id }) => id))
  );
  const lines = files.lines.value.filter(({ from }) => from === "peer");
  const here = lines.filter(({ id }) => wanted.has(id));
  const missing = lines.filter(isOpen).map(({ name }) => name);
  if (here.length === 0 && missing.length === 0) return null;
  return (
    <div class="grid w-full justify-items-start gap-3">
      {here.length > 0 && (
        <>
          <p class="break-words">{unsavedWords(here.length, them)}</p>
          <ul class="grid w-full max-w-md gap-2">
            {here.map((line) => (
              <Row key={line.id} line={line} files={files} />
            ))}
          </ul>
        </>
      )}
      {missing.length > 0 && (
        <p class="break-words text-soft">
          <Changing text={unreceivedWords(missing)} />
        </p>
      )}
    </div>
  );
}

function isUnsaved(line: FileLine): boolean {
  return isReceived(line) && !line.saved;
}

function Row({ line, files }: { line: FileLine; files: CallModel["files"] }) {
  const blob = useBlob(
    line,
    async (line) => await (await files.transfers()).blob(line),
  );
  const { name, size, saved = false } = line;
  return (
    <li class="flex flex-wrap items-center gap-3 rounded-2xl border border-line bg-raised p-3">
      <p class="min-w-0 flex-1 basis-40">
        <FileName class="break-words font-semibold" name={name} />{" "}
        <span class="whitespace-nowrap text-sm text-soft">
          {sizeWords(size)}
        </span>
      </p>
      {blob && (
        <SaveFile
          blob={blob}
          name={name}
          again={saved}
          onSave={() => void files.transfers().then((each) => each.saved(line))}
        />
      )}
    </li>
  );
}
