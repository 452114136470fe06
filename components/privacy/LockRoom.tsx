import type { CallModel } from "../../call/model.ts";
import { Choice } from "../base/Choice.tsx";
import { LOCK, LOCK_UNREACHED } from "../words/admission.ts";

/** What locking needs of the call. */
export interface LockRoomProps {
  call: Pick<CallModel, "admission" | "signalling">;
}

/** The choice to let nobody else in; the box shows what the server says. */
export function LockRoom({ call }: LockRoomProps) {
  const { locked, setLocked } = call.admission;
  const reached = call.signalling.value === "open";
  if (locked.value === null) return null;
  return (
    <Choice
      label="Lock the call"
      hint={reached ? LOCK : LOCK_UNREACHED}
      checked={locked.value}
      disabled={!reached}
      onChange={setLocked}
    />
  );
}
