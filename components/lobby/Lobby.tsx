import type { CallModel } from "../../call/model.ts";
import { useState } from "preact/hooks";
import { deferred } from "../base/deferred.tsx";
import { Logo } from "../base/Logo.tsx";
import { Invite } from "../invite/Invite.tsx";
import { AskFirst } from "../privacy/AskFirst.tsx";
import { ThemeSwitch } from "../theme/ThemeSwitch.tsx";
import { MANGLED_LINK, PRIVACY } from "../words/privacy.ts";
import { HideAddress } from "./HideAddress.tsx";
import { JoinForm } from "./JoinForm.tsx";
import { Presence } from "./Presence.tsx";
import { Preview } from "./Preview.tsx";
import { useLobbyCheck } from "./use_lobby_check.ts";

const DeviceChoice = deferred(
  () => import("../later.ts"),
  ({ DeviceChoice }) => DeviceChoice,
);

const KINDS = { private: "Private link.", named: "Named room." } as const;

/** What one sees before joining. */
export interface LobbyProps {
  call: CallModel;
  room: string;
  /** The link of this call. */
  url: string;
}

/** Preview, devices, name, and one click to join. Nothing of it is sent from here. */
export function Lobby({ call, room, url }: LobbyProps) {
  const advice = useLobbyCheck(call);
  const link = call.link.value;
  return (
    <div class="lobby">
      <header class="flex flex-wrap items-center justify-between gap-x-4 px-6 py-5 sm:px-10">
        <Logo />
        <ThemeSwitch />
      </header>
      <main class="mx-auto grid w-full max-w-xl content-center gap-8 px-6 pb-10 sm:px-10 wide:max-w-6xl wide:grid-cols-lobby lg:gap-16">
        <Preview call={call} />
        <section class="grid content-center gap-5">
          <div>
            <h1 class="text-headline font-bold tracking-tight">
              Ready to join?
            </h1>
            <p class="mt-1 break-words text-soft">
              Room{" "}
              <strong class="notranslate font-medium text-ink">{room}</strong>
            </p>
          </div>
          <Presence admission={call.admission} />
          <JoinForm call={call} />
          <ConnectionAdvice advice={advice.value} />
          <Invite url={url} />
          <Devices call={call} />
          <HideAddress call={call} />
          <AskFirst admission={call.admission} />
          {link?.mangled && (
            <p class="rounded-2xl bg-warn p-4 text-sm">{MANGLED_LINK}</p>
          )}
          <LinkKind kind={link?.source.kind ?? null} />
        </section>
      </main>
    </div>
  );
}

/** How private the link is; has its place before that is known, so that nothing moves. */
function LinkKind({ kind }: { kind: keyof typeof KINDS | null }) {
  return (
    <div class="grid text-sm text-soft">
      {(["private", "named"] as const).map((each) => (
        <p
          key={each}
          class={each === kind
            ? "col-start-1 row-start-1"
            : "col-start-1 row-start-1 invisible"}
        >
          <strong class="font-medium text-ink">{KINDS[each]}</strong>
          {` ${PRIVACY[each]}`}
        </p>
      ))}
    </div>
  );
}

/** The lists of devices; loaded once the lobby itself is ready, or with the first look at them. */
function Devices({ call }: Pick<LobbyProps, "call">) {
  const [opened, setOpened] = useState(false);
  if (!opened && call.phase.value === "ready") setOpened(true);
  return (
    <details
      class="rounded-2xl border border-line px-4"
      onToggle={({ currentTarget }) => currentTarget.open && setOpened(true)}
    >
      <summary class="cursor-pointer py-3 text-sm font-medium">Devices</summary>
      <div class="py-4">{opened && <DeviceChoice call={call} />}</div>
    </details>
  );
}

/** Stays silent as long as there is nothing to say. */
function ConnectionAdvice({ advice }: { advice: string | null }) {
  return (
    <div role="status" class={advice === null ? "sr-only" : ""}>
      {advice !== null && (
        <p
          key={advice}
          class="rounded-2xl bg-warn p-4 text-sm text-ink"
        >
          {advice}{" "}
          <a class="underline" href="/check" target="_blank">
            Check connection
          </a>
        </p>
      )}
    </div>
  );
}
