import { assertEquals } from "@std/assert";
import { fc } from "../../fast_check.ts";
import { PeerLink } from "../../../call/peer/peer_link.ts";
import type {
  Candidates,
  Description,
  Negotiated,
} from "../../../call/messages/peer_message.ts";

type Numbered = Description | Candidates;

function words(sdp: string): Negotiated {
  return {
    type: "description",
    from: "a",
    to: null,
    description: { type: "offer", sdp },
  };
}

/** A link, and what it sent which way. */
function setUp() {
  const way = { open: true };
  const channel: Numbered[] = [], server: Numbered[] = [];
  const link = new PeerLink({
    channel(message) {
      if (way.open) channel.push(message);
      return way.open;
    },
    server: (message) => server.push(message),
  });
  return { link, way, channel, server };
}

const sdps = (messages: Numbered[]) =>
  messages.map((m) => m.type === "description" ? m.description.sdp : "");

Deno.test("PeerLink speaks through the server until the channel is trusted", () => {
  const { link, way, channel, server } = setUp();
  way.open = false;
  link.send(words("offer"));
  assertEquals(sdps(server), ["offer"]);
  way.open = true;
  link.trust(true);
  link.send(words("later"));
  assertEquals(sdps(channel), ["later"]);
  assertEquals(sdps(server), ["offer"]);
});

Deno.test("PeerLink says through the server again what a dead channel may have lost", () => {
  const { link, channel, server } = setUp();
  link.trust(true);
  link.send(words("one"));
  link.send(words("two"));
  link.accept({ ...words("answer"), seq: 1, ack: 1 } as Description);
  assertEquals(sdps(channel), ["one", "two"]);
  link.trust(false);
  assertEquals(sdps(server), ["two"]);
  assertEquals(server[0]?.ack, 1);
});

Deno.test("PeerLink uses both ways while the channel is in doubt", () => {
  const { link, channel, server } = setUp();
  link.trust(true);
  link.trust(false);
  link.send(words("restart"));
  assertEquals(sdps(channel), ["restart"]);
  assertEquals(sdps(server), ["restart"]);
});

Deno.test("PeerLink hands over each message once and in order, whichever way dies when", () => {
  const step = fc.constantFrom("say", "doubt", "trust", "carry", "relay");
  fc.assert(fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
    const { link, channel, server } = setUp();
    const other = setUp();
    const said: string[] = [], heard: string[] = [];
    let trusted = false;
    const hand = (message: Numbered | undefined) => {
      if (message && other.link.accept(message)) heard.push(...sdps([message]));
    };
    for (const now of steps) {
      if (now === "say" && said.length < 40) {
        said.push(`${said.length}`);
        link.send(words(`${said.length - 1}`));
      } else if (now === "trust") link.trust(trusted = true);
      else if (now === "doubt") {
        // A channel that is given up on has lost what was on its way.
        if (trusted) channel.length = 0;
        link.trust(trusted = false);
      } else if (now === "carry") hand(channel.shift());
      else hand(server.shift());
    }
    link.trust(true);
    link.trust(false);
    while (server.length > 0) hand(server.shift());
    assertEquals(heard, said);
  }));
});
