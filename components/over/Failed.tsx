import type { CallModel } from "../../call/model.ts";
import type { FailureReason } from "../../call/machine/state.ts";
import { Notice } from "../base/Notice.tsx";
import type { Pose } from "../base/Mark.tsx";
import { Afterwards, isAnythingLeft } from "./Afterwards.tsx";
import { FAILURES } from "../words/failures.ts";

/** What a connection check says more about. */
const CHECKED: ReadonlySet<FailureReason> = new Set([
  "insecure",
  "no-relay",
  "unsupported",
]);

/** What stands for the reason; the words say it. */
const POSES: Record<FailureReason, Pose> = {
  full: "full",
  locked: "full",
  declined: "apart",
  refused: "missing",
  replaced: "together",
  protocol: "askew",
  unsupported: "empty",
  insecure: "empty",
  "link-truncated": "missing",
  "link-damaged": "missing",
  "link-other-version": "askew",
  "other-version": "askew",
  unproven: "between",
  mismatch: "between",
  flooded: "askew",
  "no-relay": "apart",
  internal: "askew",
};

function reload(): void {
  location.reload();
}

/** Why there is no call, and what to do next. */
export function Failed(
  { call }: {
    call: Pick<CallModel, "failure" | "rejoin" | "meeting" | "chat" | "files">;
  },
) {
  const reason = call.failure.value;
  if (reason === null) return null;
  const { heading, text, retry } = FAILURES[reason];
  return (
    <Notice pose={POSES[reason]} heading={heading} text={text}>
      {isAnythingLeft(call) && <Afterwards call={call} />}
      {retry !== null && (
        <button
          type="button"
          class="button-primary"
          // What failed in this page may fail again.
          onClick={reason === "internal" ? reload : call.rejoin}
        >
          {retry}
        </button>
      )}
      {CHECKED.has(reason) && (
        <a class="button-quiet" href="/check">Check connection</a>
      )}
      <a class="button-quiet" href="/">Start another call</a>
    </Notice>
  );
}
