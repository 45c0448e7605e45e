/** State that a module keeps between calls: what a pure function must not have. */
import ts from 'typescript';

const collections = ['Map', 'Set', 'WeakMap', 'WeakSet', 'Array'];
const writers =
  /^(?:set|add|delete|clear|push|pop|shift|unshift|splice|sort|reverse|fill|copyWithin)$/;

/** Names of the variables at the top of a file that are assigned, or whose content is written. */
export function moduleState(path: string, text: string): readonly string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true);
  const found = new Set<string>();
  const kept = new Set<string>();
  for (const statement of source.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    const isConstant = (statement.declarationList.flags & ts.NodeFlags.Const) !== 0;
    for (const { name, initializer } of statement.declarationList.declarations) {
      if (!isConstant) found.add(name.getText());
      else if (ts.isIdentifier(name) && isCollection(initializer)) kept.add(name.text);
    }
  }
  const visit = (node: ts.Node): void => {
    const name = writtenIn(node);
    if (name !== undefined && kept.has(name)) found.add(name);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return [...found].sort();
}

function isCollection(value: ts.Expression | undefined): boolean {
  if (value === undefined) return false;
  if (ts.isArrayLiteralExpression(value) || ts.isObjectLiteralExpression(value)) return true;
  if (!ts.isNewExpression(value)) return false;
  return collections.includes(value.expression.getText());
}

/** `name.set(…)`, `name.x = …`, `name[0]++`, `delete name.x`. */
function writtenIn(node: ts.Node): string | undefined {
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
    const { expression, name } = node.expression;
    return writers.test(name.text) ? nameOf(expression) : undefined;
  }
  if (ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind)) {
    return ownerOf(node.left);
  }
  if (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) {
    const isStep = [ts.SyntaxKind.PlusPlusToken, ts.SyntaxKind.MinusMinusToken].includes(
      node.operator,
    );
    return isStep ? ownerOf(node.operand) : undefined;
  }
  return ts.isDeleteExpression(node) ? ownerOf(node.expression) : undefined;
}

function isAssignment(kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

/** Of `name.x` and `name[x]`. */
function ownerOf(node: ts.Expression): string | undefined {
  return ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)
    ? nameOf(node.expression)
    : undefined;
}

function nameOf(node: ts.Expression): string | undefined {
  return ts.isIdentifier(node) ? node.text : undefined;
}
