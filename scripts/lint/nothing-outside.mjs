/**
 * What a room may touch that is not its own: the names of the language itself, and no clock, chance, network,
 * disk, process, thread or page, by whatever way they are had. A name that is neither declared in the file nor
 * listed here is refused, so that what Node or browsers bring next is refused as well.
 */
import { isBuiltin } from 'node:module';

/** @import { TSESLint, TSESTree as Tree } from '@typescript-eslint/utils' */

/** Names of the language that neither reach out nor say where and when they are used. */
const language = [
  ...['undefined', 'NaN', 'Infinity', 'isNaN', 'isFinite', 'parseInt', 'parseFloat'],
  ...['decodeURI', 'decodeURIComponent', 'encodeURI', 'encodeURIComponent'],
  ...['Object', 'Array', 'String', 'Number', 'Boolean', 'BigInt', 'Symbol', 'RegExp', 'JSON'],
  ...[
    'Map',
    'Set',
    'WeakMap',
    'WeakSet',
    'Promise',
    'Proxy',
    'Reflect',
    'Iterator',
    'Date',
    'Math',
  ],
  ...['Error', 'TypeError', 'RangeError', 'SyntaxError', 'EvalError', 'ReferenceError', 'URIError'],
  ...['AggregateError', 'ArrayBuffer', 'DataView', 'Int8Array', 'Uint8Array', 'Uint8ClampedArray'],
  ...['Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array', 'BigInt64Array', 'BigUint64Array'],
  ...['Float32Array', 'Float64Array'],
];

/** What may be done with names that also give the time or chance. */
const uses = {
  Date: {
    members: ['UTC', 'parse', 'prototype'],
    isConstructed: true,
    message: 'Time arrives with events: new Date(milliseconds), Date.UTC, Date.parse.',
  },
  Math: {
    members: Object.getOwnPropertyNames(Math).filter((name) => name !== 'random'),
    isConstructed: false,
    message: 'Random numbers come from a keyed generator: Math.NAME, but not random.',
  },
  crypto: {
    members: ['subtle'],
    isConstructed: false,
    message: 'Random numbers come from a keyed generator: crypto.subtle alone.',
  },
};

/**
 * @typedef {object} Allowed
 * @property {readonly string[]} globals Names beside those of the language.
 * @property {{ readonly [name: string]: readonly string[] }} modules Of Node's modules, what may be imported.
 */

/**
 * @type {TSESLint.RuleModule<'global' | 'use' | 'local' | 'module' | 'unknownModule' | 'meta',
 *   readonly [Allowed?]>}
 */
export const nothingOutside = {
  meta: {
    type: 'problem',
    schema: [
      {
        type: 'object',
        properties: {
          globals: { type: 'array', items: { type: 'string' } },
          modules: {
            type: 'object',
            additionalProperties: { type: 'array', items: { type: 'string' } },
          },
        },
        additionalProperties: false,
      },
    ],
    messages: {
      global: '"{{name}}" is of the world outside; this room touches its arguments alone.',
      use: '{{message}}',
      local: '"{{name}}" asks for the time zone of this machine: the UTC one.',
      module: '"{{name}}" is of the world outside; this room touches its arguments alone.',
      unknownModule: 'What is imported is said by a text, so that it can be checked.',
      meta: '"import.meta" says where this machine keeps the file.',
    },
  },
  defaultOptions: [{ globals: [], modules: {} }],
  create(context) {
    const { globals = [], modules = {} } = context.options[0] ?? {};
    const importable = new Map(Object.entries(modules));
    const allowed = new Set([...language, ...globals]);
    /**
     * @param {Tree.Node | null | undefined} source
     * @param {readonly (string | undefined)[]} names `undefined` for the whole module.
     */
    const checkModule = (source, names = [undefined]) => {
      if (!source) return;
      const name = source.type === 'Literal' ? source.value : undefined;
      if (typeof name !== 'string') {
        context.report({ node: source, messageId: 'unknownModule' });
        return;
      }
      const allowedNames = importable.get(name) ?? [];
      const isFine = names.every((each) => each !== undefined && allowedNames.includes(each));
      if (isBuiltin(name) && !(isFine && names.length > 0)) {
        context.report({ node: source, messageId: 'module', data: { name } });
      }
    };
    /** @param {Tree.JSXIdentifier | Tree.Identifier} identifier */
    const checkGlobal = (identifier) => {
      const { name } = identifier;
      if (!allowed.has(name)) {
        context.report({ node: identifier, messageId: 'global', data: { name } });
        return;
      }
      const use = Object.hasOwn(uses, name)
        ? uses[/** @type {keyof typeof uses} */ (name)]
        : undefined;
      if (use === undefined || isAllowedUse(identifier, use)) return;
      context.report({ node: identifier, messageId: 'use', data: { message: use.message } });
    };
    return {
      /** @param {Tree.Program} node */
      'Program:exit'(node) {
        const scope = context.sourceCode.getScope(node);
        const known = scope.variables.filter(({ defs }) => defs.length === 0);
        const references = [...scope.through, ...known.flatMap((each) => each.references)];
        for (const reference of new Set(references)) {
          if (reference.isTypeReference && !reference.isValueReference) continue;
          checkGlobal(reference.identifier);
        }
      },
      ImportDeclaration(node) {
        checkModule(node.source, node.specifiers.map(importedName));
      },
      ExportNamedDeclaration(node) {
        checkModule(
          node.source,
          node.specifiers.map(({ local }) => nameOf(local)),
        );
      },
      ExportAllDeclaration(node) {
        checkModule(node.source);
      },
      ImportExpression(node) {
        checkModule(node.source);
      },
      TSImportType(node) {
        checkModule(node.source);
      },
      TSExternalModuleReference(node) {
        checkModule(node.expression);
      },
      MetaProperty(node) {
        if (node.meta.name === 'import') context.report({ node, messageId: 'meta' });
      },
      MemberExpression({ property }) {
        const name = property.type === 'Literal' ? property.value : nameIn(property);
        if (typeof name !== 'string' || !isLocal(name)) return;
        context.report({ node: property, messageId: 'local', data: { name } });
      },
    };
  },
};

/** @param {Tree.ImportClause} specifier */
function importedName(specifier) {
  return specifier.type === 'ImportSpecifier' ? nameOf(specifier.imported) : undefined;
}

/** @param {Tree.Identifier | Tree.StringLiteral} node */
function nameOf(node) {
  return node.type === 'Identifier' ? node.name : node.value;
}

/** @param {Tree.Node} property */
function nameIn(property) {
  return property.type === 'Identifier' ? property.name : undefined;
}

/** Methods of Date that answer in the time zone of the machine. @param {string} name */
function isLocal(name) {
  return (
    /^[gs]et(?:FullYear|Month|Date|Day|Hours|Minutes|Seconds|Year)$/.test(name) ||
    name === 'getTimezoneOffset' ||
    /^toLocale(?:Date|Time)String$/.test(name)
  );
}

/**
 * @param {Tree.Node} identifier
 * @param {{ readonly members: readonly string[], readonly isConstructed: boolean }} use
 */
function isAllowedUse(identifier, { members, isConstructed }) {
  const { parent } = identifier;
  if (parent?.type === 'MemberExpression') {
    const { object, computed, property } = parent;
    if (object !== identifier || computed || property.type !== 'Identifier') return false;
    return members.includes(property.name);
  }
  if (parent?.type === 'NewExpression') {
    const isCallee = isConstructed && parent.callee === identifier && parent.arguments.length > 0;
    return isCallee && parent.arguments.every(({ type }) => type !== 'SpreadElement');
  }
  return parent?.type === 'BinaryExpression' && parent.operator === 'instanceof';
}
