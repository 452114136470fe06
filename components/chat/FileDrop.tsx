import { useEffect, useRef, useState } from "preact/hooks";

/**
 * Takes files that are dropped anywhere on the page, and never lets one of them
 * take the page's place, which would be the end of the call.
 *
 * @param onFiles `null` while there is nobody to send them to.
 */
export function FileDrop(
  { them, onFiles }: {
    /** Their name, or words for it. */
    them: string;
    onFiles: ((files: readonly File[]) => void) | null;
  },
) {
  const [over, setOver] = useState(false);
  const take = useRef(onFiles);
  take.current = onFiles;
  useEffect(() => {
    const hasFiles = ({ dataTransfer }: DragEvent) =>
      dataTransfer?.types.includes("Files") ?? false;
    const onDrag = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      const { dataTransfer } = event;
      if (dataTransfer) {
        dataTransfer.dropEffect = take.current === null ? "none" : "copy";
      }
      setOver(take.current !== null);
    };
    const onLeave = ({ relatedTarget }: DragEvent) => {
      if (relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      setOver(false);
      if (!hasFiles(event)) return;
      event.preventDefault();
      const files = [...event.dataTransfer?.files ?? []];
      if (files.length > 0) take.current?.(files);
    };
    addEventListener("dragover", onDrag);
    addEventListener("dragleave", onLeave);
    addEventListener("drop", onDrop);
    return () => {
      removeEventListener("dragover", onDrag);
      removeEventListener("dragleave", onLeave);
      removeEventListener("drop", onDrop);
    };
  }, []);
  if (!over) return null;
  return (
    <div class="pointer-events-none fixed inset-0 z-30 grid place-items-center bg-glass-strong p-8">
      <p class="rounded-3xl border-2 border-dashed border-white px-8 py-6 text-xl font-semibold text-white">
        Drop to send to <bdi>{them}</bdi>
      </p>
    </div>
  );
}
