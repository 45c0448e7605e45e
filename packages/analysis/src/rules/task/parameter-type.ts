import type { QueryLanguage, SourceNode } from '@stepthrough/asl';
import { type Member, memberOf, type Shape } from '@stepthrough/catalog';
import { isJsonata, isOpen, kindOf } from '../../nodes.ts';
import { walkRequest } from '../../requests.ts';
import type { Rule } from '../../rule.ts';

export const taskParameterType: Rule = {
  states: {
    Task(state, report, facts) {
      const call = facts.call(state);
      if (!call?.integration || !call.request || call.request === 'open') return;
      const { action, integration, request } = call;
      const language = facts.language(state);
      walkRequest(request, integration.input, language, (node, shape, key, owner) => {
        if (shape === 'unknown' || node.kind === 'null' || node.kind === 'placeholder') return;
        const what = key ? key.value : 'an item of this list';
        const takes = (expected: string) => `${action} takes ${expected} for ${what}`;
        if (!integration.isOptimized) {
          if (!fits(node, shape)) report(node, `${takes(words[shape.kind])}, not ${kindOf(node)}.`);
          return;
        }
        // What is no list among headers is told of the headers.
        if (isOfLists(owner)) return;
        const misfit = checkedMisfit(node, shape, key && memberOf(owner, key.value), language);
        if (!misfit) return;
        const { at, expected, given } = misfit;
        report(
          at,
          `${takes(expected)}, not ${given}: AWS does not start the Task (States.Runtime).`,
        );
      });
    },
  },
};

interface Misfit {
  readonly at: SourceNode;
  readonly expected: string;
  readonly given: string;
}

/** What an optimized integration refuses before it starts a Task, as far as literals tell. */
function checkedMisfit(
  node: SourceNode,
  shape: Shape,
  member: Member | undefined,
  language: QueryLanguage,
): Misfit | undefined {
  if (member?.isSentAsText) {
    if (node.kind !== 'number' && node.kind !== 'boolean') return undefined;
    return { at: node, expected: 'a string, an object or a list', given: kindOf(node) };
  }
  if (isOfLists(shape)) {
    return listsMisfit(node, member?.reserved, language);
  }
  const isText = shape.kind === 'string' || shape.kind === 'blob';
  if (isText ? node.kind === 'string' : fits(node, shape)) return undefined;
  return { at: node, expected: words[shape.kind], given: kindOf(node) };
}

function isOfLists(shape: Shape): boolean {
  return shape.kind === 'map' && shape.value.kind === 'list';
}

/** Such as the headers of a request. */
function listsMisfit(
  node: SourceNode,
  reserved: RegExp | undefined,
  language: QueryLanguage,
): Misfit | undefined {
  const expected = 'an object of lists';
  if (node.kind !== 'object') return { at: node, expected, given: kindOf(node) };
  for (const { key, value } of node.properties) {
    const isPath = language === 'JSONPath' && key.value.endsWith('.$');
    if (reserved?.test(isPath ? key.value.slice(0, -2) : key.value)) {
      return { at: key, expected, given: `${key.value}, which API Gateway sets itself` };
    }
    if (!value || isPath || isOpen(value) || isJsonata(value) || value.kind === 'array') continue;
    return { at: value, expected, given: `${kindOf(value)} in it` };
  }
  return undefined;
}

/**
 * Whether a value can be turned into the shape. Step Functions writes JSON as text where the service takes
 * text, and makes an attribute value of a plain string.
 */
function fits(node: SourceNode, shape: Shape): boolean {
  switch (shape.kind) {
    case 'any':
    case 'blob':
    case 'string':
    case 'timestamp':
      return true;
    case 'list':
      return node.kind === 'array';
    case 'map':
      return node.kind === 'object';
    case 'object':
      return node.kind === 'object' || node.kind === 'string';
    case 'integer':
    case 'number':
      return node.kind === 'number' || (node.kind === 'string' && /^\s*-?[\d.]/.test(node.value));
    case 'boolean':
      return (
        node.kind === 'boolean' || (node.kind === 'string' && /^(?:true|false)$/i.test(node.value))
      );
  }
}

const words: { readonly [K in Shape['kind']]: string } = {
  any: 'a value',
  blob: 'data',
  boolean: 'true or false',
  integer: 'a whole number',
  list: 'a list',
  map: 'an object',
  number: 'a number',
  object: 'an object',
  string: 'a string',
  timestamp: 'a time',
};
