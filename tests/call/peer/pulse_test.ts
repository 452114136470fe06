import { assertEquals } from "@std/assert";
import { Pulse, type PulseHandlers } from "../../../call/peer/pulse.ts";

Deno.test("Pulse goes on after statistics that were refused", async () => {
  let asked = 0;
  const pc: ConstructorParameters<typeof Pulse>[0] = {
    signalingState: "stable",
    getStats: () =>
      asked++ === 0
        ? Promise.reject(new DOMException("injected", "InvalidStateError"))
        : Promise.resolve(new Map()),
  };
  const flows = await new Promise<boolean>((resolve) => {
    const handlers: PulseHandlers = {
      onFinding: () => {},
      onLook(flows) {
        pulse[Symbol.dispose]();
        resolve(flows);
      },
      beat: () => {},
    };
    const pulse = new Pulse(pc, handlers);
  });
  assertEquals([flows, asked], [true, 3]);
});
