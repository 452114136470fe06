import { Logo } from "../components/base/Logo.tsx";
import { define } from "../define.ts";
import Check from "../islands/Check.tsx";
import Theme from "../islands/Theme.tsx";

/** What works between this browser, the server and the networks between. */
export default define.page(() => (
  <>
    <header class="flex flex-wrap items-center justify-between gap-x-4 px-6 py-5 sm:px-10">
      <Logo />
      <Theme />
    </header>
    <main class="mx-auto grid w-full max-w-6xl content-start gap-8 px-6 pb-12 pt-4 sm:px-10 wide:grid-cols-2 lg:gap-16">
      <div class="grid content-start justify-items-start gap-5 wide:pt-6">
        <h1 class="text-headline font-bold tracking-tight">Connection check</h1>
        <p class="max-w-md text-lg text-soft">
          What works between this browser, the server and the networks on the
          way. Camera and microphone stay off.
        </p>
        <a class="button-quiet" href="/">Start a call</a>
      </div>
      <div class="rounded-panel bg-raised p-5 shadow-soft sm:p-8">
        <Check />
      </div>
    </main>
  </>
));
