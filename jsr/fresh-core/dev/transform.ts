/** Which static files a transform sees. */
export interface OnTransformOptions {
  pluginName: string;
  /** Matched against the file's absolute path. */
  filter: RegExp;
  /** Paths that are left alone: parts of them, or expressions. */
  exclude?: (string | RegExp)[];
}

/** A static file on its way out. */
export interface OnTransformArgs {
  /** Absolute path. */
  path: string;
  target: string | string[];
  /** The content as text. */
  readonly text: string;
  content: Uint8Array<ArrayBuffer>;
  mode: "development" | "production";
  root: string;
}

/** What becomes of it. */
export interface OnTransformResult {
  content: string | Uint8Array<ArrayBuffer>;
  /** @default The path of the input. */
  path?: string;
}

/** Returns the new content, or nothing to leave the file alone. */
export type TransformFn = (
  args: OnTransformArgs,
) => void | OnTransformResult | Promise<void | OnTransformResult>;

/** A file after all transforms. */
export interface Transformed {
  path: string;
  content: Uint8Array<ArrayBuffer>;
}

const bytes = (content: string | Uint8Array<ArrayBuffer>) =>
  typeof content === "string" ? new TextEncoder().encode(content) : content;

/** The transforms of a builder, run one after the other. */
export class Transforms {
  readonly #all: { options: OnTransformOptions; fn: TransformFn }[] = [];

  add(options: OnTransformOptions, fn: TransformFn): void {
    this.#all.push({ options, fn });
  }

  /** Transforms a file; `null` if no transform wants it. */
  async run(
    path: string,
    context: Pick<OnTransformArgs, "mode" | "target" | "root">,
  ): Promise<Transformed | null> {
    const wanted = this.#all.filter(({ options }) => wants(options, path));
    if (wanted.length === 0) return null;
    let content = await Deno.readFile(path);
    let changed = false;
    for (const { fn } of wanted) {
      const result = await fn({
        ...context,
        path,
        content,
        get text() {
          return new TextDecoder().decode(this.content);
        },
      });
      if (!result) continue;
      changed = true;
      content = bytes(result.content);
      path = result.path ?? path;
    }
    return changed ? { path, content } : null;
  }
}

function wants({ filter, exclude = [] }: OnTransformOptions, path: string) {
  const hits = (pattern: string | RegExp) =>
    typeof pattern === "string"
      ? path.includes(pattern)
      : path.search(pattern) >= 0;
  return hits(filter) && !exclude.some(hits);
}
