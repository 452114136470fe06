import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { Icon } from "./Icon.tsx";
import { useBorrowedFocus } from "./use_borrowed_focus.ts";

/** A sheet beside the picture; over it on a phone. */
export function Panel(
  { title, onClose, children }: {
    title: string;
    onClose(): void;
    children: ComponentChildren;
  },
) {
  const part = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useBorrowedFocus(part, heading);
  return (
    <aside
      ref={part}
      aria-label={title}
      // A click beside its controls leaves the focus in the panel.
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.defaultPrevented) return;
        event.preventDefault();
        onClose();
      }}
      class="panel z-20 grid grid-rows-panel gap-3 bg-raised panel-safe text-ink outline-none"
    >
      <div class="flex items-center justify-between">
        <h2
          ref={heading}
          tabIndex={-1}
          class="text-lg font-semibold outline-none"
        >
          {title}
        </h2>
        <button
          type="button"
          aria-label={`Close ${title.toLowerCase()}`}
          class="button-square"
          onClick={onClose}
        >
          <Icon name="close" />
        </button>
      </div>
      {children}
    </aside>
  );
}
