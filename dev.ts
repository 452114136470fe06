/**
 * `deno run dev.ts build` builds the app; without `build` it is served as it
 * is being written.
 *
 * @module
 */
import { Builder } from "fresh/dev";
import { buildTarget } from "./browsers.ts";
import { readSources, stylesheet } from "./stylesheet.ts";

const building = Deno.args.includes("build");
/** What is for looking at in development is in no build. */
const GALLERY = /[\\/](islands|routes)[\\/]gallery/i;
const ignore = building ? [GALLERY] : [];
const builder = new Builder({ ignore, target: buildTarget() });

builder.onTransformStaticFile({
  pluginName: "twind",
  filter: /\/styles\.css$/,
}, async ({ text, root }) => {
  const folders = ["routes", "islands", "components"]
    .map((folder) => `${root}/${folder}`);
  // Fresh then locks the paths in it to the build, as pages do theirs.
  return { content: stylesheet(text, await readSources(folders, ignore)) };
});

if (building) await builder.build();
else {
  await builder.listen(() => import("./main.ts"), {
    hostname: Deno.env.get("HOST") ?? "127.0.0.1",
    port: Number(Deno.env.get("PORT") ?? 8000),
  });
}
