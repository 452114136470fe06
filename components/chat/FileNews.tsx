import { useRef } from "preact/hooks";
import type { FileLine } from "../../call/files/file_line.ts";
import { fileNews } from "../words/files.ts";
import { Changing } from "../base/Changing.tsx";

/** Says aloud what happens to files, whether the chat is open or not. */
export function FileNews(
  { lines, them }: { lines: readonly FileLine[]; them: string },
) {
  const before = useRef<readonly FileLine[]>(lines);
  const said = useRef("");
  if (before.current !== lines) {
    for (const line of lines) {
      const was = before.current.find(({ id, from }) =>
        id === line.id && from === line.from
      );
      said.current = fileNews(was ?? null, line, them) || said.current;
    }
    before.current = lines;
  }
  return (
    <p role="status" class="sr-only">
      <Changing text={said.current} />
    </p>
  );
}
