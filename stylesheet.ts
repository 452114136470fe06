/**
 * Makes the stylesheet at build time: finds class names in the sources and lets
 * twind write the CSS of those that it knows. A scanner sees no composed names:
 * write every class name whole.
 *
 * @module
 */
import { stringify, twind, virtual } from "@twind/core";
import presetTailwind from "@twind/preset-tailwind";
import { tokenRules } from "./look/rules.ts";
import config from "./twind.config.ts";

/** What a class name looks like; everything else would only cost time. */
const CLASS = /^[!-]?[a-z@][\w:./[\]#%-]*$/;

const SOURCE = /\.tsx?$/;
const TEST = /_test\.tsx?$/;

/**
 * The class names, and other words, in the string literals of a source.
 *
 * @throws {SyntaxError} Where the reader has lost its way: class names would be
 * missing, and nobody would know why.
 */
export function classNames(source: string): string[] {
  const literals: string[] = [];
  // A line more, to tell the end from a brace there that closes nothing.
  const end = readCode(`${source}\n`, 0, literals);
  if (end <= source.length) throw lost(source, end);
  const words = literals.flatMap((literal) => literal.split(/\s+/));
  return [...new Set(words)].filter((word) => CLASS.test(word)).sort();
}

/** What stands before a regular expression, and not before a division. */
const BEFORE_REGEX =
  /(?:[(,=:[!&|?{;+\-*%~^]|=>|\b(?:return|typeof|case|throw|void|else|do|in|of))\s*$/;
/** On one line; in brackets a slash does not end it. Its flags are left. */
const REGEX = /\/(?![*/])(?:[^\\/[\n]|\\.|\[(?:[^\\\]\n]|\\.)*\])+\//y;
/** As much as is looked at before a slash, in characters. */
const LOOK_BACK = 24;

/**
 * Reads code up to the brace that closes it, or to the end.
 *
 * Single quotes are no strings here: the formatter leaves none around class
 * names, and in JSX text they are apostrophes.
 */
function readCode(source: string, from: number, literals: string[]): number {
  let depth = 0;
  let at = from;
  while (at < source.length) {
    const char = source[at];
    if (source.startsWith("//", at) && source[at - 1] !== ":") {
      at = after(source, "\n", at);
    } else if (source.startsWith("/*", at)) at = after(source, "*/", at);
    else if (char === '"') at = readString(source, at, literals);
    else if (char === "`") at = readTemplate(source, at + 1, literals);
    else if (char === "/") at = afterSlash(source, at);
    else {
      at++;
      if (char === "{") depth++;
      else if (char === "}" && --depth < 0) return at;
    }
  }
  if (depth > 0) throw lost(source, at);
  return at;
}

/** Behind the regular expression that begins with the slash, if one does. */
function afterSlash(source: string, at: number): number {
  const before = source.slice(Math.max(0, at - LOOK_BACK), at);
  REGEX.lastIndex = at;
  return BEFORE_REGEX.test(before) && REGEX.test(source)
    ? REGEX.lastIndex
    : at + 1;
}

function lost(source: string, at: number): SyntaxError {
  const start = source.trimStart().slice(0, 60);
  const near = source.slice(Math.max(0, at - 40), at + 40);
  return new SyntaxError(
    `No class names can be read from ${
      JSON.stringify(near)
    } on, in the source that begins with ${
      JSON.stringify(start)
    }: write a quote or a backtick there in another way`,
  );
}

function after(source: string, text: string, from: number): number {
  const index = source.indexOf(text, from);
  return index < 0 ? source.length : index + text.length;
}

/** Reads a string; only a JSX attribute's may have more than one line. */
function readString(source: string, from: number, literals: string[]): number {
  const string = source[from - 1] === "="
    ? /"([^"]*)"/y
    : /"((?:[^"\\\n]|\\.)*)"/y;
  string.lastIndex = from;
  const match = string.exec(source);
  if (match === null) throw lost(source, from);
  literals.push(match[1] ?? "");
  return string.lastIndex;
}

function readTemplate(
  source: string,
  from: number,
  literals: string[],
): number {
  let start = from;
  let at = from;
  while (at < source.length && source[at] !== "`") {
    if (source.startsWith("${", at)) {
      literals.push(source.slice(start, at));
      start = at = readCode(source, at + 2, literals);
    } else at += source[at] === "\\" ? 2 : 1;
  }
  if (at >= source.length) throw lost(source, from);
  literals.push(source.slice(start, at));
  return at + 1;
}

/** Reads all sources below some folders, but those to be ignored. */
export async function readSources(
  folders: string[],
  ignore: readonly RegExp[] = [],
): Promise<string[]> {
  const sources: string[] = [];
  for (const folder of folders) {
    for await (const entry of Deno.readDir(folder)) {
      const path = `${folder}/${entry.name}`;
      if (ignore.some((pattern) => pattern.test(path))) continue;
      if (entry.isDirectory) sources.push(...await readSources([path], ignore));
      else if (SOURCE.test(path) && !TEST.test(path)) {
        sources.push(await Deno.readTextFile(path));
      }
    }
  }
  return sources;
}

/**
 * Writes the stylesheet: resets and tokens first, then the hand-written rules,
 * which may override them, then the utility classes, which override all.
 *
 * @param own The hand-written rules.
 * @param sources The sources whose class names count.
 */
export function stylesheet(own: string, sources: string[]): string {
  const names = [...new Set(sources.flatMap(classNames))].sort();
  const resets = twind({ presets: [presetTailwind()] }, virtual());
  resets("");
  const utilities = twind(config, virtual());
  for (const name of names) utilities(name);
  const parts = [
    stringify(resets.target),
    tokenRules(),
    withoutRemarks(own),
    stringify(utilities.target),
  ];
  return parts.map((part) => part.trim()).join("\n") + "\n";
}

/** Rules as they are sent: remarks and indentation are for who reads the source. */
function withoutRemarks(css: string): string {
  return css.replace(/\/\*[^]*?\*\//g, "").replace(/\n\s+/g, "\n");
}
