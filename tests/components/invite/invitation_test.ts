import { assert, assertEquals, assertFalse } from "@std/assert";
import { fc } from "../../fast_check.ts";
import {
  mailAddress,
  shareData,
} from "../../../components/invite/invitation.ts";

const LINK = "https://duet.example/room/brave-otter-41#1.AbC-_9dEf";

/** What a mail program makes of a `mailto:` address. */
function opened(address: string): { subject: string; body: string } {
  const [scheme, query = ""] = address.split("?");
  assertEquals(scheme, "mailto:");
  const fields = new Map(
    query.split("&").map((field) => {
      const [name = "", value = ""] = field.split("=");
      return [name, decodeURIComponent(value)];
    }),
  );
  return {
    subject: fields.get("subject") ?? "",
    body: fields.get("body") ?? "",
  };
}

Deno.test("mailAddress() carries the link whole, its fragment too", () => {
  const { body } = opened(mailAddress(LINK));
  assert(body.split("\r\n").includes(LINK), body);
});

Deno.test("mailAddress() is one address, whatever the room is called", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), (name) => {
    const url = `https://duet.example/room/${encodeURIComponent(name)}#1.x`;
    const address = mailAddress(url);
    // Anything else would be read as another field, or cut off.
    assertEquals(address.match(/[&?]/g), ["?", "&"]);
    assertFalse(/[#\s"<>]/.test(address));
    assert(opened(address).body.split("\r\n").includes(url));
  }));
});

Deno.test("an invitation's titles say nothing of the link", () => {
  const { title, text, url } = shareData(LINK);
  assertEquals(url, LINK);
  for (const shown of [title, text, opened(mailAddress(LINK)).subject]) {
    assertFalse(/brave|otter|AbC/.test(shown), shown);
  }
});
