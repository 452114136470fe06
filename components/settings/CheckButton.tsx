import { useSignal } from "@preact/signals";
import { deferred } from "../base/deferred.tsx";

const CheckRun = deferred(
  () => import("../check/CheckRun.tsx"),
  ({ CheckRun }) => CheckRun,
);

/** Loads the check when it is asked for, and runs it with each click. */
export function CheckButton() {
  const runs = useSignal(0);
  return (
    <>
      <button
        type="button"
        class="button-quiet"
        onClick={() => runs.value++}
      >
        Check connection
      </button>
      {runs.value > 0 && (
        <>
          <CheckRun key={runs.value} embedded />
          <a
            class="py-3 text-sm underline"
            href="/check"
            target="_blank"
          >
            Open as a page of its own
          </a>
        </>
      )}
    </>
  );
}
