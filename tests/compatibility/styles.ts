/** What a stylesheet uses, by its keys in the data. @module */
import { featureAt, namesBelow } from "./data.ts";

/** One use, with the text in which it is found. */
export interface StyleUse {
  readonly key: string;
  readonly text: string;
}

/** At-rules, selectors, properties, their keywords and functions of a stylesheet. */
export function styleUses(css: string): StyleUse[] {
  const bare = css.replace(/\/\*[^]*?\*\//g, "").replace(/"[^"]*"/g, '""');
  const uses: StyleUse[] = [];
  for (const [, head = ""] of bare.matchAll(/([^{};]+)\{/g)) {
    uses.push(...headUses(head.trim()));
  }
  for (const [, declaration = ""] of bare.matchAll(/([^{};]+)(?=[;}])/g)) {
    uses.push(...declarationUses(declaration.trim()));
  }
  return uses;
}

function headUses(head: string): StyleUse[] {
  const rule = /^@([\w-]+)/.exec(head)?.[1];
  if (rule !== undefined) {
    const features = [...head.matchAll(/\(([\w-]+)/g)]
      .map(([, name]) => `css.at-rules.${rule}.${name}`);
    return known([`css.at-rules.${rule}`, ...features], head);
  }
  const pseudo = [...head.matchAll(/::?([a-z-]+)/g)]
    .map(([, name]) => `css.selectors.${name}`);
  return known(pseudo, head);
}

function declarationUses(declaration: string): StyleUse[] {
  const [, name = "", value = ""] = /^([a-z-]+):([^]*)$/.exec(declaration) ??
    [];
  const words = value.match(/[a-z][a-z-]+/g) ?? [];
  const functions = [...value.matchAll(/([a-z-]+)\(/g)].flatMap(([, each]) => [
    `css.types.${each}`,
    ...namesBelow("css.types").map((type) => `css.types.${type}.${each}`),
  ]);
  const units = /\d(d|s|l)v(h|w|min|max)\b/.test(value)
    ? ["css.types.length.viewport_percentage_units_dynamic"]
    : [];
  return known([
    `css.properties.${name}`,
    ...words.map((word) => `css.properties.${name}.${word}`),
    ...functions,
    ...units,
  ], declaration);
}

function known(keys: readonly string[], text: string): StyleUse[] {
  return keys
    .filter((key) => featureAt(key) !== null)
    .map((key) => ({ key, text }));
}
