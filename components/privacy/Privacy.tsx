import type { ComponentChildren } from "preact";
import type { Emoji } from "../../sealing/emoji.ts";
import { COMPARISON, MANGLED_LINK, PRIVACY } from "../words/privacy.ts";
import { Changing } from "../base/Changing.tsx";

/** What the panel needs to know, and what one can do in it. */
export interface PrivacyProps {
  kind: "private" | "named";
  mangled: boolean;
  pictures: readonly Emoji[] | null;
  verified: boolean;
  onCompared(same: boolean): void;
  /** Takes the secret out of the address bar; `null` where there is none. */
  onHideLink: (() => void) | null;
  /** Who may come in. */
  children: ComponentChildren;
}

/** How private the call is, and how two people prove it to each other. */
export function Privacy(props: PrivacyProps) {
  const { pictures, verified } = props;
  const words = verified
    ? COMPARISON.verified
    : pictures === null
    ? COMPARISON.early
    : COMPARISON.ask;
  return (
    <div class="grid content-start gap-5 overflow-y-auto">
      <p role="status">
        <Changing text={words} />
      </p>
      {pictures !== null && (
        <ol
          aria-label="Pictures to compare"
          class="grid grid-cols-4 gap-2 rounded-2xl border border-line p-4 text-center"
        >
          {pictures.map(({ emoji, name }, index) => (
            <li key={index} class="grid gap-1">
              <span class="text-4xl" aria-hidden="true">{emoji}</span>
              <span class="text-sm">{name}</span>
            </li>
          ))}
        </ol>
      )}
      {pictures !== null && (
        <div class="flex flex-wrap gap-3">
          {!verified && (
            <button
              type="button"
              class="button-primary"
              onClick={() => props.onCompared(true)}
            >
              They match
            </button>
          )}
          <button
            type="button"
            class="button-quiet"
            onClick={() => props.onCompared(false)}
          >
            They don’t
          </button>
        </div>
      )}
      <div class="grid gap-2">{props.children}</div>
      {props.mangled && (
        <p class="rounded-2xl bg-warn p-4 text-sm">{MANGLED_LINK}</p>
      )}
      <p key={props.kind} class="text-sm text-soft">{PRIVACY[props.kind]}</p>
      {props.onHideLink !== null && (
        <div class="grid justify-items-start gap-2">
          <button
            type="button"
            class="button-quiet"
            onClick={props.onHideLink}
          >
            Hide link
          </button>
          <p class="text-sm text-soft">
            Takes the secret out of the address bar, for when somebody can see
            your screen. This tab can still be reloaded.
          </p>
        </div>
      )}
    </div>
  );
}
