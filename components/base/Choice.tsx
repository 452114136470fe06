import { Changing } from "./Changing.tsx";

/** A box to tick, and what it means. */
export interface ChoiceProps {
  /** Names the box; unique on the page as `id`s are made of it. */
  label: string;
  hint: string;
  checked: boolean;
  disabled?: boolean;
  onChange(on: boolean): void;
}

/** Shows what is, also where a click has not brought it about yet. */
export function Choice(
  { label, hint, checked, disabled = false, onChange }: ChoiceProps,
) {
  const id = label.toLowerCase().replaceAll(" ", "-");
  return (
    <label class="flex cursor-pointer items-start gap-3 py-2 text-sm">
      <input
        type="checkbox"
        aria-label={label}
        aria-describedby={id}
        class="mt-1 h-5 w-5 shrink-0 accent-leaf focus-ring"
        checked={checked}
        disabled={disabled}
        onChange={({ currentTarget }) => {
          const on = currentTarget.checked;
          currentTarget.checked = checked;
          onChange(on);
        }}
      />
      <span>
        {label}
        <span id={id} class="block text-soft">
          <Changing text={hint} />
        </span>
      </span>
    </label>
  );
}
