import type { ComponentChildren } from "preact";
import { Mark } from "../base/Mark.tsx";

/** What is said to one who has asked to join, and is not in yet. */
export interface NotYetInProps {
  heading: ComponentChildren;
  children: ComponentChildren;
  onLeave: () => void;
}

/** Why one waits, and a way to leave. */
export function NotYetIn({ heading, children, onLeave }: NotYetInProps) {
  return (
    <div class="absolute inset-x-0 bottom-24 top-16 compact:bottom-[5.25rem] flex flex-col items-center px-4 landscape:items-start landscape:md:px-10">
      <section class="mt-auto grid max-h-full w-full max-w-md gap-4 overflow-y-auto rounded-panel bg-glass-strong p-5 text-white shadow-soft landscape:mb-auto lg:p-6 compact:gap-2 compact:p-4 sideways:max-w-xl">
        <Mark pose="apart" class="compact:hidden -ml-2 w-28" />
        <h1 class="break-words text-2xl font-semibold compact:text-xl">
          {heading}
        </h1>
        {children}
        <button
          type="button"
          class="button-quiet justify-self-start"
          onClick={onLeave}
        >
          Leave
        </button>
      </section>
    </div>
  );
}
