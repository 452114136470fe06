import { Logo } from "../components/base/Logo.tsx";
import { define } from "../define.ts";
import Start from "../islands/Start.tsx";
import Theme from "../islands/Theme.tsx";

const PROMISES = [
  ["At once", "Send a link. They open it, and you see each other."],
  ["Only you two", "Picture, sound and chat go straight from you to them."],
  ["Nothing to install", "No account, no app, no one else’s servers."],
] as const;

export default define.page(() => (
  <>
    <header class="absolute inset-x-0 top-0 z-10 flex flex-wrap items-center justify-between gap-x-4 px-6 py-5 sm:px-10">
      <Logo />
      <Theme />
    </header>
    <main class="poster-page">
      <div class="poster pt-24">
        {/* Two circles, and the part that they share: elements, for tools that measure contrast. */}
        <div class="poster-art" aria-hidden="true">
          <i />
          <i />
          <i class="poster-shared">
            <i />
          </i>
        </div>
        <div class="poster-words">
          <h1 class="poster-headline font-bold tracking-tighter">
            A call for two.
          </h1>
          <p>
            Open a link, see yourself, join, talk. Straight from your browser to
            theirs.
          </p>
        </div>
        <Start />
      </div>
      <ul class="mx-auto grid max-w-6xl gap-8 px-6 py-14 sm:grid-cols-3 sm:px-10">
        {PROMISES.map(([heading, text]) => (
          <li key={heading}>
            <h2 class="text-lg font-semibold">{heading}</h2>
            <p class="mt-1 text-soft">{text}</p>
          </li>
        ))}
      </ul>
    </main>
  </>
));
