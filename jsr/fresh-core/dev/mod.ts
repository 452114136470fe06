/**
 * Builds an app, or serves it while it is being written.
 *
 * @module
 */
import { resolve } from "node:path";
import { type App, setBuild } from "../server/app.ts";
import { assemble, load } from "./assemble.ts";
import { withLiveReload } from "./live_reload.ts";
import {
  lockStylesheet,
  type OnTransformOptions,
  type Transform,
  type TransformFn,
} from "./transform.ts";
import { writeBuild } from "./write.ts";

/** Builds an app, or serves it while it is being written. */
export class Builder {
  readonly #root: string;
  readonly #ignore: readonly RegExp[];
  readonly #target: string[];
  readonly #transforms: Transform[] = [];

  /**
   * @param options.root Folder of the project; by default the current one.
   * @param options.ignore Paths of islands and routes that are left out.
   * @param options.target The oldest browsers, as esbuild calls them.
   */
  constructor(
    options: { root?: string; ignore?: RegExp[]; target?: string | string[] } =
      {},
  ) {
    this.#root = resolve(options.root ?? ".");
    this.#ignore = options.ignore ?? [];
    const { target = ["chrome99", "firefox99", "safari15"] } = options;
    this.#target = [target].flat();
  }

  /** Lets `fn` change static files whose path matches. */
  onTransformStaticFile({ filter }: OnTransformOptions, fn: TransformFn): void {
    this.#transforms.push({ filter, fn });
  }

  /**
   * Builds to disk, or to memory for tests.
   *
   * @returns What gives a build in memory to an app.
   */
  async build(
    options: { snapshot?: "disk" | "memory" } = {},
  ): Promise<<State>(app: App<State>) => void> {
    const assembled = await assemble(
      this.#root,
      "production",
      [...this.#transforms, lockStylesheet],
      this.#ignore,
      this.#target,
    );
    if (options.snapshot === "memory") {
      const build = await load(assembled);
      return (app) => setBuild(app, build);
    }
    // The app's own modules are not run: that is the server's business.
    await writeBuild(this.#root, assembled);
    return () => {
      throw new TypeError("A build on disk is served by its server.js");
    };
  }

  /** Serves the app with live reload; `deno run --watch` restarts it. */
  async listen<State>(
    importApp: () => Promise<{ app: App<State> }>,
    options: { hostname?: string; port?: number } = {},
  ): Promise<void> {
    const assembled = await assemble(
      this.#root,
      "development",
      [...this.#transforms, lockStylesheet],
      this.#ignore,
      this.#target,
    );
    const { app } = await importApp();
    setBuild(app, await load(assembled));
    const onListen = ({ hostname, port }: Deno.NetAddr) =>
      console.log(`Listening on http://${hostname}:${port}/`);
    Deno.serve({ ...options, onListen }, withLiveReload(app.handler()));
  }
}
