import { useEffect, useState } from "preact/hooks";
import {
  type Theme,
  themeColours,
  themeCookie,
  themeOf,
  THEMES,
} from "../../look/theme.ts";

const LABELS: Record<Theme, string> = {
  system: "As your system",
  light: "Light",
  dark: "Dark",
};

/** A disc half filled, a sun, a moon. */
const SIGNS: Record<Theme, string> = {
  system: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16ZM12 4v16M15 5v14M18 7v10",
  light:
    "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.400 1.400M17.600 17.600 19 19M5 19l1.400-1.400M17.600 6.400 19 5",
  dark: "M20 14a8 8 0 0 1-10-10 8 8 0 1 0 10 10Z",
};

/** Puts the page into the colours of a choice, as the server would have sent it. */
function show(theme: Theme): void {
  const root = document.documentElement;
  if (root.dataset["theme"] === theme) return;
  root.dataset["theme"] = theme;
  const around = themeColours(theme);
  for (
    const meta of document.querySelectorAll<HTMLMetaElement>("meta[name]")
  ) {
    if (meta.name === "color-scheme") {
      meta.content = theme === "system" ? "light dark" : theme;
    } else if (meta.name === "theme-color") {
      meta.content = meta.media.includes("dark") ? around.dark : around.light;
    }
  }
}

/** Light, dark, or as the system has it; remembered on this device. */
export function ThemeSwitch() {
  const [chosen, setChosen] = useState<Theme>("system");
  useEffect(() => {
    const read = () => {
      const theme = themeOf(document.cookie);
      setChosen(theme);
      show(theme);
    };
    read();
    // A page that comes back may have missed a choice made on another one.
    addEventListener("pageshow", read);
    return () => removeEventListener("pageshow", read);
  }, []);
  function choose(theme: Theme): void {
    document.cookie = themeCookie(theme, location.protocol === "https:");
    setChosen(theme);
    show(theme);
  }
  return (
    <fieldset class="theme-switch">
      <legend class="sr-only">Colours</legend>
      {THEMES.map((theme) => (
        <label key={theme} title={LABELS[theme]}>
          <input
            type="radio"
            name="theme"
            class="sr-only"
            aria-label={LABELS[theme]}
            checked={theme === chosen}
            onChange={() => choose(theme)}
          />
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d={SIGNS[theme]} />
          </svg>
        </label>
      ))}
    </fieldset>
  );
}
