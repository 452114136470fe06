import { Icon } from "../base/Icon.tsx";
import { Changing } from "../base/Changing.tsx";

/** What the button that opens the panel says. */
export interface PrivacyButtonProps {
  kind: "private" | "named";
  verified: boolean;
  open: boolean;
  onToggle(open: boolean): void;
}

const LABELS = { private: "Private link", named: "Named room" } as const;

/** Says how private the call is, and leads to the proof of it. */
export function PrivacyButton(props: PrivacyButtonProps) {
  return (
    <button
      type="button"
      aria-expanded={props.open}
      class="flex h-11 items-center gap-2 rounded-full bg-glass px-4 text-sm text-white hover:bg-glass-strong focus-ring"
      onClick={() => props.onToggle(!props.open)}
    >
      <Icon name={props.verified ? "verified" : "shield"} />
      <span class="corner-label">
        <Changing text={props.verified ? "Verified" : LABELS[props.kind]} />
      </span>
    </button>
  );
}
