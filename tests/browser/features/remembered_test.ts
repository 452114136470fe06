import { assertEquals } from "@std/assert";
import type { CallPage } from "../harness/call_page.ts";
import { liveTracks } from "../harness/evidence.ts";
import { ANNA, newRoom, setStage } from "../harness/stage.ts";
import { until } from "../harness/until.ts";
import { hearsTone } from "../harness/witness.ts";

const REMOTE = "Remote video";

/** Whether a switch of the lobby is on. */
async function pressed(person: CallPage, name: string): Promise<string | null> {
  using button = await person.sees("button", name);
  return await button.evaluate((button) => button.getAttribute("aria-pressed"));
}

/** The label that a list of devices shows. */
async function picked(person: CallPage, list: string): Promise<string> {
  using select = await person.seesEnabled("combobox", list);
  return await select.evaluate((select) =>
    select instanceof HTMLSelectElement
      ? select.selectedOptions[0]?.text ?? ""
      : ""
  );
}

/** Picks from a list of devices by its label. */
async function pick(person: CallPage, list: string, label: string) {
  using select = await person.seesEnabled("combobox", list);
  const id = await select.evaluate(
    (select, label) =>
      select instanceof HTMLSelectElement
        ? [...select.options].find(({ text }) => text === label)?.value ?? ""
        : "",
    label,
  );
  await (await select.toElement("select")).select(id);
}

/** Every kind of device that the page has asked for since it was loaded. */
function kindsAsked(person: CallPage): Promise<string[]> {
  return person.page.evaluate(() =>
    duetEvidence.ownTracks.map(({ kind }) => kind)
  );
}

Deno.test("who left with the camera off finds it off, is not asked for it, and is seen to have none", async () => {
  await using stage = await setStage();
  const anna = await stage.person(ANNA);
  const bert = await stage.person({});
  const room = newRoom();
  await bert.enter(room);
  await bert.waitForState("waiting");
  await bert.clickControl("Camera");
  await bert.leave();
  await bert.waitForState("ended");

  await bert.openLobby(room);
  assertEquals(await pressed(bert, "Camera"), "false");
  assertEquals(await pressed(bert, "Microphone"), "true");
  assertEquals(await kindsAsked(bert), ["audio"]);
  await bert.join();
  await anna.enter(room);
  await Promise.all([
    anna.waitForState("connected"),
    bert.waitForState("connected"),
  ]);
  await anna.says(/has no camera on/);
  assertEquals(await liveTracks(bert.page, "video"), 0);
});

Deno.test("who left with both off is asked for nothing, and has a voice when they switch it on", async () => {
  await using stage = await setStage();
  const anna = await stage.person({});
  const bert = await stage.person(ANNA);
  const room = newRoom();
  await bert.openLobby(room);
  await bert.click("button", "Camera");
  await bert.click("button", "Microphone");
  await bert.openLobby(room);
  assertEquals(await kindsAsked(bert), []);
  await bert.join();
  await anna.enter(room);
  await Promise.all([
    anna.waitForState("connected"),
    bert.waitForState("connected"),
  ]);
  await anna.page.waitForSelector("[data-remote-muted]");
  await bert.clickControl("Microphone");
  await hearsTone(anna.page, REMOTE, ANNA.toneHz);
});

Deno.test("chosen devices are used again on the next visit, by name where their ids are new", async () => {
  await using stage = await setStage();
  const person = await stage.person({ cameras: 3 });
  const room = newRoom();
  await person.openLobby(room);
  await person.openDevices();
  await pick(person, "Camera", "fake_device_2");
  await pick(person, "Microphone", "Fake Audio Input 2");
  await pick(person, "Speaker", "Fake Audio Output 1");

  await person.openLobby(room);
  await person.openDevices();
  assertEquals(await picked(person, "Camera"), "fake_device_2");
  assertEquals(await picked(person, "Microphone"), "Fake Audio Input 2");
  assertEquals(await picked(person, "Speaker"), "Fake Audio Output 1");
  assertEquals(await kindsAsked(person), ["audio", "video"]);

  await person.page.evaluate(() => {
    for (const [key, text] of Object.entries(localStorage)) {
      const stored = JSON.parse(text);
      for (const kind of ["camera", "microphone", "speaker"]) {
        if (stored?.[kind]?.id) stored[kind].id = "of another visit";
      }
      localStorage.setItem(key, JSON.stringify(stored));
    }
  });
  await person.openLobby(room);
  await person.openDevices();
  for (
    const [list, label] of [
      ["Camera", "fake_device_2"],
      ["Microphone", "Fake Audio Input 2"],
      ["Speaker", "Fake Audio Output 1"],
    ] as const
  ) {
    await until(
      person.page,
      `${label} again`,
      async () => await picked(person, list) === label,
    );
  }
});
