import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { App } from "fresh";
import { Builder } from "fresh/dev";

const REPOSITORY = fileURLToPath(new URL("../../..", import.meta.url));

/** `deno.json` of the repository; scripts of a project run with it. */
export const CONFIG: string = join(REPOSITORY, "deno.json");

const APP = `export default ({ Component }) =>
  <html><head /><body><Component /></body></html>;`;

/** A project in a folder of its own, which goes when the scope ends. */
export interface Project extends AsyncDisposable {
  root: string;
  /** Writes a file, and the folders that it needs. */
  write(path: string, content: string): Promise<void>;
  /** The file routes and islands, built to memory, as a function. */
  handler(
    prepare?: (app: App<unknown>) => unknown,
  ): Promise<ReturnType<App<unknown>["handler"]>>;
}

/** Writes a project's files, by path; an `_app` is there without being said. */
export async function makeProject(
  files: Record<string, string>,
): Promise<Project> {
  const root = await Deno.makeTempDir();
  const write = async (path: string, content: string) => {
    await Deno.mkdir(dirname(join(root, path)), { recursive: true });
    await Deno.writeTextFile(join(root, path), content);
  };
  const all = { "routes/_app.tsx": APP, ...files };
  for (const [path, text] of Object.entries(all)) await write(path, text);
  await Deno.symlink(
    join(REPOSITORY, "node_modules"),
    join(root, "node_modules"),
  );
  return {
    root,
    write,
    async handler(prepare) {
      const apply = await new Builder({ root }).build({ snapshot: "memory" });
      const app = new App<unknown>();
      prepare?.(app);
      app.fsRoutes();
      apply(app);
      return app.handler();
    },
    [Symbol.asyncDispose]: () => Deno.remove(root, { recursive: true }),
  };
}

/** Status and text of the answer to a request. */
export async function ask(
  handler: (request: Request) => Promise<Response>,
  path: string,
  init?: RequestInit,
): Promise<{ status: number; text: string; headers: Headers }> {
  const request = new Request(new URL(path, "http://localhost"), init);
  const response = await handler(request);
  const { status, headers } = response;
  return { status, headers, text: await response.text() };
}
