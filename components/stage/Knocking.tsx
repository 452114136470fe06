import type { CallModel } from "../../call/model.ts";
import { Mark } from "../base/Mark.tsx";
import { KNOCKING } from "../words/admission.ts";

/** At the door of somebody who asks first. */
export function Knocking(
  { call }: { call: Pick<CallModel, "remote" | "leave"> },
) {
  const { name } = call.remote.value;
  return (
    <div class="absolute inset-x-0 bottom-24 top-16 compact:bottom-[5.25rem] flex flex-col items-center px-4 landscape:items-start landscape:md:px-10">
      <section class="mt-auto grid max-h-full w-full max-w-md gap-4 overflow-y-auto rounded-panel bg-glass-strong p-5 text-white shadow-soft landscape:mb-auto lg:p-6 compact:gap-2 compact:p-4 sideways:max-w-xl">
        <Mark pose="apart" class="compact:hidden -ml-2 w-28" />
        <h1 class="break-words text-2xl font-semibold compact:text-xl">
          <bdi>{name || KNOCKING.nameless}</bdi> {KNOCKING.sees}
        </h1>
        <p class="text-mist compact:text-sm">{KNOCKING.text}</p>
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
