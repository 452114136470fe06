/** What an older browser has not got, to be taken away from a newer one. @module */
import { lacking, namesBelow } from "./data.ts";

/** Names that are missing, as `Interface.member` or as a global. */
export interface Missing {
  readonly globals: readonly string[];
  /** Static members of a global. */
  readonly statics: readonly (readonly [owner: string, name: string])[];
  /** Members of what a global makes. */
  readonly members: readonly (readonly [owner: string, name: string])[];
}

/** All that one version of one browser lacks of the language and the platform. */
export function missingIn(browser: string, version: string): Missing {
  const globals: string[] = [];
  const statics: [string, string][] = [];
  const members: [string, string][] = [];
  const lacks = (key: string) =>
    lacking(key, { [browser]: version }).length > 0;
  for (const space of ["javascript.builtins", "api"]) {
    for (const owner of namesBelow(space)) {
      if (lacks(`${space}.${owner}`)) {
        globals.push(owner);
        continue;
      }
      for (const feature of namesBelow(`${space}.${owner}`)) {
        const name = feature.replace(/_static$/, "");
        if (name === owner || !lacks(`${space}.${owner}.${feature}`)) continue;
        // The data does not tell the language's static members apart.
        if (space === "api" && name === feature) members.push([owner, name]);
        else statics.push([owner, name]);
        if (space !== "api") members.push([owner, name]);
      }
    }
  }
  return { globals, statics, members };
}
