import { assertEquals } from "@std/assert";
import {
  loadView,
  saveView,
  type ViewChoice,
} from "../../../call/stage/view_memory.ts";

const USUAL: ViewChoice = {
  fill: false,
  selfShown: true,
  corner: "top-right",
  letterKeys: true,
};

function storage(kept: string | null = null) {
  return {
    getItem: () => kept,
    setItem: (_key: string, value: string) => void (kept = value),
    removeItem: () => void (kept = null),
  };
}

Deno.test("loadView() gives back what saveView() was given", () => {
  const store = storage();
  const chosen: ViewChoice = {
    fill: true,
    selfShown: false,
    corner: "bottom-left",
    letterKeys: false,
  };
  saveView(() => store, chosen);
  assertEquals(loadView(() => store), chosen);
});

Deno.test("loadView() gives the usual for each thing that is missing or nonsense", () => {
  for (
    const kept of [null, "", "[", "7", "[]", "null", '{"corner":"middle"}']
  ) {
    assertEquals(loadView(() => storage(kept)), USUAL, String(kept));
  }
  const half = storage('{"fill":true,"selfShown":"no"}');
  assertEquals(loadView(() => half), { ...USUAL, fill: true });
});

Deno.test("loadView() and saveView() do without a storage", () => {
  const blocked = () => {
    throw new DOMException("blocked", "SecurityError");
  };
  assertEquals(loadView(blocked), USUAL);
  saveView(blocked, USUAL);
});
