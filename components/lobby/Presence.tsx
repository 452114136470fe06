import type { AdmissionModel } from "../../call/admission.ts";
import type { Presence as Seen } from "../../call/signalling/look.ts";
import { PRESENCE } from "../words/presence.ts";
import { nameWords } from "../words/them.ts";

/**
 * Who is in the room already; silent as long as that is not known. It has its
 * line from the start, so that nothing moves under the pointer when it comes.
 */
export function Presence(
  { admission }: { admission: Pick<AdmissionModel, "presence"> },
) {
  const seen = admission.presence.value;
  return (
    <p role="status" class="h-6 truncate text-sm">
      {seen && <Words seen={seen} />}
    </p>
  );
}

function Words({ seen: { names, locked } }: { seen: Seen }) {
  const [name, other] = names;
  if (locked) return <>{PRESENCE.locked}</>;
  if (name === undefined) return <>{PRESENCE.nobody}</>;
  if (other !== undefined) return <>{PRESENCE.full}</>;
  return (
    <>
      <bdi class="font-semibold">{nameWords(name, PRESENCE.nameless)}</bdi>{" "}
      {PRESENCE.here}
    </>
  );
}
