import type { CallModel } from "../../call/model.ts";
import { KNOCKING } from "../words/admission.ts";
import { nameWords } from "../words/them.ts";
import { NotYetIn } from "./NotYetIn.tsx";

/** At the door of somebody who asks first. */
export function Knocking(
  { call, unreached }: {
    call: Pick<CallModel, "remote" | "leave">;
    /** Whether the server is away. */
    unreached: boolean;
  },
) {
  const { name } = call.remote.value;
  return (
    <NotYetIn
      heading={unreached ? KNOCKING.unreached : (
        <>
          <bdi key={name}>{nameWords(name, KNOCKING.nameless)}</bdi>{" "}
          {KNOCKING.sees}
        </>
      )}
      onLeave={call.leave}
    >
      <p class="text-mist compact:text-sm">
        {unreached ? KNOCKING.later : KNOCKING.text}
      </p>
    </NotYetIn>
  );
}
