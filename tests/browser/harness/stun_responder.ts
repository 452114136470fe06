/**
 * A STUN server that tells everybody the same address (RFC 8489 § 6.3).
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { createSocket } from "node:dgram";
import { once } from "node:events";

/** For documentation (RFC 5737): nobody has it. */
export const REFLECTED_ADDRESS = "203.0.113.7";

const BINDING_REQUEST = 0x0001;
const BINDING_SUCCESS = 0x0101;
const XOR_MAPPED_ADDRESS = 0x0020;
const COOKIE = 0x2112a442;
const HEADER_BYTES = 20;
const IPV4 = 1;

/** A running server; disposal ends it. */
export interface StunResponder extends AsyncDisposable {
  readonly url: string;
  /** How many questions were answered. */
  readonly answered: number;
}

/** Listens on a free port of this machine. With `silent`, never answers. */
export async function serveStun(
  { silent = false }: { silent?: boolean } = {},
): Promise<StunResponder> {
  const socket = createSocket("udp4");
  let answered = 0;
  socket.on("message", (request, { port, address }) => {
    if (silent || request.length < HEADER_BYTES) return;
    if (request.readUInt16BE(0) !== BINDING_REQUEST) return;
    answered++;
    socket.send(answer(request.subarray(8, HEADER_BYTES), port), port, address);
  });
  socket.bind(0, "127.0.0.1");
  await once(socket, "listening");
  return {
    url: `stun:127.0.0.1:${socket.address().port}`,
    get answered() {
      return answered;
    },
    async [Symbol.asyncDispose]() {
      socket.close();
      await once(socket, "close");
    },
  };
}

function answer(transaction: Uint8Array, port: number): Uint8Array {
  const message = Buffer.alloc(HEADER_BYTES + 12);
  message.writeUInt16BE(BINDING_SUCCESS, 0);
  message.writeUInt16BE(12, 2);
  message.writeUInt32BE(COOKIE, 4);
  message.set(transaction, 8);
  message.writeUInt16BE(XOR_MAPPED_ADDRESS, 20);
  message.writeUInt16BE(8, 22);
  message.writeUInt8(IPV4, 25);
  message.writeUInt16BE(port ^ (COOKIE >>> 16), 26);
  const address = Buffer.from(REFLECTED_ADDRESS.split(".").map(Number));
  message.writeUInt32BE((address.readUInt32BE(0) ^ COOKIE) >>> 0, 28);
  return message;
}
