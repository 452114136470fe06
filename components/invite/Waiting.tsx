import type { CallModel } from "../../call/model.ts";
import {
  comingWords,
  partedWords,
  TURNED_AWAY,
  WAITING,
} from "../words/waiting.ts";
import { Mark } from "../base/Mark.tsx";
import { InviteLink } from "./InviteLink.tsx";
import { InviteWays } from "./InviteWays.tsx";
import { Changing } from "../base/Changing.tsx";

/** What the waiting page needs of the call. */
export interface WaitingProps {
  call: Pick<
    CallModel,
    "meeting" | "relayOnly" | "sounds" | "leave" | "admission" | "turnedAway"
  >;
  room: string;
  /** The link of this call. */
  url: string;
  /** Whether the server is away. */
  unreached: boolean;
}

/** Alone in the room: what will happen, and ways to ask the other person in. */
export function Waiting({ call, room, url, unreached }: WaitingProps) {
  const { parted, name } = call.meeting.value;
  const asksFirst = call.admission.asksFirst.value;
  const turnedAway = call.turnedAway.value;
  const { heading, text } = parted ? partedWords(name) : {
    heading: WAITING.heading,
    text: comingWords({ asksFirst, sounds: call.sounds.value }),
  };
  return (
    <div class="absolute inset-x-0 bottom-24 top-16 compact:bottom-[5.25rem] flex flex-col items-center px-4 landscape:items-start landscape:md:px-10">
      <section class="mt-auto grid max-h-full w-full max-w-md gap-4 overflow-y-auto rounded-panel bg-glass-strong p-5 text-white shadow-soft landscape:mb-auto lg:p-6 compact:gap-2 compact:p-4 sideways:max-w-3xl sideways:grid-cols-waiting sideways:gap-x-6">
        <Mark
          pose={parted ? "apart" : "waiting"}
          class="compact:hidden -ml-2 w-28"
        />
        <h1 class="break-words text-2xl font-semibold compact:text-xl">
          <bdi key={heading}>{heading}</bdi>
        </h1>
        <p class="text-mist compact:text-sm">
          <Changing text={unreached ? WAITING.unreached : text} />
          <Changing
            text={!unreached && parted && asksFirst && ` ${WAITING.knock}`}
          />
        </p>
        <p
          role="status"
          class={turnedAway === null
            ? "sr-only"
            : "rounded-2xl border border-edge p-3 text-sm text-mist"}
        >
          <Changing text={turnedAway && TURNED_AWAY[turnedAway]} />
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
        <div class="grid gap-2 sideways:col-start-2 sideways:row-start-1 sideways:row-span-4 sideways:self-start">
          <InviteLink url={url} />
          <InviteWays url={url} />
        </div>
        <p class="break-words text-sm text-mist">
          Room{" "}
          <strong class="notranslate font-medium text-white">{room}</strong>.
          {" "}
          <Changing
            text={!parted && !unreached && turnedAway === null &&
              WAITING.unfound}
          />
          <Changing text={call.relayOnly.value && ` ${WAITING.hidden}`} />
        </p>
      </section>
    </div>
  );
}
