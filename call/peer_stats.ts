/** Reads the few counters that matter from `getStats` (webrtc-stats). @module */
import * as v from "valibot";
import type { Beat } from "./peer_message.ts";
import type { Sample } from "./vitals.ts";

const count = v.optional(v.number(), 0);

/** Fields that browsers leave out are as good as nothing counted. */
const Stats = v.variant("type", [
  v.object({ type: v.literal("data-channel"), messagesReceived: count }),
  v.object({
    type: v.literal("inbound-rtp"),
    kind: v.string(),
    packetsReceived: count,
    framesDecoded: count,
  }),
  v.object({
    type: v.literal("outbound-rtp"),
    kind: v.string(),
    packetsSent: count,
    framesSent: count,
  }),
]);

/** Looks at a connection now; `heard` is what the other side last said it got. */
export async function readSample(
  pc: Pick<RTCPeerConnection, "getStats">,
  heard: Beat | null,
): Promise<Sample> {
  let words = 0, media = 0;
  const sent = { audio: 0, video: 0 }, received = { audio: 0, video: 0 };
  const report = await pc.getStats();
  report.forEach((entry: unknown) => {
    const parsed = v.safeParse(Stats, entry);
    if (!parsed.success) return;
    const stats = parsed.output;
    if (stats.type === "data-channel") words += stats.messagesReceived;
    else if (stats.type === "inbound-rtp") {
      media += stats.packetsReceived;
      if (stats.kind === "audio") received.audio += stats.packetsReceived;
      else received.video += stats.framesDecoded;
    } else if (stats.kind === "audio") sent.audio += stats.packetsSent;
    else sent.video += stats.framesSent;
  });
  return {
    nowMs: performance.now(),
    inbound: { media, words },
    audio: { sent: sent.audio, delivered: heard?.audio ?? null },
    video: { sent: sent.video, delivered: heard?.video ?? null },
    received,
  };
}
