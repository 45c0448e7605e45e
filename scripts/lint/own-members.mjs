/**
 * Names that come from outside may be `constructor` or `__proto__`. `record[name]` with such a name
 * finds what every object inherits, and assigning to it changes what the object inherits. This rule
 * refuses both, wherever the name's type does not say which names there are; `member`, `setMember`,
 * `Map` and `Object.fromEntries` of them do it right.
 */
import ts from 'typescript';

const inheritedNames = Object.getOwnPropertyNames(Object.prototype);

export const ownMembers = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      read: 'This name may be one that every object has, such as "constructor": use member(record, name) or a Map.',
      write:
        'This name may be "__proto__": use setMember(record, name, value), Object.fromEntries or a Map.',
      test: 'This name may be one that every object has, such as "constructor": use Object.hasOwn(record, name) or a Map.',
      assign:
        'Object.assign loses a member named "__proto__": use { ...spread } or Object.fromEntries.',
    },
  },
  create(context) {
    const services = context.sourceCode.parserServices;
    const checker = services.program.getTypeChecker();

    const isOpen = (node) =>
      node.type === 'TemplateLiteral'
        ? mayBeInherited(node.quasis.map(({ value }) => value.cooked))
        : partsOf(services.getTypeAtLocation(node)).some(isOpenType);
    const isOpenName = (node) => isOpen(node.type === 'TSAsExpression' ? node.expression : node);
    const isRecord = (node) => isRecordType(services.getTypeAtLocation(node));
    const isRecordType = (type) =>
      partsOf(type).some(
        (part) => checker.getIndexInfoOfType(part, ts.IndexKind.String) !== undefined,
      );
    const isRecordOrSpreadOnes = (node) => {
      if (node.type !== 'SpreadElement') return isRecord(node);
      const item = checker.getIndexTypeOfType(
        services.getTypeAtLocation(node.argument),
        ts.IndexKind.Number,
      );
      return item !== undefined && isRecordType(item);
    };
    const partsOf = (type) => {
      const known = checker.getBaseConstraintOfType(type) ?? type;
      return known.isUnion() ? known.types : [known];
    };

    return {
      MemberExpression(node) {
        const { object, property } = node;
        if (!node.computed || !isOpenName(property)) return;
        // A name that was asserted to be one of a table's, which has no index then.
        if (property.type !== 'TSAsExpression' && !isRecord(object)) return;
        if (isDeleted(node)) return;
        if (isWritten(node)) context.report({ node: property, messageId: 'write' });
        else if (!isNameOf(property, object, context.sourceCode))
          context.report({ node: property, messageId: 'read' });
      },
      ObjectPattern(node) {
        for (const property of node.properties) {
          if (property.type !== 'Property' || !property.computed) continue;
          if (isOpenName(property.key) && isRecord(node))
            context.report({ node: property.key, messageId: 'read' });
        }
      },
      "BinaryExpression[operator='in']"({ left }) {
        if (left.type !== 'PrivateIdentifier' && isOpenName(left))
          context.report({ node: left, messageId: 'test' });
      },
      "CallExpression[callee.object.name='Object'][callee.property.name='assign']"(node) {
        const [, ...sources] = node.arguments;
        for (const source of sources) {
          if (isRecordOrSpreadOnes(source)) context.report({ node: source, messageId: 'assign' });
        }
      },
    };
  },
};

function isOpenType(type) {
  if (type.isStringLiteral()) return inheritedNames.includes(type.value);
  if ((type.flags & ts.TypeFlags.TemplateLiteral) !== 0) return mayBeInherited(type.texts);
  return (type.flags & (ts.TypeFlags.String | ts.TypeFlags.StringMapping)) !== 0;
}

/** Whether a text with these fixed parts may be an inherited name: `${name}.$` is none. */
function mayBeInherited(fixed) {
  return inheritedNames.some((name) => fixed.every((part) => name.includes(part)));
}

function isWritten(node) {
  const { parent } = node;
  switch (parent.type) {
    case 'AssignmentExpression':
    case 'AssignmentPattern':
      return parent.left === node;
    case 'ForOfStatement':
    case 'ForInStatement':
      return parent.left === node;
    case 'UpdateExpression':
    case 'RestElement':
    case 'ArrayPattern':
      return true;
    case 'Property':
      return parent.value === node && parent.parent.type === 'ObjectPattern';
    default:
      return false;
  }
}

function isDeleted({ parent }) {
  return parent.type === 'UnaryExpression' && parent.operator === 'delete';
}

/** Whether a loop over the record's own names gives the name: `for (const name in record) … record[name]`. */
function isNameOf(property, record, sourceCode) {
  if (property.type !== 'Identifier' || record.type !== 'Identifier') return false;
  const [name] = definitionsOf(property, sourceCode);
  const loop = name?.parent?.parent;
  if (loop?.type !== 'ForInStatement' || loop.left !== name.parent) return false;
  return (
    loop.right.type === 'Identifier' &&
    loop.right.name === record.name &&
    variableOf(loop.right, sourceCode) === variableOf(record, sourceCode)
  );
}

function definitionsOf(identifier, sourceCode) {
  return (variableOf(identifier, sourceCode)?.defs ?? []).map(({ node }) => node);
}

function variableOf(identifier, sourceCode) {
  for (let scope = sourceCode.getScope(identifier); scope; scope = scope.upper) {
    const found = scope.set.get(identifier.name);
    if (found) return found;
  }
  return undefined;
}
