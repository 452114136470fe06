/** Names one build; part of the URLs that may be cached for good. */
export let BUILD_ID: string = crypto.randomUUID().replaceAll("-", "");

/** A server that runs a finished build takes over that build's name. */
export function setBuildId(id: string): void {
  BUILD_ID = id;
}
