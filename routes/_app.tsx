import { asset } from "fresh/runtime";
import { define } from "../define.ts";

export default define.page(({ Component }) => (
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta
        name="viewport"
        content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content"
      />
      <meta name="color-scheme" content="light dark" />
      <meta name="referrer" content="no-referrer" />
      <title>Duet</title>
      <meta
        name="description"
        content="Video calls for two, straight from browser to browser."
      />
      <link rel="icon" href="/icon.svg" type="image/svg+xml" />
      <link rel="stylesheet" href={asset("/styles.css")} />
    </head>
    <body class="bg-paper text-ink">
      <noscript>
        <p class="bg-warn p-4 text-center">
          Duet needs JavaScript to make calls. Switch it on for this page, then
          reload.
        </p>
      </noscript>
      <Component />
    </body>
  </html>
));
