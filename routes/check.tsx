import { Logo } from "../components/base/Logo.tsx";
import { define } from "../define.ts";
import Check from "../islands/Check.tsx";

/** What works between this browser, the server and the networks between. */
export default define.page(() => (
  <main class="mx-auto grid w-full max-w-lg content-start gap-6 px-4 py-8">
    <Logo />
    <div>
      <h1 class="text-3xl font-semibold tracking-tight">Connection check</h1>
      <p class="mt-1 text-soft">
        What works between this browser, the server and the networks on the way.
        Camera and microphone stay off.
      </p>
    </div>
    <div class="rounded-3xl bg-raised p-4 shadow-soft sm:p-6">
      <Check />
    </div>
    <p>
      <a class="button-quiet" href="/">Start a call</a>
    </p>
  </main>
));
