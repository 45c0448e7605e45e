/**
 * Names that come from outside may be `constructor` or `__proto__`. `record[name]` with such a name
 * finds what every object inherits, and assigning to it changes what the object inherits. This rule
 * refuses both, wherever the name's type does not say which names there are; `member`, `setMember`,
 * `Map` and `Object.fromEntries` of them do it right.
 */
import { ESLintUtils } from '@typescript-eslint/utils';
import ts from 'typescript';

/** @import { TSESLint, TSESTree as Tree } from '@typescript-eslint/utils' */

const inheritedNames = Object.getOwnPropertyNames(Object.prototype);

/** @type {TSESLint.RuleModule<'read' | 'write' | 'test' | 'assign'>} */
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
    const services = ESLintUtils.getParserServices(context);
    const checker = services.program.getTypeChecker();

    const isOpen = (/** @type {Tree.Node} */ node) =>
      node.type === 'TemplateLiteral'
        ? mayBeInherited(node.quasis.map(({ value }) => value.cooked ?? ''))
        : partsOf(services.getTypeAtLocation(node)).some(isOpenType);
    const isOpenName = (/** @type {Tree.Node} */ node) =>
      isOpen(node.type === 'TSAsExpression' ? node.expression : node);
    const isRecord = (/** @type {Tree.Node} */ node) =>
      isRecordType(services.getTypeAtLocation(node));
    const isRecordType = (/** @type {ts.Type} */ type) =>
      partsOf(type).some(
        (part) => checker.getIndexInfoOfType(part, ts.IndexKind.String) !== undefined,
      );
    const isRecordOrSpreadOnes = (/** @type {Tree.Node} */ node) => {
      if (node.type !== 'SpreadElement') return isRecord(node);
      const item = checker.getIndexTypeOfType(
        services.getTypeAtLocation(node.argument),
        ts.IndexKind.Number,
      );
      return item !== undefined && isRecordType(item);
    };
    const partsOf = (/** @type {ts.Type} */ type) => {
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
      /** @param {Tree.BinaryExpression} node */
      "BinaryExpression[operator='in']"({ left }) {
        if (left.type !== 'PrivateIdentifier' && isOpenName(left))
          context.report({ node: left, messageId: 'test' });
      },
      /** @param {Tree.CallExpression} node */
      "CallExpression[callee.object.name='Object'][callee.property.name='assign']"(node) {
        const [, ...sources] = node.arguments;
        for (const source of sources) {
          if (isRecordOrSpreadOnes(source)) context.report({ node: source, messageId: 'assign' });
        }
      },
    };
  },
};

/** @param {ts.Type} type */
function isOpenType(type) {
  if (type.isStringLiteral()) return inheritedNames.includes(type.value);
  if (isTemplate(type)) return mayBeInherited(type.texts);
  return (type.flags & (ts.TypeFlags.String | ts.TypeFlags.StringMapping)) !== 0;
}

/**
 * @param {ts.Type} type
 * @returns {type is ts.TemplateLiteralType}
 */
function isTemplate(type) {
  return (type.flags & ts.TypeFlags.TemplateLiteral) !== 0;
}

/**
 * Whether a text with these fixed parts may be an inherited name: `${name}.$` is none.
 * @param {readonly string[]} fixed
 */
function mayBeInherited(fixed) {
  return inheritedNames.some((name) => fixed.every((part) => name.includes(part)));
}

/** @param {Tree.Node} node */
function isWritten(node) {
  const { parent } = node;
  return parent !== undefined && (writers[parent.type]?.(parent, node) ?? false);
}

/** @type {{ readonly [type: string]: (parent: Tree.Node, node: Tree.Node) => boolean }} */
const writers = {
  AssignmentExpression: isLeft,
  AssignmentPattern: isLeft,
  ForOfStatement: isLeft,
  ForInStatement: isLeft,
  UpdateExpression: () => true,
  RestElement: () => true,
  ArrayPattern: () => true,
  Property: (parent, node) =>
    'value' in parent && parent.value === node && parent.parent.type === 'ObjectPattern',
};

/**
 * @param {Tree.Node} parent
 * @param {Tree.Node} node
 */
function isLeft(parent, node) {
  return 'left' in parent && parent.left === node;
}

/** @param {Tree.Node} node */
function isDeleted({ parent }) {
  return parent?.type === 'UnaryExpression' && parent.operator === 'delete';
}

/**
 * Whether a loop over the record's own names gives the name: `for (const name in record) … record[name]`.
 * @param {Tree.Node} property
 * @param {Tree.Node} record
 * @param {Readonly<TSESLint.SourceCode>} sourceCode
 */
function isNameOf(property, record, sourceCode) {
  if (property.type !== 'Identifier' || record.type !== 'Identifier') return false;
  const [name] = definitionsOf(property, sourceCode);
  const loop = name?.parent.parent;
  if (loop?.type !== 'ForInStatement' || loop.left !== name?.parent) return false;
  return (
    loop.right.type === 'Identifier' &&
    loop.right.name === record.name &&
    variableOf(loop.right, sourceCode) === variableOf(record, sourceCode)
  );
}

/**
 * @param {Tree.Identifier} identifier
 * @param {Readonly<TSESLint.SourceCode>} sourceCode
 */
function definitionsOf(identifier, sourceCode) {
  return (variableOf(identifier, sourceCode)?.defs ?? []).map(({ node }) => node);
}

/**
 * @param {Tree.Identifier} identifier
 * @param {Readonly<TSESLint.SourceCode>} sourceCode
 */
function variableOf(identifier, sourceCode) {
  /** @type {TSESLint.Scope.Scope | null} */
  let scope = sourceCode.getScope(identifier);
  for (; scope; scope = scope.upper) {
    const found = scope.set.get(identifier.name);
    if (found) return found;
  }
  return undefined;
}
