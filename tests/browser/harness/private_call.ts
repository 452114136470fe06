/**
 * Private links, as people make them and open them.
 *
 * @module
 */
import type { CallPage } from "./call_page.ts";

/** What the panel says of a call, and how one gets there. */
export type CallKind = "Private link" | "Named room";

/** Clicks Start a call, and waits in the lobby; gives the link to send. */
export async function startCall(one: CallPage): Promise<URL> {
  await one.visit("/");
  await one.click("button", "Start a call");
  await one.waitForState("ready");
  return new URL(one.page.url());
}

/** The secret of a private link, as it is spelt in it. */
export function secretOf(link: URL): string {
  const [, secret] = /^#1\.([A-Za-z0-9_-]{22})$/.exec(link.hash) ?? [];
  if (secret === undefined) throw new Error(`${link} is no private link`);
  return secret;
}

/** Opens a link, and joins. */
export async function joinBy(one: CallPage, link: URL): Promise<void> {
  await one.page.goto(link.href);
  await one.waitForState("ready");
  await one.join();
}

/** Waits until both are in the call. */
export async function bothConnected(
  one: CallPage,
  other: CallPage,
): Promise<void> {
  await Promise.all([
    one.waitForState("connected"),
    other.waitForState("connected"),
  ]);
}

/** Brings two together by a new private link. */
export async function connectPrivately(
  one: CallPage,
  other: CallPage,
): Promise<URL> {
  const link = await startCall(one);
  await one.join();
  await one.waitForState("waiting");
  await joinBy(other, link);
  await bothConnected(one, other);
  return link;
}
