import { assert } from "@std/assert";
import {
  type Joined,
  parseServerMessage,
  type ServerMessage,
  SUBPROTOCOL,
} from "../../signalling/protocol.ts";
import type { RoomAccess } from "./server.ts";

/** Where to connect; the app's server and the test's are both one. */
export interface Host {
  readonly host: string;
}

/** A page, as far as the server can tell. Waits for events, never for time. */
export class Client {
  readonly closed: Promise<number>;
  readonly #socket: WebSocket;
  readonly #frames: string[] = [];
  #wake: () => void = () => {};
  #over = false;
  /** Whether pings of the server are answered, and not shown to the test. */
  answers = true;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    const { promise, resolve } = Promise.withResolvers<number>();
    this.closed = promise;
    socket.onmessage = ({ data }) => this.#hear(String(data));
    socket.onclose = ({ code }) => {
      this.#over = true;
      resolve(code);
      this.#wake();
    };
  }

  /** Opens a socket without a word. */
  static async open(
    { host }: Host,
    { key }: Pick<RoomAccess, "key">,
    headers: Record<string, string> = {},
  ): Promise<Client> {
    // Deno's constructor takes headers; the DOM's type does not know.
    const socket: WebSocket = Reflect.construct(WebSocket, [
      `ws://${host}/api/signal/${key}`,
      {
        protocols: [SUBPROTOCOL],
        headers: { origin: `http://${host}`, ...headers },
      },
    ]);
    await new Promise<void>((resolve, reject) => {
      socket.onopen = () => resolve();
      socket.onerror = () => reject(new Error("refused"));
    });
    socket.onerror = null;
    return new Client(socket);
  }

  /** Opens a socket and takes a seat. */
  static async join(
    host: Host,
    room: RoomAccess,
    claim: { resume?: unknown; data?: string } = {},
  ): Promise<{ client: Client; joined: Joined }> {
    const client = await Client.open(host, room);
    client.send({ type: "join", token: room.token, ...claim });
    const joined = await client.next();
    assert(joined.type === "joined", JSON.stringify(joined));
    return { client, joined };
  }

  /** Opens a socket and looks in; the first answer is taken. */
  static async look(
    host: Host,
    room: RoomAccess,
  ): Promise<{ client: Client; sees: ServerMessage }> {
    const client = await Client.open(host, room);
    client.send({ type: "look", token: room.token });
    return { client, sees: await client.next() };
  }

  send(message: unknown): void {
    this.sendFrame(JSON.stringify(message));
  }

  sendFrame(frame: string | ArrayBuffer): void {
    this.#socket.send(frame);
  }

  close(): void {
    this.#socket.close();
  }

  /** The next frame as it came. */
  async nextFrame(): Promise<string> {
    while (this.#frames.length === 0) {
      assert(!this.#over, "the socket is closed, and nothing more was said");
      await new Promise<void>((resolve) => this.#wake = resolve);
    }
    return this.#frames.shift() ?? "";
  }

  async next(): Promise<ServerMessage> {
    const frame = await this.nextFrame();
    const parsed = parseServerMessage(frame);
    assert(parsed.ok, frame);
    return parsed.message;
  }

  #hear(frame: string): void {
    if (this.answers && frame === '{"type":"ping"}') {
      return this.send({ type: "pong" });
    }
    this.#frames.push(frame);
    this.#wake();
  }
}

/** Two people in one room, everything said so far taken. */
export async function pair(host: Host, room: RoomAccess) {
  const ada = await Client.join(host, room);
  const ben = await Client.join(host, room);
  await ada.client.next();
  return {
    ada: ada.client,
    ben: ben.client,
    adas: ada.joined,
    bens: ben.joined,
  };
}

/** Says something to the peer, and waits until it has arrived unchanged. */
export async function relay(from: Client, to: Client, seq = 1): Promise<void> {
  const frame = ` {"data":"\\u0041","seq":${seq},"ack":0,"type":"signal"}`;
  from.sendFrame(frame);
  const heard = await to.nextFrame();
  assert(heard === frame, `${heard} is not ${frame}`);
}
