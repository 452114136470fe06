import type { CallModel } from "../../call/model.ts";
import { partedWords, WAITING } from "../words/waiting.ts";
import { Mark } from "../base/Mark.tsx";
import { InviteLink } from "./InviteLink.tsx";
import { InviteWays } from "./InviteWays.tsx";

/** What the waiting page needs of the call. */
export interface WaitingProps {
  call: Pick<CallModel, "meeting" | "relayOnly" | "sounds" | "leave">;
  room: string;
  /** The link of this call. */
  url: string;
}

/** Alone in the room: what will happen, and ways to ask the other person in. */
export function Waiting({ call, room, url }: WaitingProps) {
  const { parted, name } = call.meeting.value;
  const { heading, text } = parted
    ? partedWords(name)
    : { heading: WAITING.heading, text: WAITING.first };
  return (
    <div class="absolute inset-x-0 bottom-24 top-16 flex flex-col items-center px-4 landscape:items-start landscape:sm:px-10">
      <section class="mt-auto grid max-h-full w-full max-w-md gap-4 overflow-y-auto rounded-panel bg-glass-strong p-5 text-white shadow-soft landscape:mb-auto sm:p-6 short:max-w-xl short:gap-2 short:p-4">
        <Mark
          pose={parted ? "apart" : "waiting"}
          class="short:hidden -ml-2 w-28"
        />
        <h1 class="break-words text-2xl font-semibold short:text-xl">
          <bdi>{heading}</bdi>
        </h1>
        <p class="text-mist short:text-sm">
          {parted || call.sounds.value ? text : WAITING.silent}
        </p>
        {parted && (
          <button
            type="button"
            class="button-quiet justify-self-start"
            onClick={call.leave}
          >
            Leave
          </button>
        )}
        <div class="grid gap-2">
          <InviteLink url={url} />
          <InviteWays url={url} />
        </div>
        <p class="break-words text-sm text-mist">
          Room <strong class="font-medium text-white">{room}</strong>.{" "}
          {!parted && WAITING.unfound}
          {call.relayOnly.value && ` ${WAITING.hidden}`}
        </p>
      </section>
    </div>
  );
}
