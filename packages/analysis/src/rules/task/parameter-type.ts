import type { SourceNode } from '@stepthrough/asl';
import type { Shape } from '@stepthrough/catalog';
import { kindOf } from '../../nodes.ts';
import { walkRequest } from '../../requests.ts';
import type { Rule } from '../../rule.ts';

export const taskParameterType: Rule = {
  states: {
    Task(state, report, facts) {
      const call = facts.call(state);
      if (!call?.integration || !call.request || call.request === 'open') return;
      const { action, integration, request } = call;
      walkRequest(request, integration.input, facts.language(state), (node, shape, key) => {
        if (shape === 'unknown' || fits(node, shape)) return;
        const what = key ? key.value : 'an item of this list';
        report(node, `${action} takes ${words[shape.kind]} for ${what}, not ${kindOf(node)}.`);
      });
    },
  },
};

/**
 * What cannot be turned into the shape. Step Functions writes JSON as text where the service takes
 * text, and makes an attribute value of a plain string.
 */
function fits(node: SourceNode, shape: Shape): boolean {
  if (node.kind === 'null' || node.kind === 'placeholder') return true;
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
