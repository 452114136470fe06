import type { CallModel } from "../../call/model.ts";
import { KNOCKING } from "../words/admission.ts";

/** At the door of somebody who asks first. */
export function Knocking(
  { call }: { call: Pick<CallModel, "remote" | "leave"> },
) {
  const { name } = call.remote.value;
  return (
    <div class="absolute inset-0 grid content-end justify-items-center overflow-y-auto px-4 pb-28 pt-32 sm:content-center sm:justify-items-start sm:px-10">
      <section class="grid w-full max-w-md gap-4 rounded-3xl bg-glass-strong p-5 text-white shadow-soft sm:p-6">
        <h1 class="break-words text-2xl font-semibold">
          <bdi>{name || KNOCKING.nameless}</bdi> {KNOCKING.sees}
        </h1>
        <p class="text-mist">{KNOCKING.text}</p>
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
