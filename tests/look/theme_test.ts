import {
  assert,
  assertEquals,
  assertFalse,
  assertNotEquals,
  assertStringIncludes,
} from "@std/assert";
import {
  themeColours,
  themeCookie,
  themeOf,
  THEMES,
} from "../../look/theme.ts";

Deno.test("themeOf() reads what themeCookie() wrote, among other cookies", () => {
  for (const theme of THEMES) {
    const [pair = ""] = themeCookie(theme, true).split(";");
    assertEquals(themeOf(pair), theme);
    assertEquals(themeOf(`a=b; ${pair}; c=d`), theme);
  }
});

Deno.test("themeOf() takes anything else for the system's choice", () => {
  for (
    const cookies of [
      null,
      "",
      "duet-theme=",
      "duet-theme=neon",
      "duet-theme=DARK",
      "not-duet-theme=dark",
      'duet-theme="><script>',
    ]
  ) assertEquals(themeOf(cookies), "system", String(cookies));
});

Deno.test("themeCookie() stays on this site, and on TLS where there is TLS", () => {
  assertStringIncludes(themeCookie("dark", true), "SameSite=Lax; Secure");
  assertFalse(themeCookie("dark", false).includes("Secure"));
});

Deno.test("themeCookie() forgets where there is nothing to remember", () => {
  assertStringIncludes(themeCookie("system", false), "Max-Age=0;");
  assert(Number(/Max-Age=(\d+)/.exec(themeCookie("light", false))?.[1]) > 0);
});

Deno.test("themeColours() follows the system until one theme is chosen", () => {
  const system = themeColours("system");
  assertNotEquals(system.light, system.dark);
  assertEquals(themeColours("dark"), { light: system.dark, dark: system.dark });
  assertEquals(themeColours("light"), {
    light: system.light,
    dark: system.light,
  });
});
