/** What code uses of the language and the platform, by the compiler's types. @module */
import ts from "npm:typescript@5.9.3";
import { OLDEST_BROWSERS } from "../../browsers.ts";
import { featureAt, lacking } from "./data.ts";

/** One use. */
export interface Use {
  /** In the data, such as `api.URL.parse_static`. */
  readonly key: string;
  readonly file: string;
  readonly line: number;
  /** Whether it happens while its module starts, outside every function. */
  readonly atStart: boolean;
}

/** What is used, and what is asked for by `in`. */
export interface Findings {
  readonly uses: readonly Use[];
  /** Places where `in` looks into what the browser has, as `file:line`. */
  readonly asked: readonly string[];
}

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ["lib.esnext.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
  jsx: ts.JsxEmit.ReactJSX,
  jsxImportSource: "preact",
  allowImportingTsExtensions: true,
  noEmit: true,
  skipLibCheck: true,
  types: [],
  strict: true,
};

/** What the files use that these lead to, dynamic imports included. */
export function findUses(root: string, entries: readonly string[]): Findings {
  const program = ts.createProgram(
    entries.map((entry) => `${root}/${entry}`),
    OPTIONS,
  );
  const checker = program.getTypeChecker();
  const uses: Use[] = [];
  const asked: string[] = [];
  for (const source of program.getSourceFiles()) {
    const ours = source.fileName.startsWith(`${root}/`) &&
      !source.isDeclarationFile;
    if (!ours || source.fileName.includes("/node_modules/")) continue;
    const file = source.fileName.slice(root.length + 1);
    const visit = (node: ts.Node): void => {
      if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) {
        return;
      }
      if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) {
        return;
      }
      const start = source.getLineAndCharacterOfPosition(node.getStart());
      const line = start.line + 1;
      for (const key of keysOf(node, checker)) {
        uses.push({ key, file, line, atStart: isAtStart(node) });
      }
      if (asksByIn(node, checker)) asked.push(`${file}:${line}`);
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return { uses, asked };
}

function isAtStart(node: ts.Node): boolean {
  for (let at = node; !ts.isSourceFile(at); at = at.parent) {
    // The name of a method is read where its class is made.
    if (ts.isComputedPropertyName(at)) at = at.parent;
    else if (ts.isFunctionLike(at)) return false;
  }
  return true;
}

function asksByIn(node: ts.Node, checker: ts.TypeChecker): boolean {
  if (!ts.isBinaryExpression(node)) return false;
  if (node.operatorToken.kind !== ts.SyntaxKind.InKeyword) return false;
  const type = checker.getApparentType(checker.getTypeAtLocation(node.right));
  const parts = type.isUnionOrIntersection() ? type.types : [type];
  return /^(globalThis|window|self)$/.test(node.right.getText()) ||
    parts.some(({ symbol }) => symbol?.declarations?.some(isOfLibrary));
}

function isOfLibrary(declaration: ts.Declaration): boolean {
  const { fileName } = declaration.getSourceFile();
  return /[\\/]lib\.[^/]*\.d\.ts$/.test(fileName);
}

function keysOf(node: ts.Node, checker: ts.TypeChecker): string[] {
  if (ts.isRegularExpressionLiteral(node)) return keysOfPattern(node.text);
  if (ts.isBindingElement(node) && ts.isObjectBindingPattern(node.parent)) {
    const name = node.propertyName ?? node.name;
    const type = checker.getTypeAtLocation(node.parent);
    return ts.isIdentifier(name)
      ? keysOfSymbol(type.getProperty(name.text))
      : [];
  }
  if (!ts.isIdentifier(node)) return [];
  const { parent } = node;
  // The name of what is declared is no use.
  if (ts.isPropertyAssignment(parent) && parent.name === node) return [];
  if (ts.isBindingElement(parent)) return [];
  if (ts.isImportSpecifier(parent) || ts.isJsxAttribute(parent)) return [];
  return keysOfSymbol(checker.getSymbolAtLocation(node));
}

function keysOfPattern(text: string): string[] {
  const flags = text.slice(text.lastIndexOf("/") + 1);
  const keys: string[] = [];
  if (flags.includes("v")) keys.push("javascript.builtins.RegExp.unicodeSets");
  if (/\(\?[ims-]+:/.test(text)) {
    keys.push("javascript.regular_expressions.modifier");
  }
  return keys;
}

function keysOfSymbol(symbol: ts.Symbol | undefined): string[] {
  const keys = new Set<string>();
  for (const declaration of symbol?.declarations ?? []) {
    if (!isOfLibrary(declaration)) continue;
    const key = keyOf(declaration);
    if (key !== null) keys.add(key);
  }
  return [...keys];
}

/** Where the data has what a library of the compiler declares. */
function keyOf(declaration: ts.Declaration): string | null {
  const named = ts.getNameOfDeclaration(declaration);
  if (named === undefined) return null;
  const name = nameOf(named);
  const owner = ownerOf(declaration);
  const found = owner === null
    ? [`javascript.builtins.${name}`, `api.${name}`]
    : [
      `javascript.builtins.${owner.name}.${name}`,
      ...owner.isStatic ? [`api.${owner.name}.${name}_static`] : [],
      `api.${owner.name}.${name}`,
    ];
  return found.find((key) => featureAt(key) !== null) ??
    ofMixin(declaration, name);
}

/** Interfaces of the compiler's that go by another name in the data. */
const ALIASES: Readonly<Record<string, string>> = {
  IteratorObject: "Iterator",
  ReadonlyArray: "Array",
  ReadonlyMap: "Map",
  ReadonlySet: "Set",
};

/** Members of a mixin, which the data has with the interfaces that include it. */
function ofMixin(declaration: ts.Declaration, name: string): string | null {
  const { parent } = declaration;
  if (!ts.isInterfaceDeclaration(parent)) return null;
  const keys = includersOf(parent)
    .map((each) => `api.${each}.${name}`)
    .filter((key) => featureAt(key) !== null);
  // One of them has it everywhere, or none.
  const everywhere = (key: string) =>
    lacking(key, OLDEST_BROWSERS).length === 0;
  return keys.find(everywhere) ?? keys[0] ?? null;
}

const includers = new Map<ts.SourceFile, Map<string, string[]>>();

function includersOf(mixin: ts.InterfaceDeclaration): string[] {
  const file = mixin.getSourceFile();
  const known = includers.get(file) ?? new Map<string, string[]>();
  if (!includers.has(file)) {
    includers.set(file, known);
    for (const each of file.statements.filter(ts.isInterfaceDeclaration)) {
      for (const type of each.heritageClauses?.flatMap((c) => c.types) ?? []) {
        const base = type.expression.getText();
        known.set(base, [...known.get(base) ?? [], each.name.text]);
      }
    }
  }
  return known.get(mixin.name.text) ?? [];
}

function nameOf(name: ts.DeclarationName): string {
  return name.getText().replace(/^\[Symbol\.(\w+)\]$/, "Symbol.$1");
}

interface Owner {
  readonly name: string;
  readonly isStatic: boolean;
}

/** The interface that a member belongs to; `null`: it is a global. */
function ownerOf(declaration: ts.Declaration): Owner | null {
  const { parent } = declaration;
  if (ts.isInterfaceDeclaration(parent)) {
    const whole = parent.name.text;
    const isStatic = whole.endsWith("Constructor");
    const name = whole.replace(/Constructor$/, "");
    const space = ts.isModuleBlock(parent.parent)
      ? `${parent.parent.parent.name.getText()}.`
      : "";
    return { name: space + (ALIASES[name] ?? name), isStatic };
  }
  if (ts.isTypeLiteralNode(parent)) {
    const { parent: variable } = parent;
    if (!ts.isVariableDeclaration(variable)) return null;
    return { name: variable.name.getText(), isStatic: true };
  }
  if (ts.isModuleBlock(parent) && ts.isModuleDeclaration(parent.parent)) {
    return { name: parent.parent.name.text, isStatic: true };
  }
  return null;
}
