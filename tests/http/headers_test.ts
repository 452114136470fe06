import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { contentSecurityPolicy, nonceOf, protect } from "../../http/headers.ts";

describe("contentSecurityPolicy()", () => {
  it("lets only scripts with the nonce run", () => {
    const policy = contentSecurityPolicy("abc");
    assertStringIncludes(policy, "script-src 'nonce-abc' 'strict-dynamic'");
    assert(!policy.includes("unsafe"));
  });

  it("lets no script run without a nonce", () => {
    assertStringIncludes(contentSecurityPolicy(null), "script-src 'none'");
  });
});

describe("nonceOf()", () => {
  it("finds the nonce that the policy was made with", () => {
    assertEquals(nonceOf(contentSecurityPolicy("a-b_c9")), "a-b_c9");
  });

  it("finds none where there is none", () => {
    assertEquals(nonceOf(null), null);
    assertEquals(nonceOf(contentSecurityPolicy(null)), null);
  });
});

describe("protect()", () => {
  it("replaces a looser policy and keeps its nonce", () => {
    const headers = new Headers({
      "content-security-policy":
        "default-src 'self'; script-src 'self' 'nonce-n1'; style-src 'unsafe-inline'",
    });
    protect(headers, false);
    assertEquals(
      headers.get("content-security-policy"),
      contentSecurityPolicy("n1"),
    );
  });

  it("asks for TLS only where there is TLS", () => {
    const plain = new Headers(), secure = new Headers();
    protect(plain, false);
    protect(secure, true);
    assertEquals(plain.get("strict-transport-security"), null);
    assert(secure.get("strict-transport-security"));
  });
});
