import { asset } from "../runtime.ts";

/** Which static files a transform sees. */
export interface OnTransformOptions {
  pluginName: string;
  /** Matched against the file's absolute path. */
  filter: RegExp;
}

/** A static file on its way out. */
export interface OnTransformArgs {
  /** Absolute path. */
  path: string;
  /** The content. */
  text: string;
  /** Folder of the project. */
  root: string;
}

/** Returns the new content. */
export type TransformFn = (
  args: OnTransformArgs,
) => { content: string } | Promise<{ content: string }>;

/** A transform, and what it is for. */
export interface Transform {
  filter: RegExp;
  fn: TransformFn;
}

/** Ties the paths in a stylesheet to this build, whoever has written them. */
export const lockStylesheet: Transform = {
  filter: /\.css$/,
  fn: ({ text }) => ({
    content: text.replace(
      /url\(\s*(?:"([^"]+)"|'([^']+)'|([^)"'\s]+))\s*\)/g,
      (_, double, single, bare) =>
        `url(${JSON.stringify(asset(double ?? single ?? bare))})`,
    ),
  }),
};

/** Reads a static file and runs it through the transforms that want it. */
export async function transform(
  path: string,
  root: string,
  transforms: readonly Transform[],
): Promise<Uint8Array<ArrayBuffer>> {
  let content = await Deno.readFile(path);
  for (const { filter, fn } of transforms) {
    if (path.search(filter) < 0) continue;
    const text = new TextDecoder().decode(content);
    const result = await fn({ path, text, root });
    content = new TextEncoder().encode(result.content);
  }
  return content;
}
