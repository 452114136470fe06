import { assertEquals } from "@std/assert";
import type { Page } from "puppeteer-core";
import type { CallPage } from "../harness/call_page.ts";
import { ANNA, BERT, connect, newRoom, setStage } from "../harness/stage.ts";
import { until } from "../harness/until.ts";
import { hearsTone } from "../harness/witness.ts";

const REMOTE = "Remote video";
const HEADSET = "Fake Audio Output 1";

/** Chromium never lists its fake speakers as gone: with this, one whose label is unplugged is not listed. */
async function letUnplug(page: Page): Promise<void> {
  await page.evaluateOnNewDocument(() => {
    const { mediaDevices } = navigator;
    const list = mediaDevices.enumerateDevices.bind(mediaDevices);
    mediaDevices.enumerateDevices = async () =>
      (await list()).filter(({ label }) =>
        label !== sessionStorage.getItem("unplugged")
      );
  });
}

/** What is unplugged is no longer listed; the page hears of it. */
async function setUnplugged(page: Page, label: string): Promise<void> {
  await page.evaluate((label) => {
    sessionStorage.setItem("unplugged", label);
    navigator.mediaDevices.dispatchEvent(new Event("devicechange"));
  }, label);
}

/** Waits until the other person is heard on the speaker of that label; `""`: the default. */
async function isHeardOn(page: Page, label: string | RegExp): Promise<void> {
  let sink: string | undefined;
  await until(page, `sound on ${label || "the default"}`, async () => {
    sink = await page.evaluate(async (name) => {
      const { sinkId } = document.querySelector<HTMLVideoElement>(
        `video[aria-label="${name}"]`,
      ) ?? { sinkId: "" };
      const devices = await navigator.mediaDevices.enumerateDevices();
      return sinkId === ""
        ? ""
        : devices.find(({ deviceId, kind }) =>
          kind === "audiooutput" && deviceId === sinkId
        )?.label ?? `the unknown ${sinkId}`;
    }, REMOTE);
    return typeof label === "string" ? sink === label : label.test(sink);
  }).catch((error) => {
    throw new Error(`Heard on ${sink || "the default"}`, { cause: error });
  });
}

async function pickSpeaker(person: CallPage, label: string): Promise<void> {
  using select = await person.seesEnabled("combobox", "Speaker");
  const id = await select.evaluate(
    (select, label) =>
      select instanceof HTMLSelectElement
        ? [...select.options].find(({ text }) => text === label)?.value ?? ""
        : "",
    label,
  );
  await (await select.toElement("select")).select(id);
}

Deno.test("another speaker is used at once, stepped in for while it is away, and used again", async () => {
  await using stage = await setStage();
  const anna = await stage.person(ANNA);
  const bert = await stage.person(BERT);
  await letUnplug(bert.page);
  await connect(anna, bert);
  await isHeardOn(bert.page, "");
  await bert.clickControl("Settings");
  await pickSpeaker(bert, HEADSET);
  await isHeardOn(bert.page, HEADSET);

  await setUnplugged(bert.page, HEADSET);
  await bert.says(/Fake Audio Output 1 is not available/);
  await isHeardOn(bert.page, "");
  await setUnplugged(bert.page, "");
  await isHeardOn(bert.page, HEADSET);
  await hearsTone(bert.page, REMOTE, ANNA.toneHz);
  await hearsTone(anna.page, REMOTE, BERT.toneHz);
});

Deno.test("Test speaker plays on the chosen speaker, and says so", async () => {
  await using stage = await setStage();
  const person = await stage.person({});
  await person.page.evaluateOnNewDocument(() => {
    const sinks: string[] = [], tones: number[] = [];
    Object.assign(globalThis, { sinks, tones });
    const context: AudioContext & {
      setSinkId?: (this: AudioContext, id: string) => Promise<void>;
    } = AudioContext.prototype;
    const { setSinkId } = context;
    context.setSinkId = function (id) {
      sinks.push(id);
      return setSinkId?.call(this, id) ?? Promise.resolve();
    };
    const { start } = OscillatorNode.prototype;
    OscillatorNode.prototype.start = function (when) {
      tones.push(this.frequency.value);
      return start.call(this, when);
    };
  });
  const played = (name: string) =>
    person.page.evaluate((name) => Reflect.get(globalThis, name).length, name);
  await person.openLobby(newRoom());
  await person.openDevices();
  await person.click("button", "Test speaker");
  await person.says(/You should hear/);
  await person.saysNoMore(/You should hear/);
  assertEquals(await played("sinks"), 0, "on the default");
  await pickSpeaker(person, HEADSET);
  await person.click("button", "Test speaker");
  await person.says(/You should hear/);
  assertEquals(await played("sinks"), 1);
  await person.saysNoMore(/You should hear/);
  assertEquals(await played("tones"), 6);
});

Deno.test("a browser without setSinkId says System default, and plays the test there", async () => {
  await using stage = await setStage();
  const person = await stage.person({});
  await person.page.evaluateOnNewDocument(() => {
    Reflect.deleteProperty(HTMLMediaElement.prototype, "setSinkId");
    Reflect.deleteProperty(AudioContext.prototype, "setSinkId");
  });
  await person.openLobby(newRoom());
  await person.openDevices();
  using list = await person.sees("combobox", "Speaker");
  const shown = await list.evaluate((list) =>
    list instanceof HTMLSelectElement
      ? {
        disabled: list.disabled,
        labels: [...list.options].map((o) => o.text),
      }
      : null
  );
  assertEquals(shown, { disabled: true, labels: ["System default"] });
  await person.click("button", "Test speaker");
  await person.says(/You should hear/);
  await person.saysNoMore(/You should hear/);
});

Deno.test("More speakers takes one from the browser's own list, where a browser is made to have one", async () => {
  await using stage = await setStage();
  const anna = await stage.person(ANNA);
  const bert = await stage.person(BERT);
  await bert.page.evaluateOnNewDocument(() => {
    const { mediaDevices } = navigator;
    const list = mediaDevices.enumerateDevices.bind(mediaDevices);
    const isOwn = ({ label }: MediaDeviceInfo) =>
      label === "Fake Audio Output 2";
    mediaDevices.enumerateDevices = async () =>
      (await list()).filter((info) => !isOwn(info));
    Object.assign(mediaDevices, {
      selectAudioOutput: async () => (await list()).find(isOwn),
    });
  });
  await connect(anna, bert);
  await bert.clickControl("Settings");
  await bert.click("button", "More speakers");
  await isHeardOn(bert.page, /^the unknown /);
  using list = await bert.seesEnabled("combobox", "Speaker");
  const shown = await list.evaluate((list) =>
    list instanceof HTMLSelectElement ? list.selectedOptions[0]?.text : ""
  );
  assertEquals(shown, "Fake Audio Output 2");
  await hearsTone(bert.page, REMOTE, ANNA.toneHz);
});

Deno.test("a browser without a list of its own offers no More speakers", async () => {
  await using stage = await setStage();
  const person = await stage.person({});
  await person.openLobby(newRoom());
  await person.openDevices();
  assertEquals(
    await person.page.$(`::-p-aria([name="More speakers"][role="button"])`),
    null,
  );
});

Deno.test("Test speaker says so where the browser never answers for the chosen speaker", async () => {
  await using stage = await setStage();
  const person = await stage.person({});
  await person.page.evaluateOnNewDocument(() => {
    const context: AudioContext & {
      setSinkId?(sinkId: string): Promise<void>;
    } = AudioContext.prototype;
    context.setSinkId = () => new Promise(() => {});
  });
  await person.openLobby(newRoom());
  await person.openDevices();
  await pickSpeaker(person, HEADSET);
  await person.click("button", "Test speaker");
  await person.says(/You should hear two soft tones/);
  await person.says(/That speaker could not be used/);
});
