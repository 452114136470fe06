import type { AdmissionModel } from "../../call/admission.ts";
import { Choice } from "../base/Choice.tsx";
import { ASK_FIRST } from "../words/presence.ts";

/** The choice to be asked before anybody joins. */
export function AskFirst(
  { admission }: {
    admission: Pick<AdmissionModel, "asksFirst" | "setAsksFirst">;
  },
) {
  return (
    <Choice
      label="Ask me before anyone joins"
      hint={ASK_FIRST}
      checked={admission.asksFirst.value}
      onChange={admission.setAsksFirst}
    />
  );
}
