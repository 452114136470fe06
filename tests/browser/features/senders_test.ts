import { assertEquals } from "@std/assert";
import type { CallPage } from "../harness/call_page.ts";
import {
  ANNA,
  BERT,
  connect,
  connectedPair,
  setStage,
} from "../harness/stage.ts";
import { until } from "../harness/until.ts";
import { seesFrames } from "../harness/witness.ts";

const REMOTE = "Remote video";

/** The first encoding of each sender, in the order of the media sections. */
function encodings({ page }: CallPage): Promise<RTCRtpEncodingParameters[]> {
  return page.evaluate(() =>
    duetEvidence.peer?.getSenders().map((sender) =>
      sender.getParameters().encodings[0]
    ).filter((encoding) => encoding !== undefined) ?? []
  );
}

async function cameraScale(person: CallPage): Promise<number | undefined> {
  return (await encodings(person))[1]?.scaleResolutionDownBy;
}

async function activeSections(person: CallPage): Promise<boolean[]> {
  return (await encodings(person)).map(({ active }) => active === true);
}

function sends(person: CallPage, expected: boolean[]): Promise<boolean> {
  return until(
    person.page,
    `active sections ${expected}`,
    async () => `${await activeSections(person)}` === `${expected}`,
  );
}

/** Restarts ICE of a connection that works, and waits until both use the result. */
async function restartIce(one: CallPage, other: CallPage): Promise<void> {
  const before = await iceUserFragments(one);
  await one.page.evaluate(() => duetEvidence.peer?.restartIce());
  for (const { page } of [one, other]) {
    await until(page, "another pair of ICE credentials", async () => {
      const [local, remote, state] = await iceUserFragments({ page });
      return state === "stable" &&
        ![local, remote].some((ufrag) =>
          ufrag === undefined || before.includes(ufrag)
        );
    });
  }
}

function iceUserFragments(
  { page }: Pick<CallPage, "page">,
): Promise<(string | undefined)[]> {
  return page.evaluate(() => {
    const peer = duetEvidence.peer;
    const ufrag = (description: RTCSessionDescription | null | undefined) =>
      description?.sdp.match(/a=ice-ufrag:(\S+)/)?.[1];
    return [
      ufrag(peer?.currentLocalDescription),
      ufrag(peer?.currentRemoteDescription),
      peer?.signalingState,
    ];
  });
}

Deno.test("an ICE restart of a working connection leaves both cameras at full size, whoever restarts", async () => {
  await using stage = await setStage();
  const anna = await stage.person(ANNA);
  const bert = await stage.person(BERT);
  await connect(anna, bert);
  for (const person of [anna, bert]) {
    await until(
      person.page,
      "the camera at full size",
      async () => await cameraScale(person) === 1,
    );
  }
  for (const [one, other] of [[anna, bert], [bert, anna]] as const) {
    await restartIce(one, other);
    await seesFrames(one.page, REMOTE, 10);
    await seesFrames(other.page, REMOTE, 10);
    assertEquals(await Promise.all([one, other].map(cameraScale)), [1, 1]);
  }
});

Deno.test("only media sections with a track are active, and the microphone's packets adapt", async () => {
  await using pair = await connectedPair();
  const { anna, bert } = pair;
  // In the order of the description: microphone, camera, screen, its sound.
  for (const person of [anna, bert]) {
    await sends(person, [true, true, false, false]);
    await until(person.page, "packets that adapt", async () => {
      const [microphone] = await encodings(person);
      return Object(microphone).adaptivePtime === true;
    });
  }
  await bert.clickControl("Camera");
  await sends(bert, [true, false, false, false]);
  await bert.clickControl("Camera");
  await sends(bert, [true, true, false, false]);
  await seesFrames(anna.page, REMOTE, 5);

  await anna.clickControl("Share screen");
  // The sound of a whole screen is left out: it holds the other person's voice.
  await sends(anna, [true, true, true, false]);
  await seesFrames(bert.page, "Remote screen", 5);
  await anna.clickControl("Share screen");
  await sends(anna, [true, true, false, false]);
});
