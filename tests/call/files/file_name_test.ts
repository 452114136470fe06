import { assert, assertEquals } from "@std/assert";
import {
  fileName,
  MAX_FILE_NAME_BYTES,
  MAX_FILE_NAME_CHARS,
  splitExtension,
} from "../../../call/files/file_name.ts";
import { graphemes, utf8Bytes } from "../../../call/messages/graphemes.ts";
import { fc } from "../../fast_check.ts";
import { GOOD_TEXTS } from "../messages/good_texts.ts";

Deno.test("fileName() leaves ordinary names alone", () => {
  for (
    const name of ["plan.pdf", "Häuser (2).jpg", "写真.heic", "a b.tar.gz"]
  ) {
    assertEquals(fileName(name), name);
  }
  for (const [script, text] of Object.entries(GOOD_TEXTS)) {
    if (/[<>]/.test(text)) continue;
    assertEquals(fileName(`${text}.pdf`), `${text}.pdf`, script);
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
    ["CON .txt", "_CON .txt"],
    ["com¹.log", "_com¹.log"],
    ["CONIN$", "_CONIN$"],
    ["plan.pdf\u2800\u2800\u00a0\u3000.exe", "plan.pdf .exe"],
    ["plan.exe\u2800.", "plan.exe"],
    [".\u2800.exe", "exe"],
    ["plan.e\u200cx\u{e0041}e", "plan.exe"],
    ["\u3164", "file"],
    ["\u0301", "file"],
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

Deno.test("fileName() keeps both extensions of a packed file, and no sentence for one", () => {
  const long = "long ".repeat(40);
  for (const end of [".tar.gz", ".tar.zst", ".user.js", ".pdf.exe", ".7z"]) {
    assert(fileName(`${long}${end}`).endsWith(`…${end}`), end);
  }
  assert(fileName(`${long}. Then this.pdf`).endsWith("….pdf"));
  assert(fileName(`${long}v1.2024 final.pdf`).endsWith("….pdf"));
});

Deno.test("splitExtension() takes off what says of which kind a file is", () => {
  const cases: [string, string, string][] = [
    ["plan.pdf", "plan", ".pdf"],
    ["a b.tar.gz", "a b", ".tar.gz"],
    ["می‌خواهم.7z", "می‌خواهم", ".7z"],
    ["README", "README", ""],
    ["Dr. Who", "Dr. Who", ""],
    ["1.2.3", "1.2", ".3"],
  ];
  for (const [name, ...parts] of cases) {
    assertEquals([...splitExtension(name)], parts);
  }
});

Deno.test("fileName() cuts between graphemes, at what file systems keep", () => {
  const family = "👩‍👩‍👧‍👦";
  const name = fileName(`${family.repeat(20)}.tar.gz`);
  assertEquals(name, `${family.repeat(9)}….tar.gz`);
  for (const letter of ["é", "漢", "क्‍ष", family, "🇩🇪", "x"]) {
    for (let count = 1; count < 260; count++) {
      const claimed = `${letter.repeat(count)}.tar.gz`;
      const name = fileName(claimed);
      const rest = name.replaceAll(letter, "");
      assert(rest === ".tar.gz" || rest === "….tar.gz", name);
      assert([...graphemes(name)].length <= MAX_FILE_NAME_CHARS);
      assert(utf8Bytes(name) <= MAX_FILE_NAME_BYTES);
    }
  }
});

Deno.test("fileName() never gives a path or anything hidden, whatever is claimed", () => {
  const unit = fc.constantFrom(
    ..."a.…/\\: \n\u2800\u200b\u200d\u202e\u0301\u3164م",
    "con",
    ".tar.gz",
    "👩\u200d",
  );
  const claims = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit, maxLength: 300, size: "max" }),
  );
  fc.assert(fc.property(claims, (claimed) => {
    const name = fileName(claimed);
    assert(
      name.length > 0 && !/[/\\:\p{Cc}\p{Bidi_Control}]|^[.\s]/u.test(name),
    );
    assert(!/[\u200b\u2060\u3164]|[.\s\u2800]$/.test(name), name);
    assert(utf8Bytes(name) <= MAX_FILE_NAME_BYTES);
    assertEquals(fileName(name), name);
  }));
});
