import { Logo } from "../../components/base/Logo.tsx";
import { define } from "../../define.ts";
import { STATES } from "../../gallery/states.ts";
import Theme from "../../islands/Theme.tsx";

/** Every state of the app, to look at; no build for production has it. */
export default define.page(() => (
  <main class="mx-auto grid max-w-3xl gap-8 px-6 py-8">
    <div class="flex items-center justify-between">
      <Logo />
      <Theme />
    </div>
    <h1 class="text-headline font-bold tracking-tight">Every state</h1>
    <ul class="grid gap-2 sm:grid-cols-2">
      {STATES.map(({ name, title, path = `/gallery/${name}` }) => (
        <li key={name}>
          <a class="button-quiet" href={path}>{title}</a>
        </li>
      ))}
    </ul>
  </main>
));
