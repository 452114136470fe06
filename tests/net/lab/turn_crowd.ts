/**
 * Many people at one address, who ask the app for TURN credentials and the TURN
 * server for relays; to be run on one of the lab's machines. The argument is a
 * {@linkcode Task} as JSON, the output one line of {@linkcode RelayHoldings}. All is
 * held until standard input ends.
 *
 * @module
 */
import type { IceServer } from "../../../signalling/protocol.ts";
import { Client } from "../../signalling/client.ts";
import type { RoomAccess } from "../../signalling/server.ts";
import { TurnClient, type TurnUser } from "./turn_client.ts";

/** Where the app and the TURN server are. */
interface Servers {
  readonly app: string;
  readonly turn: { hostname: string; port: number };
}

/** What to do there. */
export type CrowdTask =
  /** Joins one room again and again, and takes as many relays as there are. */
  | { readonly kind: "hoard"; room: RoomAccess; joins: number }
  /** Joins each room once, and takes that many relays in each. */
  | { readonly kind: "call"; rooms: RoomAccess[]; relaysEach: number };

/** The same, with where it leads. */
export type Task = Servers & CrowdTask;

/** What came of it. */
export interface RelayHoldings {
  /** How often credentials were handed out. */
  readonly handedOut: number;
  /** How many users of the TURN server they name. */
  readonly users: number;
  /** How many relays are held now. */
  readonly relays: number;
  /** What the TURN server said to those who got none. */
  readonly refusals: number[];
}

class Crowd {
  readonly #servers: Servers;
  readonly #credentials: TurnUser[] = [];
  readonly #relays: TurnClient[] = [];
  readonly #refusals = new Set<number>();

  constructor(servers: Servers) {
    this.#servers = servers;
  }

  get holdings(): RelayHoldings {
    const users = this.#credentials.map(({ username }) =>
      username.split(":")[1]
    );
    return {
      handedOut: users.length,
      users: new Set(users).size,
      relays: this.#relays.length,
      refusals: [...this.#refusals],
    };
  }

  async hoard(room: RoomAccess, joins: number): Promise<void> {
    const owner = await this.#join(room);
    for (let visit = 1; visit < joins; visit++) {
      const visitor = await this.#join(room);
      await this.#hear(owner);
      visitor.send({ type: "leave" });
      await visitor.closed;
      await this.#hear(owner);
    }
    for (const user of this.#credentials) {
      while (await this.#allocate(user));
    }
  }

  async call(rooms: readonly RoomAccess[], relaysEach: number): Promise<void> {
    const alone: Client[] = [];
    for (const room of rooms) {
      const before = this.#credentials.length;
      const person = await this.#join(room);
      if (this.#credentials.length === before) alone.push(person);
    }
    for (const person of alone) await this.#hear(person);
    for (const user of this.#credentials) {
      for (let count = 0; count < relaysEach; count++) {
        await this.#allocate(user);
      }
    }
  }

  async #join(room: RoomAccess): Promise<Client> {
    const client = await Client.open({ host: this.#servers.app }, room);
    client.send({ type: "join", token: room.token });
    await this.#hear(client);
    return client;
  }

  async #hear(client: Client): Promise<void> {
    const message = await client.next();
    if (message.type !== "joined" && message.type !== "peer") {
      throw new Error(JSON.stringify(message));
    }
    for (const server of message.ice ?? []) this.#take(server);
  }

  #take({ username, credential }: IceServer): void {
    if (username === undefined || credential === undefined) return;
    this.#credentials.push({ username, credential });
  }

  async #allocate(user: TurnUser): Promise<boolean> {
    const client = await TurnClient.connect(this.#servers.turn, user);
    const answer = await client.allocate(4);
    if (answer === 200) this.#relays.push(client);
    else {
      this.#refusals.add(answer);
      client[Symbol.dispose]();
    }
    return answer === 200;
  }
}

if (import.meta.main) {
  const task: Task = JSON.parse(Deno.args[0] ?? "");
  const crowd = new Crowd(task);
  if (task.kind === "hoard") await crowd.hoard(task.room, task.joins);
  else await crowd.call(task.rooms, task.relaysEach);
  console.log(JSON.stringify(crowd.holdings));
  await Deno.stdin.readable.pipeTo(new WritableStream());
  Deno.exit();
}
