import { Changing } from "../base/Changing.tsx";
import type { Presence } from "../../call/signalling/look.ts";
import { PRESENCE } from "../words/presence.ts";
import { nameWords } from "../words/them.ts";

/** Who is in the room, by the names that they gave. */
export function PresenceWords(
  { seen: { names, locked } }: { seen: Presence },
) {
  const [name, other] = names;
  if (locked) return <Changing text={PRESENCE.locked} />;
  if (name === undefined) return <Changing text={PRESENCE.nobody} />;
  if (other !== undefined) return <Changing text={PRESENCE.full} />;
  return (
    <span key={name}>
      <bdi class="font-semibold">{nameWords(name, PRESENCE.nameless)}</bdi>{" "}
      {PRESENCE.here}
    </span>
  );
}
