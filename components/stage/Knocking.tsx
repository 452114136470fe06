import type { CallModel } from "../../call/model.ts";
import { KNOCKING } from "../words/admission.ts";
import { nameWords } from "../words/them.ts";
import { NotYetIn } from "./NotYetIn.tsx";

/** At the door of somebody who asks first. */
export function Knocking(
  { call }: { call: Pick<CallModel, "remote" | "leave"> },
) {
  const { name } = call.remote.value;
  return (
    <NotYetIn
      heading={
        <>
          <bdi>{nameWords(name, KNOCKING.nameless)}</bdi> {KNOCKING.sees}
        </>
      }
      onLeave={call.leave}
    >
      <p class="text-mist compact:text-sm">{KNOCKING.text}</p>
    </NotYetIn>
  );
}
