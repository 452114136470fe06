import { assertEquals } from "@std/assert";

Deno.test("dispose_symbol gives a browser without Symbol.dispose one, before classes are made", async () => {
  const script = `
    // What the engine has cannot be deleted: another one without it.
    const whole = Symbol;
    globalThis.Symbol = (name) => whole(name);
    for (const key of Reflect.ownKeys(whole)) {
      if (key === "dispose") continue;
      const it = Object.getOwnPropertyDescriptor(whole, key);
      Object.defineProperty(Symbol, key, it);
    }
    console.log(typeof Symbol.dispose);
    const { FullScreen } = await import("./call/stage/full_screen.ts");
    console.log(
      Symbol.dispose === Symbol.for("Symbol.dispose"),
      typeof FullScreen.prototype[Symbol.dispose],
      "undefined" in FullScreen.prototype,
    );`;
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", "--no-lock", script],
    cwd: new URL("../../", import.meta.url),
    env: { NO_COLOR: "1" },
  }).output();
  assertEquals(
    new TextDecoder().decode(stdout),
    "undefined\ntrue function false\n",
  );
});
