/**
 * As much of a TURN client (RFC 8656) as it takes to ask a server, over TCP,
 * where it would relay to.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { randomBytes } from "node:crypto";
import {
  Attribute,
  type Attributes,
  decodeBody,
  encode,
  encodeSigned,
  ERROR,
  HEADER_BYTES,
  Method,
  SUCCESS,
  xorAddress,
} from "./stun_message.ts";

/** UDP's number, and three reserved bytes. */
const UDP = Uint8Array.of(17, 0, 0, 0);

/** Who asks. */
export interface TurnUser {
  username: string;
  credential: string;
}

/** One connection, which can hold one allocation. */
export class TurnClient implements Disposable {
  readonly #connection: Deno.Conn;
  readonly #user: TurnUser;
  #realm = "";
  #nonce = "";

  private constructor(connection: Deno.Conn, user: TurnUser) {
    this.#connection = connection;
    this.#user = user;
  }

  /** Connects to a server. */
  static async connect(
    address: { hostname: string; port: number },
    user: TurnUser,
  ): Promise<TurnClient> {
    return new TurnClient(await Deno.connect(address), user);
  }

  /** Asks for a relayed address; gives 200, or the error's number. */
  async allocate(family: 4 | 6): Promise<number> {
    const wanted: Attributes = [
      [Attribute.requestedTransport, UDP],
      [
        Attribute.requestedAddressFamily,
        Uint8Array.of(family === 4 ? 1 : 2, 0, 0, 0),
      ],
    ];
    // The first one fetches realm and nonce.
    const first = await this.#ask(Method.allocate, wanted);
    return first === 401 ? await this.#ask(Method.allocate, wanted) : first;
  }

  /** Asks whether data may be relayed to an address of 4 or 16 bytes. */
  permit(address: readonly number[]): Promise<number> {
    const transaction = randomBytes(12);
    const peer = xorAddress(address, transaction);
    return this.#ask(Method.createPermission, [
      [Attribute.xorPeerAddress, peer],
    ], transaction);
  }

  [Symbol.dispose](): void {
    this.#connection.close();
  }

  async #ask(
    method: number,
    attributes: Attributes,
    transaction: Uint8Array = randomBytes(12),
  ): Promise<number> {
    const request = this.#nonce === ""
      ? encode(method, transaction, attributes)
      : encodeSigned(method, transaction, [
        ...attributes,
        [Attribute.nonce, this.#nonce],
      ], { ...this.#user, realm: this.#realm });
    await this.#connection.write(request);

    const header = await this.#read(HEADER_BYTES);
    const body = decodeBody(await this.#read(header.readUInt16BE(2)));
    const type = header.readUInt16BE(0);
    if (type === (method | SUCCESS)) return 200;
    if (type !== (method | ERROR)) throw new Error(`No answer: ${type}`);
    this.#realm = body.get(Attribute.realm)?.toString() ?? this.#realm;
    this.#nonce = body.get(Attribute.nonce)?.toString() ?? this.#nonce;
    const code = body.get(Attribute.errorCode);
    return (code?.at(2) ?? 0) * 100 + (code?.at(3) ?? 0);
  }

  async #read(count: number): Promise<Buffer> {
    const bytes = Buffer.alloc(count);
    for (let read = 0; read < count;) {
      const more = await this.#connection.read(bytes.subarray(read));
      if (more === null) throw new Error("The server hung up");
      read += more;
    }
    return bytes;
  }
}
