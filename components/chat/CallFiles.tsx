import type { CallModel } from "../../call/model.ts";
import { FileDrop } from "./FileDrop.tsx";
import { FileNews } from "./FileNews.tsx";

/** Files that are dropped on the page, and what is said about all of them. */
export function CallFiles(
  { call, onOffered }: {
    call: Pick<CallModel, "phase" | "remote" | "files">;
    /** Where it goes on is in the chat. */
    onOffered(): void;
  },
) {
  const them = call.remote.value.name || "the other person";
  const phase = call.phase.value;
  const offer = (files: readonly File[]) => {
    void call.files.transfers().then((each) => each.offer(files));
    onOffered();
  };
  const talking = phase === "connected" || phase === "reconnecting";
  return (
    <>
      <FileNews lines={call.files.lines.value} them={them} />
      <FileDrop them={them} onFiles={talking ? offer : null} />
    </>
  );
}
