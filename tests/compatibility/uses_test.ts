import { assert, assertEquals, assertGreater } from "@std/assert";
import { buildTarget, OLDEST_BROWSERS } from "../../browsers.ts";
import { featureAt, lacking } from "./data.ts";
import { findUses } from "./used.ts";

const ROOT = decodeURIComponent(
  new URL("../../", import.meta.url).pathname.replace(/\/$/, ""),
);

/** Code that the browser loads; the gallery is for development. */
const ISLANDS = [...Deno.readDirSync(`${ROOT}/islands`)]
  .map(({ name }) => `islands/${name}`)
  .filter((path) => !path.includes("Gallery"));

/**
 * Used although one of the browsers lacks it: where it is, its value is looked
 * at before, or nothing is lost without it.
 */
const GUARDED: readonly (readonly [key: string, files: RegExp])[] = [
  ["javascript.builtins.Symbol.dispose", /./],
  ["javascript.builtins.Intl.Segmenter", /^call\/messages\/graphemes\.ts$/],
  [
    "javascript.builtins.Intl.Segmenter.segment",
    /^call\/messages\/graphemes\.ts$/,
  ],
  [
    "api.MediaDevices.getDisplayMedia",
    /^call\/(abilities|media\/screen)\.ts$/,
  ],
  // A hint that is only set.
  ["api.MediaStreamTrack.contentHint", /^call\/media\/screen\.ts$/],
  [
    "api.MediaStreamTrack.getCapabilities",
    /^components\/settings\/ProcessingSwitches\.tsx$/,
  ],
  ["api.RTCDtlsTransport.getRemoteCertificates", /^call\/peer\/peer\.ts$/],
  [
    "api.RTCCertificate.getFingerprints",
    /^call\/storage\/certificate_store\.ts$/,
  ],
  [
    "api.FileSystemFileHandle.createWritable",
    /^call\/files\/private_files\.ts$/,
  ],
  // Of what `createWritable()` gives.
  [
    "api.FileSystemWritableFileStream.write",
    /^call\/files\/private_files\.ts$/,
  ],
  ["api.Navigator.share", /^components\/invite\/InviteWays\.tsx$/],
  ["api.Navigator.canShare", /^components\/invite\/InviteWays\.tsx$/],
  ["api.HTMLMediaElement.sinkId", /^components\/base\/Video\.tsx$/],
  [
    "api.HTMLMediaElement.setSinkId",
    /^(components\/(base\/Video|settings\/DevicePicker)\.tsx|call\/media\/sound_player\.ts)$/,
  ],
  [
    "api.HTMLVideoElement.requestPictureInPicture",
    /^call\/stage\/picture_in_picture\.ts$/,
  ],
  // Of what `wakeLock.request()` gives, or of an event.
  ["api.WakeLockSentinel.release", /^call\/stage\/wake_lock\.ts$/],
  [
    "api.RTCPeerConnectionIceErrorEvent.errorCode",
    /^call\/check\/loopback\.ts$/,
  ],
  ["api.RTCIceCandidate.address", /^call\/check\/loopback\.ts$/],
  ["api.RTCIceCandidate.type", /^call\/check\/loopback\.ts$/],
];

/** `in` that tells apart what is there in any case: objects of several kinds. */
const TELLS_APART =
  /^(sealing\/identity\.ts|call\/late_chat\.ts|islands\/Call\.tsx):/;

const { uses, asked } = findUses(ROOT, ISLANDS);

Deno.test("the browser's code uses nothing that a supported browser lacks", () => {
  assertGreater(new Set(uses.map(({ key }) => key)).size, 400);
  const known = new Set(uses.map(({ key }) => key));
  for (
    const key of [
      "api.RTCPeerConnection.createOffer",
      "javascript.builtins.Array.toSorted",
      "javascript.builtins.Promise.race",
    ]
  ) assert(known.has(key), key);
  const faults = uses
    .filter(({ key, file }) =>
      !GUARDED.some(([name, files]) => name === key && files.test(file))
    )
    .map(({ key, file, line }) => {
      const without = lacking(key, OLDEST_BROWSERS);
      return without.length === 0
        ? ""
        : `${file}:${line} ${key} is not in ${without}`;
    });
  assertEquals(faults.filter((fault) => fault !== ""), []);
});

Deno.test("what is allowed although a browser lacks it is used, and lacked", () => {
  for (const [key, files] of GUARDED) {
    assert(featureAt(key), `${key} is not in the data`);
    assertGreater(lacking(key, OLDEST_BROWSERS).length, 0, key);
    assert(
      uses.some((use) => use.key === key && files.test(use.file)),
      `${key} is not used any more`,
    );
  }
});

Deno.test("presence in a browser is looked at by value, never by in", () => {
  assertEquals(asked.filter((place) => !TELLS_APART.test(place)), []);
});

Deno.test("Symbol.dispose is there before it is read", async () => {
  const early = new Set(
    uses
      .filter(({ key, atStart }) =>
        atStart && key === "javascript.builtins.Symbol.dispose"
      )
      .map(({ file }) => file),
  );
  early.delete("call/dispose_symbol.ts");
  assertGreater(early.size, 4);
  // The theme's switch disposes of nothing.
  const islands = ISLANDS.filter((path) => !path.endsWith("Theme.tsx"));
  for (const file of [...early, ...islands]) {
    const source = await Deno.readTextFile(`${ROOT}/${file}`);
    const first = /^import .*$/m.exec(source)?.[0] ?? "";
    assert(first.endsWith('dispose_symbol.ts";'), `${file} imports it first`);
  }
  const theme = findUses(ROOT, ["islands/Theme.tsx"]).uses;
  assert(theme.every(({ key }) => !/[dD]ispose$/.test(key)));
});

Deno.test("the build lowers syntax to the supported browsers, which the README names", async () => {
  assertEquals(buildTarget(), [
    "chrome119",
    "edge119",
    "firefox121",
    "safari17.2",
    "ios17.2",
  ]);
  const dev = await Deno.readTextFile(`${ROOT}/dev.ts`);
  assert(dev.includes("target: buildTarget()"));
  const readme = await Deno.readTextFile(`${ROOT}/README.md`);
  assert(/Chrome and Edge 119, Firefox 121 and Safari\s+17\.2/.test(readme));
});
