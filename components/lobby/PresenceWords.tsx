import type { Presence } from "../../call/signalling/look.ts";
import { PRESENCE } from "../words/presence.ts";
import { nameWords } from "../words/them.ts";

/** Who is in the room, by the names that they gave. */
export function PresenceWords(
  { seen: { names, locked } }: { seen: Presence },
) {
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
