import type { ComponentChildren } from "preact";
import type { CallLink } from "../call/call_link.ts";
import { MAX_NAME_CHARS } from "../call/peer_message.ts";
import {
  DeviceNotices,
  deviceNotices,
  DeviceProblems,
  deviceProblems,
} from "./DeviceProblems.tsx";
import { InviteLink } from "./InviteLink.tsx";
import { MediaToggles, type MediaTogglesProps } from "./MediaToggles.tsx";
import { Meter } from "./Meter.tsx";
import { SelfView } from "./SelfView.tsx";
import { HIDE_ADDRESS, MANGLED_LINK, PRIVACY } from "./words.ts";

const KINDS = { private: "Private link.", named: "Named room." } as const;

/** What one sees before joining. */
export interface LobbyProps extends MediaTogglesProps {
  room: string;
  /** The link of this call. */
  url: string;
  /** How it is opened; `null` until that is known. */
  link: CallLink | null;
  level: number;
  name: string;
  /** Whether no address shall be known. */
  relayOnly: boolean;
  /** The lists of devices. */
  devices: ComponentChildren;
  /** What would keep a call from working; `null` as long as nothing is known. */
  advice: string | null;
  onName(name: string): void;
  onRelayOnly(on: boolean): void;
  onRetry(): void;
  onJoin(): void;
}

/** Preview, devices, name, and one click to join. Nothing is sent from here. */
export function Lobby(props: LobbyProps) {
  const { media } = props;
  return (
    <main class="mx-auto grid min-h-screen w-full max-w-5xl content-center gap-8 px-4 py-8 md:grid-cols-lobby lg:gap-12">
      <section class="grid content-center gap-4" aria-label="Preview">
        <div class="relative">
          <SelfView
            media={media}
            class="relative aspect-video rounded-3xl shadow-soft"
          />
          <div class="absolute inset-x-0 bottom-4 flex justify-center gap-3">
            <MediaToggles
              media={media}
              onMicrophone={props.onMicrophone}
              onCamera={props.onCamera}
            />
          </div>
        </div>
        <Meter level={props.level} />
        <DeviceNotices notices={deviceNotices(media)} />
        <DeviceProblems
          problems={deviceProblems(media)}
          onRetry={props.onRetry}
        />
      </section>
      <section class="grid content-center gap-5">
        <div>
          <h1 class="text-3xl font-semibold tracking-tight">Ready to join?</h1>
          <p class="mt-1 break-words text-soft">
            Room <strong class="font-medium text-ink">{props.room}</strong>
          </p>
        </div>
        <form
          class="grid gap-5"
          onSubmit={(event) => {
            event.preventDefault();
            props.onJoin();
          }}
        >
          <label class="grid gap-1 text-sm text-soft">
            Your name
            <input
              class="field"
              aria-label="Your name"
              placeholder="So that they see who it is"
              autocomplete="nickname"
              maxLength={MAX_NAME_CHARS}
              value={props.name}
              onInput={({ currentTarget }) => props.onName(currentTarget.value)}
            />
          </label>
          <button type="submit" class="button-primary">Join call</button>
        </form>
        <ConnectionAdvice advice={props.advice} />
        <InviteLink url={props.url} />
        <details class="rounded-2xl border border-line p-4">
          <summary class="cursor-pointer text-sm font-medium">
            Devices
          </summary>
          <div class="mt-4">{props.devices}</div>
        </details>
        <label class="flex cursor-pointer items-start gap-3 py-2 text-sm">
          <input
            type="checkbox"
            aria-label="Hide my address"
            aria-describedby="hide-address"
            class="mt-1 h-5 w-5 shrink-0 accent-leaf focus-ring"
            checked={props.relayOnly}
            onChange={({ currentTarget }) =>
              props.onRelayOnly(currentTarget.checked)}
          />
          <span>
            Hide my address
            <span id="hide-address" class="block text-soft">
              {HIDE_ADDRESS}
            </span>
          </span>
        </label>
        {props.link?.mangled && (
          <p class="rounded-2xl bg-warn p-4 text-sm">{MANGLED_LINK}</p>
        )}
        {props.link !== null && (
          <p class="text-sm text-soft">
            <strong class="font-medium text-ink">
              {KINDS[props.link.source.kind]}
            </strong>{" "}
            {PRIVACY[props.link.source.kind]}
          </p>
        )}
      </section>
    </main>
  );
}

/** Stays silent as long as there is nothing to say. */
function ConnectionAdvice({ advice }: { advice: string | null }) {
  return (
    <div role="status" class={advice === null ? "sr-only" : ""}>
      {advice !== null && (
        <p class="rounded-2xl bg-warn p-4 text-sm text-ink">
          {advice}{" "}
          <a class="underline" href="/check" target="_blank">
            Check connection
          </a>
        </p>
      )}
    </div>
  );
}
