/**
 * Owner of peer connections that lead from this page to itself, to see what
 * they carry.
 *
 * @module
 */
import { withResolvers } from "../with_resolvers.ts";

/** What was seen on the way. */
export interface LoopbackFinding {
  /** From the first byte sent to the last one back; `null`: none came back. */
  readonly roundTripMs: number | null;
  /** Addresses of the candidates of the side that was looked at. */
  readonly addresses: readonly string[];
  readonly errors: readonly number[];
}

/** What gathering alone has brought. */
export interface GatheringFinding {
  readonly reflexive: readonly string[];
  readonly complete: boolean;
  /** `null` in browsers that do not report them. */
  readonly errors: readonly number[] | null;
}

/** Enough for several packets, so that more than a handshake gets through. */
const ECHO_BYTES = 4 * 1024;
/** One channel that both sides know without telling each other. */
const CHANNEL: RTCDataChannelInit = { negotiated: true, id: 0 };

/** Notes candidates and errors of one peer connection. */
class Notes {
  readonly candidates: RTCIceCandidate[] = [];
  readonly errors: number[] = [];

  constructor(connection: RTCPeerConnection) {
    connection.addEventListener("icecandidate", ({ candidate }) => {
      // Some browsers mark the end with a candidate that says nothing.
      if (candidate?.candidate) this.candidates.push(candidate);
    });
    connection.addEventListener(
      "icecandidateerror",
      ({ errorCode }) => this.errors.push(errorCode),
    );
  }

  addresses(type?: RTCIceCandidateType): string[] {
    const fitting = this.candidates.filter((candidate) =>
      type === undefined || typeOf(candidate) === type
    );
    return [...new Set(fitting.map(addressOf))];
  }
}

function addressOf({ address, candidate }: RTCIceCandidate): string {
  // RFC 8839 § 5.1: the fifth word of a candidate.
  return address ?? candidate.split(" ")[4] ?? "";
}

/** Firefox tells type and address apart from 126 on. */
function typeOf({ type, candidate }: RTCIceCandidate): string | undefined {
  return type ?? / typ (\w+)/.exec(candidate)?.[1];
}

/** Firefox does from 150 on. */
function reportsErrors(connection: Partial<RTCPeerConnection>): boolean {
  return connection.onicecandidateerror !== undefined;
}

/**
 * Sends a few kilobytes from this page to itself and back.
 *
 * @param servers Used by both ends.
 * @param policy For the end that is looked at; the other one takes any way, so
 * that with `relay` one relay is what it takes.
 */
export async function echo(
  servers: RTCIceServer[],
  policy: RTCIceTransportPolicy,
  signal: AbortSignal,
): Promise<LoopbackFinding> {
  const open: RTCPeerConnection[] = [];
  try {
    const near = new RTCPeerConnection({
      iceServers: servers,
      iceTransportPolicy: policy,
    });
    open.push(near);
    const far = new RTCPeerConnection({ iceServers: servers });
    open.push(far);
    const notes = new Notes(near);
    const roundTripMs = await Promise.race([
      connectAndEcho(near, far),
      nothingGathered(near, notes),
      aborted(signal),
    ]);
    return { roundTripMs, addresses: notes.addresses(), errors: notes.errors };
  } catch {
    // What holds WebRTC back does so in any of a dozen ways; a browser may
    // also refuse an address before it asks there.
    return { roundTripMs: null, addresses: [], errors: [] };
  } finally {
    for (const connection of open) connection.close();
  }
}

async function connectAndEcho(
  near: RTCPeerConnection,
  far: RTCPeerConnection,
): Promise<number> {
  const sent = crypto.getRandomValues(new Uint8Array(ECHO_BYTES));
  const channel = near.createDataChannel("check", CHANNEL);
  const back = bounce(channel, far.createDataChannel("check", CHANNEL), sent);
  introduce(near, far);
  introduce(far, near);
  await near.setLocalDescription();
  await hand(near, far);
  await far.setLocalDescription();
  await hand(far, near);
  return await back;
}

async function hand(from: RTCPeerConnection, to: RTCPeerConnection) {
  if (from.localDescription === null) throw new Error("No description");
  await to.setRemoteDescription(from.localDescription);
}

/** Resolves once it is clear that no way leads out. */
function nothingGathered(
  connection: RTCPeerConnection,
  { candidates }: Notes,
): Promise<null> {
  return new Promise((resolve) => {
    connection.addEventListener("icegatheringstatechange", () => {
      const done = connection.iceGatheringState === "complete";
      if (done && candidates.length === 0) resolve(null);
    });
  });
}

/** Candidates that come before the description wait for it. */
function introduce(from: RTCPeerConnection, to: RTCPeerConnection): void {
  const early: RTCIceCandidate[] = [];
  const add = (candidate: RTCIceCandidate) =>
    // One that the browser does not want is no way; others may be.
    void to.addIceCandidate(candidate).catch(() => {});
  from.addEventListener("icecandidate", ({ candidate }) => {
    if (!candidate?.candidate) return;
    if (to.remoteDescription === null) early.push(candidate);
    else add(candidate);
  });
  to.addEventListener("signalingstatechange", () => {
    if (to.remoteDescription !== null) early.splice(0).forEach(add);
  });
}

/** Resolves with the time it took, once every byte is back as it was. */
function bounce(
  near: RTCDataChannel,
  far: RTCDataChannel,
  sent: Uint8Array<ArrayBuffer>,
): Promise<number> {
  const { promise, resolve, reject } = withResolvers<number>();
  near.binaryType = far.binaryType = "arraybuffer";
  far.onmessage = ({ data }) => far.send(data);
  near.onopen = () => {
    const sentMs = performance.now();
    near.onmessage = ({ data }) =>
      data instanceof ArrayBuffer && sameBytes(new Uint8Array(data), sent)
        ? resolve(performance.now() - sentMs)
        : reject(new Error("Other bytes came back"));
    near.send(sent);
  };
  return promise;
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

/** Gathers with these servers until a reflexive address or the end comes. */
export async function gatherReflexive(
  servers: RTCIceServer[],
  signal: AbortSignal,
): Promise<GatheringFinding> {
  try {
    return await gather(
      new RTCPeerConnection({ iceServers: servers }),
      signal,
    );
  } catch {
    return { reflexive: [], complete: false, errors: null };
  }
}

async function gather(
  connection: RTCPeerConnection,
  signal: AbortSignal,
): Promise<GatheringFinding> {
  const notes = new Notes(connection);
  const done = new Promise<void>((resolve) => {
    connection.addEventListener("icegatheringstatechange", () => {
      if (connection.iceGatheringState === "complete") resolve();
    });
    connection.addEventListener("icecandidate", ({ candidate }) => {
      if (candidate && typeOf(candidate) === "srflx") resolve();
    });
  });
  try {
    connection.createDataChannel("check", CHANNEL);
    await connection.setLocalDescription();
    await Promise.race([done, aborted(signal)]);
    return {
      reflexive: notes.addresses("srflx"),
      complete: connection.iceGatheringState === "complete",
      errors: reportsErrors(connection) ? notes.errors : null,
    };
  } finally {
    connection.close();
  }
}

function aborted(signal: AbortSignal): Promise<null> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve(null);
    signal.addEventListener("abort", () => resolve(null), { once: true });
  });
}
