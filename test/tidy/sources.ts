import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import ts from 'typescript';

export const root = join(import.meta.dirname, '../..');

export interface SourceFile {
  /** Path from the root. */
  readonly path: string;
  readonly text: string;
  readonly lines: number;
  readonly imports: readonly Import[];
  /** Names that the file exports; `*` for a re-export of everything. */
  readonly exports: readonly string[];
}

export interface Import {
  readonly specifier: string;
  readonly names: readonly string[];
  readonly isTypeOnly: boolean;
  /** For a relative import: the path from the root. */
  readonly target: string | undefined;
}

/** All TypeScript files that git knows or would add. */
export function readSources(): readonly SourceFile[] {
  const listing = execFileSync(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts', '*.tsx'],
    { cwd: root, encoding: 'utf8' },
  );
  return listing
    .split('\n')
    .filter((path) => path !== '' && !path.endsWith('.d.ts') && existsSync(join(root, path)))
    .map((path) => readSource(path, readFileSync(join(root, path), 'utf8')));
}

/** What a text says, if it stood in a file at this path from the root. */
export function readSource(path: string, text: string): SourceFile {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2023);
  const imports: Import[] = [];
  const exports: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) imports.push(readImport(node, path));
    if (ts.isExportDeclaration(node)) readReExport(node, path, imports, exports);
    if (ts.isImportTypeNode(node)) imports.push(...readImportType(node, path));
    if (isDynamicImport(node)) imports.push(importOf(node.arguments[0].text, ['*'], false, path));
    if (isExported(node)) exports.push(...namesOf(node));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { path, text, lines: text.split('\n').length - 1, imports, exports };
}

function readImport(node: ts.ImportDeclaration, path: string): Import {
  const specifier = (node.moduleSpecifier as ts.StringLiteral).text;
  const clause = node.importClause;
  const bindings = clause?.namedBindings;
  const names = bindings
    ? ts.isNamedImports(bindings)
      ? bindings.elements.map((element) => (element.propertyName ?? element.name).text)
      : ['*']
    : [];
  const isTypeOnly = clause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
  return importOf(specifier, clause?.name ? ['default', ...names] : names, isTypeOnly, path);
}

function readReExport(
  node: ts.ExportDeclaration,
  path: string,
  imports: Import[],
  exports: string[],
): void {
  const clause = node.exportClause;
  const elements = clause && ts.isNamedExports(clause) ? clause.elements : [];
  // A type in a room's index belongs to the signatures beside it, whether or not it is named elsewhere.
  if (!node.isTypeOnly) {
    exports.push(...(clause ? elements.map((element) => element.name.text) : ['*']));
  }
  if (!node.moduleSpecifier) return;
  const names = clause
    ? elements.map((element) => (element.propertyName ?? element.name).text)
    : ['*'];
  const specifier = (node.moduleSpecifier as ts.StringLiteral).text;
  imports.push(importOf(specifier, names, node.isTypeOnly, path));
}

function importOf(
  specifier: string,
  names: readonly string[],
  isTypeOnly: boolean,
  path: string,
): Import {
  const target = specifier.startsWith('.') ? normalize(join(dirname(path), specifier)) : undefined;
  return { specifier, names, isTypeOnly, target };
}

function readImportType({ argument }: ts.ImportTypeNode, path: string): readonly Import[] {
  if (!ts.isLiteralTypeNode(argument) || !ts.isStringLiteral(argument.literal)) return [];
  return [importOf(argument.literal.text, ['*'], true, path)];
}

/** `import('x')` and `require('x')`. */
function isDynamicImport(
  node: ts.Node,
): node is ts.CallExpression & { arguments: [ts.StringLiteral] } {
  return (
    ts.isCallExpression(node) &&
    (node.expression.kind === ts.SyntaxKind.ImportKeyword ||
      (ts.isIdentifier(node.expression) && node.expression.text === 'require')) &&
    node.arguments[0] !== undefined &&
    ts.isStringLiteral(node.arguments[0])
  );
}

function isExported(node: ts.Node): boolean {
  return (
    ts.canHaveModifiers(node) &&
    (ts.getModifiers(node) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
  );
}

function namesOf(node: ts.Node): readonly string[] {
  if (ts.isVariableStatement(node)) {
    return node.declarationList.declarations.map(({ name }) => (name as ts.Identifier).text);
  }
  const { name } = node as ts.Node & { name?: ts.Identifier };
  return [name ? name.text : 'default'];
}
