import { Logo } from "../components/base/Logo.tsx";
import { define } from "../define.ts";
import Start from "../islands/Start.tsx";

const PROMISES = [
  ["At once", "Send a link. They open it, and you see each other."],
  ["Only you two", "Picture, sound and chat go straight from you to them."],
  ["Nothing to install", "No account, no app, no one else's servers."],
] as const;

export default define.page(() => (
  <main class="mx-auto grid min-h-screen w-full max-w-5xl content-center gap-12 px-6 py-10">
    <Logo />
    <div class="grid gap-12 lg:grid-cols-2 lg:items-center">
      <div class="grid gap-4">
        <h1 class="text-5xl font-semibold leading-tight tracking-tight sm:text-6xl">
          A call for two.
        </h1>
        <p class="max-w-md text-xl text-soft">
          Open a link, see yourself, join, talk. Browser to browser.
        </p>
      </div>
      <div class="rounded-3xl bg-raised p-6 shadow-soft sm:p-8">
        <Start />
      </div>
    </div>
    <ul class="grid gap-6 border-t border-line pt-8 sm:grid-cols-3">
      {PROMISES.map(([heading, text]) => (
        <li key={heading}>
          <h2 class="font-semibold">{heading}</h2>
          <p class="mt-1 text-soft">{text}</p>
        </li>
      ))}
    </ul>
  </main>
));
