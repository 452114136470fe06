import type { CallModel } from "../../call/model.ts";
import { Notice } from "../base/Notice.tsx";
import { Afterwards } from "./Afterwards.tsx";

/** What the page needs of the call. */
export interface EndedProps {
  call: Pick<CallModel, "rejoin" | "meeting" | "chat" | "files">;
}

/** After leaving: what was, what has been let go of, and the ways back. */
export function Ended({ call }: EndedProps) {
  return (
    <Notice
      pose="apart"
      heading="You left the call"
      text="Camera and microphone are off, and your place is free."
    >
      <Afterwards call={call} />
      <button type="button" class="button-primary" onClick={call.rejoin}>
        Rejoin
      </button>
      <a class="button-quiet" href="/">Start another call</a>
    </Notice>
  );
}
