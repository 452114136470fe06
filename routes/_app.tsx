import { asset } from "fresh/runtime";
import {
  EARLY_INPUT_SCRIPT,
  UNLOADED_ID,
} from "../components/base/early_input_script.ts";
import { PAGE_UNREACHED } from "../components/words/unreached.ts";
import { define } from "../define.ts";
import { themeColours } from "../look/theme.ts";

export default define.page(({ Component, state: { theme = "system" } }) => (
  <html lang="en" data-theme={theme}>
    <head>
      <meta charset="utf-8" />
      <meta
        name="viewport"
        content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content"
      />
      <meta
        name="color-scheme"
        content={theme === "system" ? "light dark" : theme}
      />
      {/* Not in a loop: Fresh writes the keys of what is in a head into it. */}
      <meta
        name="theme-color"
        media="(prefers-color-scheme: light)"
        content={themeColours(theme).light}
      />
      <meta
        name="theme-color"
        media="(prefers-color-scheme: dark)"
        content={themeColours(theme).dark}
      />
      <meta name="referrer" content="no-referrer" />
      <title>Duet</title>
      <meta
        name="description"
        content="Video calls for two, straight from browser to browser."
      />
      <link rel="icon" href="/icon.svg" type="image/svg+xml" />
      <link rel="apple-touch-icon" href="/icon-180.png" />
      <link rel="manifest" href="/manifest.webmanifest" />
      <link
        rel="preload"
        href={asset("/fonts/figtree-latin.woff2")}
        as="font"
        type="font/woff2"
        crossorigin="anonymous"
      />
      <link rel="stylesheet" href={asset("/styles.css")} />
      <script dangerouslySetInnerHTML={{ __html: EARLY_INPUT_SCRIPT }} />
    </head>
    <body class="bg-paper text-ink">
      <noscript>
        <p class="relative z-20 bg-warn p-4 text-center">
          Duet needs JavaScript to make calls. Switch it on for this page, then
          reload.
        </p>
      </noscript>
      <p
        id={UNLOADED_ID}
        role="alert"
        hidden
        class="relative z-20 bg-warn p-4 text-center"
      >
        {PAGE_UNREACHED}
      </p>
      <Component />
    </body>
  </html>
));
