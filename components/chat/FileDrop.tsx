import { useEffect, useState } from "preact/hooks";
import { isTogether } from "../../call/machine/comings.ts";
import type { CallModel } from "../../call/model.ts";
import { themWords } from "../words/them.ts";

/**
 * Takes files that are dropped anywhere on the page. It is there with the call's
 * page, before the code that sends them: a hand can be as quick as that. Where it
 * takes none, `refuseDrops` keeps the page.
 */
export function FileDrop(
  { call, onOffered }: {
    call: Pick<CallModel, "phase" | "remote" | "files">;
    /** Where it goes on is in the chat. */
    onOffered(): void;
  },
) {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const isTalking = () => isTogether(call.phase.value);
    const onDrag = ({ dataTransfer }: DragEvent) => {
      if (!dataTransfer?.types.includes("Files")) return;
      setOver(isTalking());
      if (isTalking()) dataTransfer.dropEffect = "copy";
    };
    const onLeave = ({ relatedTarget }: DragEvent) => {
      if (relatedTarget === null) setOver(false);
    };
    const onDrop = ({ dataTransfer }: DragEvent) => {
      setOver(false);
      const files = [...dataTransfer?.files ?? []];
      if (files.length === 0 || !isTalking()) return;
      call.files.offer(files);
      onOffered();
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
        Drop to send to <bdi>{themWords(call.remote.value.name)}</bdi>
      </p>
    </div>
  );
}
