import { SUBPROTOCOL } from "../../signalling/protocol.ts";

/** A TCP connection that speaks as badly as a test wants. */
export class RawClient implements Disposable {
  readonly #tcp: Deno.TcpConn;
  #closed = false;

  private constructor(tcp: Deno.TcpConn) {
    this.#tcp = tcp;
  }

  /** Connects and sends a request; a header of `null` is left out. */
  static async request(
    port: number,
    path: string,
    headers: Record<string, string | null> = {},
  ): Promise<RawClient> {
    const tcp = await Deno.connect({ hostname: "127.0.0.1", port });
    const all: Record<string, string | null> = {
      Host: `127.0.0.1:${port}`,
      Origin: `http://127.0.0.1:${port}`,
      Connection: "Upgrade",
      Upgrade: "websocket",
      "Sec-WebSocket-Version": "13",
      "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
      "Sec-WebSocket-Protocol": SUBPROTOCOL,
      ...headers,
    };
    const lines = Object.entries(all).flatMap(([name, value]) =>
      value === null ? [] : [`${name}: ${value}`]
    );
    const client = new RawClient(tcp);
    await client.write(
      new TextEncoder().encode(
        `GET ${path} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`,
      ),
    );
    return client;
  }

  /** Connects and sends these bytes. */
  static async connect(port: number, bytes: Uint8Array): Promise<RawClient> {
    const tcp = await Deno.connect({ hostname: "127.0.0.1", port });
    const client = new RawClient(tcp);
    await client.write(bytes);
    return client;
  }

  /** Says that nothing more comes. */
  async closeWrite(): Promise<void> {
    await this.#tcp.closeWrite();
  }

  async write(bytes: Uint8Array): Promise<void> {
    while (bytes.length > 0) {
      bytes = bytes.subarray(await this.#tcp.write(bytes));
    }
  }

  /** What has come, as text; empty at the end. */
  async read(): Promise<string> {
    const buffer = new Uint8Array(65_536);
    const count = await this.#tcp.read(buffer);
    return new TextDecoder().decode(buffer.subarray(0, count ?? 0));
  }

  /** Reads until `text` has come; frames of the server are not masked. */
  async readUntil(text: string): Promise<void> {
    let all = "";
    while (!all.includes(text)) {
      const more = await this.read();
      if (more === "") throw new Error(`ended before ${text}: ${all}`);
      all += more;
    }
  }

  /** Reads until the server hangs up. */
  async readToEnd(): Promise<void> {
    while (await this.read().catch(() => "") !== "");
  }

  [Symbol.dispose](): void {
    if (!this.#closed) this.#tcp.close();
    this.#closed = true;
  }
}

/** A frame of RFC 6455 5.2, with a mask of zeros. */
export function frame(
  payload: string | Uint8Array,
  { opcode = 1, fin = true, claimed = 0 } = {},
): Uint8Array {
  const body = typeof payload === "string"
    ? new TextEncoder().encode(payload)
    : payload;
  const length = Math.max(claimed, body.length);
  const header = [
    (fin ? 0x80 : 0) | opcode,
    0x80 | (length < 126 ? length : 127),
  ];
  if (length >= 126) {
    for (let shift = 56n; shift >= 0n; shift -= 8n) {
      header.push(Number(BigInt(length) >> shift & 255n));
    }
  }
  return new Uint8Array([...header, 0, 0, 0, 0, ...body]);
}
