import type { CallModel } from "../../call/model.ts";
import { QUEUED } from "../words/admission.ts";
import { NotYetIn } from "./NotYetIn.tsx";

/** Both seats are taken, and one of them is held for somebody who may come back. */
export function Queued({ call }: { call: Pick<CallModel, "leave"> }) {
  return (
    <NotYetIn heading={QUEUED.heading} onLeave={call.leave}>
      <p class="text-mist compact:text-sm">{QUEUED.text}</p>
      <p class="text-mist compact:text-sm">{QUEUED.own}</p>
    </NotYetIn>
  );
}
