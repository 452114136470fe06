import { useRef } from "preact/hooks";
import type { AdmissionModel } from "../../call/admission.ts";
import { KNOCKER } from "../words/admission.ts";
import { nameWords } from "../words/them.ts";

/** What the door needs of the call. */
export interface DoorProps {
  admission: Pick<AdmissionModel, "knocker" | "admit" | "decline">;
}

/**
 * Somebody would like to join. Said without taking the focus: one may be typing
 * while they come.
 */
export function Door({ admission }: DoorProps) {
  const box = useRef<HTMLDivElement>(null);
  const knocker = admission.knocker.value;
  const answer = (decide: () => void) => () => {
    // The buttons go: whoever goes on by keyboard is still at this place.
    box.current?.focus();
    decide();
  };
  return (
    <div
      ref={box}
      tabIndex={-1}
      class={knocker === null
        ? "sr-only"
        : "grid w-full max-w-md gap-3 rounded-panel bg-night p-5 text-white shadow-soft outline-none"}
    >
      <p role="status" class="break-words text-center text-lg">
        {knocker && (
          <span key={knocker.name}>
            <bdi class="font-semibold">
              {nameWords(knocker.name, KNOCKER.nameless)}
            </bdi>{" "}
            {KNOCKER.asks}
          </span>
        )}
      </p>
      {knocker && (
        <div class="flex flex-wrap justify-center gap-3">
          <button
            type="button"
            class="button-primary"
            onClick={answer(admission.admit)}
          >
            {KNOCKER.admit}
          </button>
          <button
            type="button"
            class="button-quiet"
            onClick={answer(admission.decline)}
          >
            {KNOCKER.decline}
          </button>
        </div>
      )}
    </div>
  );
}
