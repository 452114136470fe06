/**
 * Light or dark, by the system or by hand. The choice is a cookie, so that the
 * server can send the page in the right colours from its first byte.
 *
 * @module
 */
import { DARK, LIGHT } from "./colours.ts";

/** What a person may choose. */
export const THEMES = ["system", "light", "dark"] as const;

/** What a person has chosen. */
export type Theme = typeof THEMES[number];

const COOKIE = "duet-theme";
const MAX_AGE_S = 365 * 24 * 60 * 60;

/** The choice that a cookie header tells; `system` where it tells none. */
export function themeOf(cookies: string | null): Theme {
  const chosen = cookies?.match(/(?:^|; *)duet-theme=(\w+)/)?.[1];
  return THEMES.find((theme) => theme === chosen) ?? "system";
}

/** The cookie that remembers a choice. */
export function themeCookie(theme: Theme, secure: boolean): string {
  const maxAge = theme === "system" ? 0 : MAX_AGE_S;
  return `${COOKIE}=${theme}; Path=/; Max-Age=${maxAge}; SameSite=Lax${
    secure ? "; Secure" : ""
  }`;
}

/** What the browser paints around the page: one colour for each scheme. */
export function themeColours(
  theme: Theme,
): Record<"light" | "dark", string> {
  return {
    light: (theme === "dark" ? DARK : LIGHT).paper,
    dark: (theme === "light" ? LIGHT : DARK).paper,
  };
}
