import { assertEquals } from "@std/assert";
import {
  ServerList,
  type ServerListPort,
  usableServers,
} from "../../../call/peer/server_list.ts";

const OLD = [{ urls: ["turn:t.example"], username: "1", credential: "x" }];
const NEW = [{ urls: ["turn:t.example"], username: "2", credential: "y" }];

/** As browsers do with credentials that are missing, and with wrong ports. */
function accepts(servers: readonly RTCIceServer[]): boolean {
  return servers.every(({ username, urls }) =>
    username !== "" && ![urls].flat().includes("stun:a:99999")
  );
}

class FakeConnection implements ServerListPort {
  connectionState: RTCPeerConnectionState = "new";
  readonly configurations: RTCConfiguration[] = [];

  getConfiguration(): RTCConfiguration {
    return this.configurations.at(-1) ?? { bundlePolicy: "max-bundle" };
  }

  setConfiguration(configuration: RTCConfiguration): void {
    if (!accepts(configuration.iceServers ?? [])) {
      throw new DOMException("no", "InvalidAccessError");
    }
    this.configurations.push(configuration);
  }

  get servers(): RTCIceServer[] | undefined {
    return this.getConfiguration().iceServers;
  }
}

Deno.test("ServerList.take() hands servers to a connection that is not up yet, once", () => {
  const pc = new FakeConnection();
  const list = new ServerList(pc, accepts);
  list.take(OLD);
  list.take([...OLD]);
  assertEquals(pc.configurations, [
    { bundlePolicy: "max-bundle", iceServers: OLD },
  ]);
  pc.connectionState = "disconnected";
  list.take(NEW);
  assertEquals(pc.servers, NEW);
});

Deno.test("ServerList.take() keeps new credentials of a call that works for its next restart", () => {
  const pc = new FakeConnection();
  const list = new ServerList(pc, accepts);
  list.take(OLD);
  pc.connectionState = "connected";
  list.take([{ urls: ["turn:between.example"] }]);
  list.take(NEW);
  assertEquals(pc.servers, OLD);
  list.use();
  assertEquals(pc.servers, NEW);
  assertEquals(pc.configurations.length, 2);
  list.use();
  assertEquals(pc.configurations.length, 2);
});

Deno.test("ServerList.take() keeps the servers before where the browser takes no others", () => {
  const pc = new FakeConnection();
  const list = new ServerList(pc, accepts);
  list.take(OLD);
  list.take([{ urls: ["turn:t.example"], username: "" }]);
  assertEquals(pc.servers, OLD);
  list.take(NEW);
  assertEquals(pc.servers, NEW);
});

Deno.test("ServerList.take() leaves out each address that the browser refuses", () => {
  const pc = new FakeConnection();
  const list = new ServerList(pc, accepts);
  const mixed = [
    { urls: ["stun:a:99999", "stun:b"] },
    { urls: ["turn:t"], username: "" },
    ...OLD,
  ];
  list.take(mixed);
  const usable = [{ urls: ["stun:b"] }, ...OLD];
  assertEquals(pc.servers, usable);
  assertEquals(usableServers(mixed, accepts), usable);
  // Told once more, nothing is gathered anew.
  list.take(mixed);
  assertEquals(pc.configurations.length, 1);
});
