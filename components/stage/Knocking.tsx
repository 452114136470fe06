import type { CallModel } from "../../call/model.ts";
import { Mark } from "../base/Mark.tsx";
import { KNOCKING } from "../words/admission.ts";

/** At the door of somebody who asks first. */
export function Knocking(
  { call }: { call: Pick<CallModel, "remote" | "leave"> },
) {
  const { name } = call.remote.value;
  return (
    <div class="absolute inset-x-0 bottom-24 top-16 flex flex-col items-center px-4 landscape:items-start landscape:sm:px-10">
      <section class="mt-auto grid max-h-full w-full max-w-md gap-4 overflow-y-auto rounded-panel bg-glass-strong p-5 text-white shadow-soft landscape:mb-auto sm:p-6 short:max-w-xl short:gap-2 short:p-4">
        <Mark pose="apart" class="short:hidden -ml-2 w-28" />
        <h1 class="break-words text-2xl font-semibold short:text-xl">
          <bdi>{name || KNOCKING.nameless}</bdi> {KNOCKING.sees}
        </h1>
        <p class="text-mist short:text-sm">{KNOCKING.text}</p>
        <button
          type="button"
          class="button-quiet justify-self-start"
          onClick={call.leave}
        >
          Leave
        </button>
      </section>
    </div>
  );
}
