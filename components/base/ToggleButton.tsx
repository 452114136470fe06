import { Icon, type IconName } from "./Icon.tsx";

/** A switch of the call. */
export interface ToggleButtonProps {
  label: string;
  icon: IconName;
  pressed: boolean;
  onToggle(pressed: boolean): void;
  /** Strikes the icon through while off, for what people must not misread. */
  strikes?: boolean;
  /** Unseen things behind it. */
  badge?: number;
  class?: string;
}

/** A round button with an icon; its name never changes, its pressed state does. */
export function ToggleButton(props: ToggleButtonProps) {
  const { label, icon, pressed, strikes = false, badge = 0 } = props;
  const off = strikes && !pressed;
  return (
    <button
      type="button"
      aria-label={label}
      aria-pressed={pressed}
      aria-description={badge > 0 ? `${badge} new` : undefined}
      title={label}
      onClick={() => props.onToggle(!pressed)}
      class={`relative grid h-12 w-12 place-items-center rounded-full transition-colors focus-ring ${
        off
          ? "bg-ember text-white hover:bg-ember-strong"
          : pressed && !strikes
          ? "bg-white text-night hover:bg-white"
          : "bg-glass text-white hover:bg-glass-strong"
      } ${props.class ?? ""}`}
    >
      <Icon name={icon} off={off} />
      {/* Drawn by the stylesheet: it is no part of the button's name. */}
      {badge > 0 && (
        <span
          data-count={badge}
          class="count absolute -top-1 -right-1 min-w-5 rounded-full bg-ember px-1 text-center text-xs leading-5 text-white"
        />
      )}
    </button>
  );
}
