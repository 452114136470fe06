import { useEffect, useState } from "preact/hooks";
import { type FileLine, isReceived } from "../../call/files/file_line.ts";

/** What there is of a file, to look at or to save. */
export function useBlob(
  line: FileLine,
  blobOf: (line: FileLine) => Promise<Blob | null>,
): Blob | null {
  const [blob, setBlob] = useState<Blob | null>(null);
  const here = line.from === "self" || isReceived(line);
  useEffect(() => {
    let shown = true;
    setBlob(null);
    if (here) blobOf(line).then((found) => shown && setBlob(found), () => {});
    return () => void (shown = false);
  }, [line.id, here]);
  return blob;
}
