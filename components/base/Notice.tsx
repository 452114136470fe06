import type { ComponentChildren } from "preact";
import { Logo } from "./Logo.tsx";

/** A page that says one thing, and what to do next. */
export function Notice(
  { heading, text, children }: {
    heading: string;
    text: string;
    children?: ComponentChildren;
  },
) {
  return (
    <main class="mx-auto grid min-h-screen w-full max-w-md content-center justify-items-start gap-5 px-6 py-10">
      <Logo />
      <h1 class="text-3xl font-semibold tracking-tight">{heading}</h1>
      <p class="text-lg text-soft">{text}</p>
      <div class="flex flex-wrap gap-3">{children}</div>
    </main>
  );
}
