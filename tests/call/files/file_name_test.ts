import { assert, assertEquals } from "@std/assert";
import {
  fileName,
  MAX_FILE_NAME_CHARS,
} from "../../../call/files/file_name.ts";
import { fc } from "../../fast_check.ts";

Deno.test("fileName() leaves ordinary names alone", () => {
  for (
    const name of ["plan.pdf", "Häuser (2).jpg", "写真.heic", "a b.tar.gz"]
  ) {
    assertEquals(fileName(name), name);
  }
});

Deno.test("fileName() makes a name of a path, a trick and nothing", () => {
  const cases: [string, string][] = [
    ["../../etc/passwd", "_.._etc_passwd"],
    ["C:\\boot.ini", "C__boot.ini"],
    [".bashrc", "bashrc"],
    ["con.txt", "_con.txt"],
    ["Lpt1", "_Lpt1"],
    ["console.log", "console.log"],
    ["invoice\u202Efdp.exe", "invoicefdp.exe"],
    ["a\u200Bb\u0000c\nd", "abc d"],
    ["name. ", "name"],
    ["...", "file"],
    ["", "file"],
  ];
  for (const [claimed, name] of cases) assertEquals(fileName(claimed), name);
});

Deno.test("fileName() shortens in the middle, and keeps what the file is", () => {
  const name = fileName(`${"long ".repeat(40)}.pdf`);
  assertEquals([...name].length, MAX_FILE_NAME_CHARS);
  assert(name.endsWith("….pdf"));
  assertEquals(
    [...fileName(`x.${"y".repeat(200)}`)].length,
    MAX_FILE_NAME_CHARS,
  );
});

Deno.test("fileName() never gives a path or anything hidden, whatever is claimed", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (claimed) => {
    const name = fileName(claimed);
    assert(name.length > 0 && !/[/\\:\p{Cc}\p{Cf}]|^\./u.test(name), name);
  }));
});
