import type { ComponentChildren } from "preact";
import { Logo } from "./Logo.tsx";
import { Mark, type Pose } from "./Mark.tsx";

/** A page that says one thing, and what to do next. */
export function Notice(
  { pose, heading, text, children }: {
    /** The picture of what it says. */
    pose: Pose;
    heading: string;
    text: string;
    children?: ComponentChildren;
  },
) {
  return (
    <div class="notice">
      <header class="px-6 py-6 sm:px-10">
        <a
          href="/"
          class="inline-flex min-h-touch items-center rounded-control text-ink"
        >
          <Logo />
        </a>
      </header>
      <Mark pose={pose} class="notice-mark" />
      <main class="grid content-start justify-items-start gap-5 px-6 pb-12 sm:px-10">
        <h1 class="max-w-xl text-headline font-bold tracking-tight">
          {heading}
        </h1>
        <p class="max-w-md text-lg text-soft">{text}</p>
        <div class="mt-2 flex flex-wrap gap-3">{children}</div>
      </main>
    </div>
  );
}
