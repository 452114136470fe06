import type { CallModel } from "../../call/model.ts";
import { Notice } from "../base/Notice.tsx";

/** After leaving: what has been let go of, and the ways back. */
export function Ended({ call }: { call: Pick<CallModel, "rejoin"> }) {
  return (
    <Notice
      pose="apart"
      heading="You left the call"
      text="Camera and microphone are off, and your place is free."
    >
      <button type="button" class="button-primary" onClick={call.rejoin}>
        Rejoin
      </button>
      <a class="button-quiet" href="/">Start another call</a>
    </Notice>
  );
}
