import type { AdmissionModel } from "../../call/admission.ts";
import { deferred } from "../base/deferred.tsx";
import { Changing } from "../base/Changing.tsx";
import { SERVER_UNREACHED } from "../words/unreached.ts";

/** What they are called is nothing that the page needs first. */
const Words = deferred(
  () => import("./PresenceWords.tsx"),
  ({ PresenceWords }) => PresenceWords,
  { quiet: true },
);

/**
 * Who is in the room already; silent as long as that is not known. It has its
 * line from the start, so that nothing moves under the pointer when it comes.
 */
export function Presence(
  { admission }: { admission: Pick<AdmissionModel, "presence" | "unreached"> },
) {
  const seen = admission.presence.value;
  const unreached = admission.unreached.value;
  return (
    <p
      role="status"
      class={unreached
        ? "rounded-2xl bg-warn p-4 text-sm text-ink"
        : "h-6 truncate text-sm"}
    >
      {unreached
        ? <Changing text={SERVER_UNREACHED} />
        : seen && <Words seen={seen} />}
    </p>
  );
}
