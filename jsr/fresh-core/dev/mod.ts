/**
 * Builds an app, or serves it while it is being written.
 *
 * @module
 */
export {
  Builder,
  type BuildOptions,
  type ResolvedBuildConfig,
} from "./builder.ts";
export type {
  OnTransformArgs,
  OnTransformOptions,
  OnTransformResult,
  TransformFn,
} from "./transform.ts";
