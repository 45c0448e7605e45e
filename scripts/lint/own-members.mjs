/**
 * Names that come from outside may be `constructor` or `__proto__`. `record[name]` with such a name
 * finds what every object inherits, and assigning to it changes the object's prototype. This rule
 * refuses both on types with a string index; `member`, `Map` and `Object.fromEntries` do it right.
 */
import { ESLintUtils } from '@typescript-eslint/utils';
import ts from 'typescript';

export const ownMembers = ESLintUtils.RuleCreator.withoutDocs({
  defaultOptions: [],
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      read: 'This name may be one that every object has, such as "constructor": use member(record, name) or a Map.',
      write:
        'This name may be "__proto__": use Object.fromEntries, a Map or setMember(record, name, value).',
    },
  },
  create(context) {
    const services = ESLintUtils.getParserServices(context);
    const checker = services.program.getTypeChecker();
    return {
      MemberExpression(node) {
        if (!node.computed || !isOpenName(services.getTypeAtLocation(node.property), node.property))
          return;
        const record = services.getTypeAtLocation(node.object);
        if (!hasStringIndex(checker, record)) return;
        const { parent } = node;
        const isWritten = parent.type === 'AssignmentExpression' && parent.left === node;
        if (!isWritten && isGuarded(node, context.sourceCode)) return;
        context.report({ node: node.property, messageId: isWritten ? 'write' : 'read' });
      },
    };
  },
});

/** A text that is not one of a few known ones. */
function isOpenName(type, node) {
  if (node.type === 'Literal') return false;
  const parts = type.isUnion() ? type.types : [type];
  return parts.some(
    ({ flags }) =>
      (flags & ts.TypeFlags.String) !== 0 || (flags & ts.TypeFlags.TemplateLiteral) !== 0,
  );
}

function hasStringIndex(checker, type) {
  const parts = type.isUnion() ? type.types : [type];
  return parts.some((part) => checker.getIndexInfoOfType(part, ts.IndexKind.String) !== undefined);
}

/** `Object.hasOwn(record, name) ? record[name] : …` and `Object.hasOwn(record, name) && record[name]`. */
function isGuarded(node, sourceCode) {
  const wanted = `Object.hasOwn(${sourceCode.getText(node.object)}, ${sourceCode.getText(node.property)})`;
  for (let at = node; at.parent; at = at.parent) {
    const { parent } = at;
    if (
      parent.type === 'ConditionalExpression' &&
      parent.consequent === at &&
      sourceCode.getText(parent.test).includes(wanted)
    )
      return true;
    if (
      parent.type === 'LogicalExpression' &&
      parent.right === at &&
      sourceCode.getText(parent.left).includes(wanted)
    )
      return true;
    if (/Statement|Function|Arrow/.test(at.type)) return false;
  }
  return false;
}
