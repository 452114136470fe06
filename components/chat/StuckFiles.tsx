import type { CallModel } from "../../call/model.ts";
import { FILES_STUCK } from "../words/stage.ts";

/** Files that are kept until what sends them can be loaded. */
export function StuckFiles({ call }: { call: Pick<CallModel, "files"> }) {
  return (
    <div role="status">
      {call.files.stuck.value && (
        <div class="flex max-w-lg items-center gap-3 rounded-2xl bg-warn p-4 text-sm text-ink">
          <p class="flex-1">{FILES_STUCK}</p>
          <button
            type="button"
            class="button-quiet"
            onClick={() => call.files.offer([])}
          >
            Try again
          </button>
        </div>
      )}
    </div>
  );
}
