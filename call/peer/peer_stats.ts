/** Reads the few counters that matter from `getStats` (webrtc-stats). @module */
import * as v from "valibot";
import type { Beat } from "../messages/peer_message.ts";
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

const id = v.optional(v.string(), "");

const Path = v.variant("type", [
  v.object({ type: v.literal("transport"), selectedCandidatePairId: id }),
  v.object({
    type: v.literal("candidate-pair"),
    id,
    // Firefox has no report of the transport; its pair says that it is selected.
    selected: v.optional(v.boolean(), false),
    localCandidateId: id,
    remoteCandidateId: id,
  }),
  ...(["local-candidate", "remote-candidate"] as const).map((type) =>
    v.object({ type: v.literal(type), id, candidateType: id })
  ),
]);

/** Whether what is sent and received goes through a relay, on either side. */
export async function isRelayed(
  pc: { getStats(): Promise<Pick<RTCStatsReport, "forEach">> },
): Promise<boolean> {
  const relays = new Set<string>();
  const pairs: { id: string; ends: string[]; selected: boolean }[] = [];
  let selected = "";
  (await pc.getStats()).forEach((entry: unknown) => {
    const parsed = v.safeParse(Path, entry);
    if (!parsed.success) return;
    const stats = parsed.output;
    if (stats.type === "transport") selected ||= stats.selectedCandidatePairId;
    else if (stats.type === "candidate-pair") {
      const ends = [stats.localCandidateId, stats.remoteCandidateId];
      pairs.push({ id: stats.id, ends, selected: stats.selected });
    } else if (stats.candidateType === "relay") relays.add(stats.id);
  });
  const pair = pairs.find((each) => each.selected || each.id === selected);
  return pair?.ends.some((end) => relays.has(end)) ?? false;
}
