import { assert, assertEquals } from "@std/assert";
import { fc } from "../fast_check.ts";
import {
  type AddressRange,
  clientAddress,
  countedAs,
  parseAddress,
  parseRange,
} from "../../signalling/address.ts";

function counted(text: string): string | null {
  const address = parseAddress(text);
  return address && countedAs(address);
}

function ranges(...texts: string[]): AddressRange[] {
  return texts.map((text) => {
    const range = parseRange(text);
    assert(range !== null, text);
    return range;
  });
}

Deno.test("countedAs() tells IPv4 addresses apart", () => {
  assertEquals(counted("192.0.2.1"), counted(" 192.0.2.1:4711 "));
  assert(counted("192.0.2.1") !== counted("192.0.2.2"));
});

Deno.test("countedAs() takes an IPv6 /64 for one", () => {
  assertEquals(counted("2001:db8:0:1::1"), counted("[2001:db8:0:1:f::]:443"));
  assertEquals(counted("fe80::1%eth0"), counted("fe80::2"));
  assert(counted("2001:db8:0:1::1") !== counted("2001:db8:0:2::1"));
});

Deno.test("countedAs() takes a mapped IPv4 address for the IPv4 address", () => {
  assertEquals(counted("::ffff:192.0.2.1"), counted("192.0.2.1"));
  assertEquals(counted("::ffff:c000:201"), counted("192.0.2.1"));
});

Deno.test("parseAddress() reads every way of writing an IPv6 address", () => {
  for (const text of ["1:0:0:0:0:0:0:2", "1::2", "0001::0002", "1::0.0.0.2"]) {
    assertEquals(parseAddress(text), { version: 6, value: 1n << 112n | 2n });
  }
  assertEquals(parseAddress("::"), { version: 6, value: 0n });
  assertEquals(parseAddress("::1"), { version: 6, value: 1n });
  assertEquals(parseAddress("8::"), { version: 6, value: 8n << 112n });
});

Deno.test("parseAddress() refuses what is no address", () => {
  const bad = [
    "",
    "unknown",
    "256.0.0.1",
    "1.2.3",
    ":::",
    "1::2::3",
    "[::1",
    "g::",
  ];
  for (const text of bad) assertEquals(parseAddress(text), null, text);
});

Deno.test("parseAddress() never throws", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => {
    parseAddress(text);
    parseRange(text);
  }));
  fc.assert(fc.property(fc.ipV6(), (text) => {
    assert(parseAddress(text) !== null);
  }));
});

Deno.test("parseRange() refuses a prefix that is too long", () => {
  assert(parseRange("10.0.0.0/32"));
  assertEquals(parseRange("10.0.0.0/33"), null);
  assertEquals(parseRange("::/129"), null);
  assertEquals(parseRange("10.0.0.0/"), null);
});

Deno.test("clientAddress() believes nobody by default", () => {
  assertEquals(clientAddress("192.0.2.1", "198.51.100.7", []), "4:3221225985");
});

Deno.test("clientAddress() believes a configured proxy, and no one before it", () => {
  const proxies = ranges("10.0.0.0/8", "2001:db8::1");
  const of = (remote: string, header: string | null) =>
    clientAddress(remote, header, proxies);
  const client = counted("198.51.100.7");
  assertEquals(of("10.1.2.3", "198.51.100.7"), client);
  assertEquals(of("2001:db8::1", "198.51.100.7"), client);
  assertEquals(of("10.1.2.3", "1.1.1.1, 198.51.100.7, 10.9.9.9"), client);
  assertEquals(of("11.1.2.3", "198.51.100.7"), counted("11.1.2.3"));
  assertEquals(of("2001:db8::2", "198.51.100.7"), counted("2001:db8::2"));
});

Deno.test("clientAddress() counts the proxy itself when it says nothing of use", () => {
  const proxies = ranges("10.0.0.1");
  assertEquals(clientAddress("10.0.0.1", null, proxies), counted("10.0.0.1"));
  assertEquals(
    clientAddress("10.0.0.1", "1.1.1.1, nonsense", proxies),
    counted("10.0.0.1"),
  );
});

Deno.test("clientAddress() has one name for whoever has no address", () => {
  assertEquals(clientAddress(null, null, []), "unknown");
});
