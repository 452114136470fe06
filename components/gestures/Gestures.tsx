import { isTogether } from "../../call/machine/comings.ts";
import { Announcer, type AnnouncerProps } from "./Announcer.tsx";
import { Reactions } from "./Reactions.tsx";

/** What the two show each other, over the picture and in words. */
export function Gestures({ call }: AnnouncerProps) {
  const { gestures } = call;
  const { name } = call.remote.value;
  return (
    <>
      <Announcer call={call} />
      {isTogether(call.phase.value) && (
        <Reactions reactions={gestures.reactions.value} peerName={name} />
      )}
    </>
  );
}
