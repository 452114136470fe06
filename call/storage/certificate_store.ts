/**
 * Owner of the certificate that names this page to the other one. A reload keeps
 * it, so that a call once compared stays verified; another visit gets another,
 * so that nobody is recognised by it.
 *
 * @module
 */
import { systemClock } from "../../signalling/clock.ts";
import type { Bytes } from "../../sealing/bytes.ts";
import {
  fingerprintFromText,
  fingerprintOf,
} from "../../sealing/fingerprint.ts";

/** A certificate, and SHA-256 of it. */
export interface OwnCertificate {
  readonly certificate: RTCCertificate;
  readonly fingerprint: Bytes;
}

const DATABASE = "duet.certificates";
const STORE = "certificates";
/** What tabs that ended without a word have left is dropped after this long. */
const KEEP_MS = 24 * 60 * 60 * 1000;

interface Kept {
  certificate: RTCCertificate;
  keptAtMs: number;
}

function settled<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function store(mode: IDBTransactionMode): Promise<IDBObjectStore> {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  const database = await settled(opening);
  const transaction = database.transaction(STORE, mode);
  transaction.oncomplete = transaction.onabort = () => database.close();
  return transaction.objectStore(STORE);
}

async function load(tab: string): Promise<RTCCertificate | null> {
  try {
    const kept: Partial<Kept> | undefined = await settled(
      (await store("readonly")).get(tab),
    );
    const certificate = kept?.certificate;
    const usable = certificate instanceof RTCCertificate &&
      certificate.expires > systemClock.wallNow();
    return usable ? certificate : null;
  } catch {
    return null;
  }
}

/** Keeps the certificate for a reload of this tab, where storage is allowed. */
export async function keepCertificate(
  tab: string,
  certificate: RTCCertificate,
): Promise<void> {
  try {
    const certificates = await store("readwrite");
    const kept: Kept = { certificate, keptAtMs: systemClock.wallNow() };
    certificates.put(kept, tab);
    const walk = certificates.openCursor();
    walk.onsuccess = () => {
      const cursor = walk.result;
      if (cursor === null) return;
      const { keptAtMs = 0 }: Partial<Kept> = cursor.value;
      if (keptAtMs < systemClock.wallNow() - KEEP_MS) cursor.delete();
      cursor.continue();
    };
  } catch {
    // Without storage a reloaded call must be compared again.
  }
}

/** Forgets the certificate of a tab. */
export async function forgetCertificate(tab: string): Promise<void> {
  try {
    (await store("readwrite")).delete(tab);
  } catch {
    // What was never kept need not be forgotten.
  }
}

/** Firefox does not tell the fingerprint of a certificate, but writes it into offers. */
async function fingerprintIn(certificate: RTCCertificate): Promise<Bytes> {
  const told = certificate.getFingerprints?.()
    .find(({ algorithm }) => algorithm?.toLowerCase() === "sha-256")?.value;
  const direct = told === undefined ? null : fingerprintFromText(told);
  if (direct !== null) return direct;
  const pc = new RTCPeerConnection({ certificates: [certificate] });
  pc.createDataChannel("duet");
  const { sdp = "" } = await pc.createOffer();
  pc.close();
  const written = fingerprintOf(sdp);
  if (written === null) throw new Error("No fingerprint in an offer");
  return written;
}

/** The certificate of the tab before its reload, or a new one. */
export async function ownCertificate(
  tab: string | null,
): Promise<OwnCertificate> {
  const ecdsa: EcKeyGenParams = { name: "ECDSA", namedCurve: "P-256" };
  const certificate = (tab === null ? null : await load(tab)) ??
    await RTCPeerConnection.generateCertificate(ecdsa);
  return { certificate, fingerprint: await fingerprintIn(certificate) };
}
