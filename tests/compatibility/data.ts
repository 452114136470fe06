/** MDN's data on what browsers can do. @module */
import data from "npm:@mdn/browser-compat-data@8.1.9" with { type: "json" };

/** A browser by its name in the data. */
export type BrowserName = keyof typeof data.browsers;

interface Support {
  readonly version_added: string | false;
  readonly version_removed?: string;
  readonly flags?: unknown;
  readonly prefix?: string;
  readonly alternative_name?: string;
}

interface Feature {
  readonly __compat?: {
    readonly support: Readonly<Record<string, Support | readonly Support[]>>;
  };
}

/** What the data says of a key such as `api.URL.parse_static`; `null`: nothing. */
export function featureAt(key: string): Feature | null {
  let at: unknown = data;
  for (const part of key.split(".")) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, part)) {
      return null;
    }
    at = Reflect.get(at, part);
  }
  return typeof at === "object" ? at : null;
}

/** Names of all features below a key. */
export function namesBelow(key: string): string[] {
  return Object.keys(featureAt(key) ?? {}).filter((name) =>
    name !== "__compat"
  );
}

/** Those of the browsers that do not have a feature in that version, without a flag or a prefix. */
export function lacking(
  key: string,
  oldest: Readonly<Record<string, string>>,
): string[] {
  const support = featureAt(key)?.__compat?.support;
  if (support === undefined) return [];
  return Object.entries(oldest)
    .filter(([browser, version]) => {
      const known = support[browser];
      if (known === undefined) return false;
      const statements = Array.isArray(known) ? known : [known];
      return !statements.some((each) => isMet(each, version));
    })
    .map(([browser]) => browser);
}

function isMet(support: Support, version: string): boolean {
  const { version_added, version_removed, flags, prefix, alternative_name } =
    support;
  if (flags || prefix || alternative_name || !version_added) return false;
  if (version_added === "preview") return false;
  return !isNewer(version_added, version) &&
    (version_removed === undefined || isNewer(version_removed, version));
}

function isNewer(one: string, other: string): boolean {
  const [a, b] = [one, other].map((version) =>
    version.replace("≤", "").split(".").map(Number)
  );
  for (let at = 0; at < 3; at++) {
    const difference = (a?.[at] ?? 0) - (b?.[at] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}
