/** Properties; one place for the version. Failures print seed and path. */
export * as fc from "npm:fast-check@4.10.2";
