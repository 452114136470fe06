import { assertEquals } from "@std/assert";
import type { CallPage } from "../harness/call_page.ts";
import { connect, newRoom, setStage } from "../harness/stage.ts";

/** Whether the page would have its person asked, if it were closed now. */
function asks({ page }: CallPage): Promise<boolean> {
  return page.evaluate(() =>
    !dispatchEvent(new Event("beforeunload", { cancelable: true }))
  );
}

Deno.test("closing the page asks while two are connected, and at no other time", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  const room = newRoom();
  await anna.openLobby(room);
  assertEquals(await asks(anna), false);
  await anna.join();
  await anna.waitForState("waiting");
  assertEquals(await asks(anna), false);
  await bert.enter(room);
  await Promise.all([
    anna.waitForState("connected"),
    bert.waitForState("connected"),
  ]);
  assertEquals([await asks(anna), await asks(bert)], [true, true]);
  await anna.page.keyboard.press("F5");
  assertEquals(await asks(anna), false);

  await bert.leave();
  await bert.waitForState("ended");
  assertEquals(await asks(bert), false);
  await anna.waitForState("waiting");
  assertEquals(await asks(anna), false);
});

Deno.test("the browser's own question keeps the call, or lets it go", async () => {
  await using stage = await setStage();
  const [anna, bert] = await stage.couple();
  await connect(anna, bert);
  anna.page.removeAllListeners("dialog");
  const asked = new Promise<string>((resolve) =>
    anna.page.once("dialog", async (dialog) => {
      await dialog.dismiss();
      resolve(dialog.type());
    })
  );
  await anna.page.close({ runBeforeUnload: true });
  assertEquals(await asked, "beforeunload");
  assertEquals(await anna.state(), "connected");
  assertEquals(await bert.state(), "connected");
});
