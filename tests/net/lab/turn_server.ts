/**
 * Debian's coturn on a lab's hub, with the configuration that operators get.
 *
 * @module
 */
import { APP_ROOT, scratchFolder } from "../../browser/harness/scratch.ts";
import { type NatLab, TURN_ADDRESS } from "./nat_lab.ts";
import { run } from "./namespace.ts";

/** What app and TURN server share. */
export const TURN_SECRET = "a secret of the lab alone";

/** The app's addresses of the TURN server. */
export const TURN_URLS = {
  stun: `stun:${TURN_ADDRESS.v4}:3478`,
  udp: `turn:${TURN_ADDRESS.v4}:3478?transport=udp`,
  tcp: `turn:${TURN_ADDRESS.v4}:3478?transport=tcp`,
  tls: `turns:${TURN_ADDRESS.v4}:443?transport=tcp`,
} as const;

/** A TURN server that can be switched off and on; disposal ends it. */
export interface TurnServer extends AsyncDisposable {
  /** Ends it as a power cut would; resolves when it is gone. */
  kill(): Promise<void>;
  /** Relays again; resolves when it listens. */
  start(): Promise<void>;
  /** All that it has written so far. */
  log(): string;
  /** The certificate's public key, SHA-256 in base64, as Chromium asks for it. */
  readonly keyHash: string;
}

/** Starts it on all public addresses of the hub; `extra` settings come last. */
export async function relayOnHub(
  lab: NatLab,
  extra: readonly string[] = [],
): Promise<TurnServer> {
  await using cleanup = new AsyncDisposableStack();
  const folder = cleanup.use(scratchFolder("coturn-"));
  const keyHash = await makeCertificate(folder.path);
  const [program, ...inside] = lab.inside("hub");
  const args = [
    // Line by line, or a killed server would have said nothing.
    ...["stdbuf", "-oL", "turnserver"],
    ...["-c", `${APP_ROOT}deploy/turnserver.conf`],
    `--realm=duet.example`,
    `--static-auth-secret=${TURN_SECRET}`,
    ...Object.values(TURN_ADDRESS).flatMap((address) => [
      `--listening-ip=${address}`,
      `--relay-ip=${address}`,
    ]),
    "--tls-listening-port=443",
    `--cert=${folder.path}/cert.pem`,
    `--pkey=${folder.path}/key.pem`,
    `--pidfile=${folder.path}/turnserver.pid`,
    `--userdb=${folder.path}/turndb`,
    ...extra,
  ];
  let process: Deno.ChildProcess | null = null;
  let heard: Promise<unknown> = Promise.resolve();
  let said = "";
  const listen = async (stream: ReadableStream<Uint8Array<ArrayBuffer>>) => {
    const words = stream.pipeThrough(new TextDecoderStream());
    for await (const word of words) said += word;
  };
  const server: TurnServer = {
    keyHash,
    log: () => said,
    async kill() {
      if (process === null) return;
      // What was `ip` has become coturn.
      process.kill("SIGKILL");
      await Promise.all([process.status, heard]);
      process = null;
    },
    async start() {
      process = new Deno.Command(program, {
        args: [...inside, ...args],
        stdout: "piped",
        stderr: "piped",
      }).spawn();
      heard = Promise.all([listen(process.stdout), listen(process.stderr)]);
      await listens(lab);
    },
    async [Symbol.asyncDispose]() {
      await server.kill();
      folder[Symbol.dispose]();
    },
  };
  await server.start();
  cleanup.move();
  return server;
}

/** It says nothing of being ready, so the kernel is asked. */
async function listens(lab: NatLab): Promise<void> {
  const deadlineMs = Date.now() + 10_000;
  while (Date.now() < deadlineMs) {
    const sockets = await run([...lab.inside("hub"), "ss", "-Hlntu"]);
    const ready = ["udp", "tcp"].every((kind) =>
      sockets.split("\n").some((line) =>
        line.startsWith(kind) && line.includes(`${TURN_ADDRESS.v4}:3478`)
      )
    ) && sockets.includes(`${TURN_ADDRESS.v4}:443`);
    if (ready) {
      return;
    }
  }
  throw new Error("coturn does not listen");
}

/** Makes a certificate that nobody has signed; gives the hash of its key. */
async function makeCertificate(folder: string): Promise<string> {
  await run([
    ...["openssl", "req", "-x509", "-newkey", "ec", "-nodes", "-days", "2"],
    ...["-pkeyopt", "ec_paramgen_curve:prime256v1"],
    ...["-subj", "/CN=turn.example"],
    ...["-addext", `subjectAltName=IP:${TURN_ADDRESS.v4}`],
    ...["-keyout", `${folder}/key.pem`, "-out", `${folder}/cert.pem`],
  ] as [string, ...string[]]);
  return (await run([
    "sh",
    "-ec",
    `openssl pkey -in ${folder}/key.pem -pubout -outform der |
      openssl dgst -sha256 -binary | base64`,
  ])).trim();
}
