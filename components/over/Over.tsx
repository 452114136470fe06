import type { CallModel } from "../../call/model.ts";
import { Ended } from "./Ended.tsx";
import { Failed } from "./Failed.tsx";

/** What one reads when there is no call any more, or none can be. */
export function Over({ call }: { call: CallModel }) {
  return call.phase.value === "failed"
    ? <Failed call={call} />
    : <Ended call={call} />;
}
