import { assertLess } from "@std/assert";
import { serveApp } from "../harness/app_server.ts";
import { newCallPage } from "../harness/call_page.ts";
import { launchChromium } from "../harness/chromium.ts";
import { recordSent } from "../harness/sent_by_page.ts";
import { newRoom } from "../harness/stage.ts";

/** One to look, and what the lobby's check of the connection opens. */
const MOST_SOCKETS = 5;

Deno.test("a lobby does not look again and again where the server ends every look at once", async () => {
  await using app = await serveApp(0, {
    LOOK_TIMEOUT_MS: "1",
    MAX_LOOKS_PER_MINUTE: "1000",
  });
  await using chromium = await launchChromium({});
  const anna = await newCallPage(await chromium.newContext(), app.origin);
  const sent = await recordSent(anna.page);
  await anna.openLobby(newRoom());
  await anna.page.waitForNetworkIdle({ idleTime: 1_000 });
  assertLess(sent.sockets.length, MOST_SOCKETS + 1);
  await anna.join();
  await anna.waitForState("waiting");
});
