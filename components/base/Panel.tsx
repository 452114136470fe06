import type { ComponentChildren } from "preact";
import { Icon } from "./Icon.tsx";

/** A sheet beside the picture; over it on a phone. */
export function Panel(
  { title, onClose, children }: {
    title: string;
    onClose(): void;
    children: ComponentChildren;
  },
) {
  return (
    <aside
      aria-label={title}
      class="fixed inset-0 z-20 grid grid-rows-panel gap-3 bg-raised p-4 text-ink sm:static sm:my-4 sm:mr-4 sm:w-96 sm:rounded-3xl sm:shadow-soft"
    >
      <div class="flex items-center justify-between">
        <h2 class="text-lg font-semibold">{title}</h2>
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
