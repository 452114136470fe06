import type { CallModel } from "../../call/model.ts";
import type { FailureReason } from "../../call/state.ts";
import { Notice } from "../base/Notice.tsx";
import { FAILURES } from "../words/failures.ts";

/** What a connection check says more about. */
const CHECKED: ReadonlySet<FailureReason> = new Set([
  "insecure",
  "no-relay",
  "unsupported",
]);

/** Why there is no call, and what to do next. */
export function Failed(
  { call }: { call: Pick<CallModel, "failure" | "rejoin"> },
) {
  const reason = call.failure.value;
  if (reason === null) return null;
  const { heading, text, retry } = FAILURES[reason];
  return (
    <Notice heading={heading} text={text}>
      {retry !== null && (
        <button type="button" class="button-primary" onClick={call.rejoin}>
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
