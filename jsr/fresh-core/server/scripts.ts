import type { Island } from "./build.ts";

/** What a page's script is made of. */
export interface ScriptParts {
  islands: Island[];
  /** Props of every island's place, in the order of the markers. */
  props: object[];
  nonce: string;
}

/**
 * Props as JSON.
 *
 * @throws {TypeError} for what JSON would lose or change
 */
function serialise(props: object[]): string {
  return JSON.stringify(props, function (this: object, key, value) {
    // Before `toJSON()` has had its way with it.
    const own: unknown = Reflect.get(this, key);
    if (!isPlain(own)) {
      throw new TypeError(`An island's prop is no plain data: a ${typeof own}`);
    }
    return value;
  });
}

function isPlain(value: unknown): boolean {
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value !== "object" || value === null) {
    return !/function|symbol|bigint/.test(typeof value);
  }
  return Array.isArray(value) ||
    Object.getPrototypeOf(value) === Object.prototype;
}

/** Keeps JSON from ending the script that carries it. */
const inScript = (value: unknown) =>
  JSON.stringify(value).replaceAll("<", "\\u003c");

/** Hydrates the islands. */
export function bootScript(
  { islands, props, nonce }: ScriptParts,
  entry: string,
): string {
  const imports = islands.map(({ file }, i) =>
    `import i${i} from${inScript(file)};`
  );
  const names = islands.map(({ name }, i) => `${inScript(name)}:i${i}`);
  const code = `import{boot}from${inScript(entry)};${imports.join("")}` +
    `boot({${names.join(",")}},${inScript(serialise(props))});`;
  return `<script type="module" nonce="${nonce}">${code}</script>`;
}

/** In a page of which parts were asked for: data for a script that is there, and none that runs. */
export function stateScript(
  { islands, props, nonce }: ScriptParts,
  id: string,
): string {
  const state = {
    islands: islands.map(({ name, file }) => ({ name, chunk: file })),
    props: serialise(props),
  };
  return `<script id="__FRSH_STATE_${id}" type="application/json" ` +
    `nonce="${nonce}">${inScript(state)}</script>`;
}
