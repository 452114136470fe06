import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "./Icon.tsx";

/** What a {@linkcode Dialog} says, and what happens when it is closed. */
export interface DialogProps {
  title: string;
  onClose(): void;
  children: ComponentChildren;
}

/**
 * One thing at a time, above all else. The browser keeps the focus inside, closes
 * it with Escape, and gives the focus back to where it was.
 */
export function Dialog({ title, onClose, children }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => ref.current?.showModal(), []);
  const close = () => ref.current?.close();
  return (
    <dialog
      ref={ref}
      aria-label={title}
      class="dialog bg-raised p-5 text-ink shadow-soft"
      onClose={onClose}
      // What lies beside the dialog belongs to its element too.
      onClick={({ target }) => target === ref.current && close()}
    >
      <div class="grid gap-4">
        <div class="flex items-center justify-between gap-4">
          <h2 class="text-lg font-semibold">{title}</h2>
          <button
            type="button"
            aria-label={`Close ${title.toLowerCase()}`}
            class="button-square"
            onClick={close}
          >
            <Icon name="close" />
          </button>
        </div>
        {children}
      </div>
    </dialog>
  );
}
