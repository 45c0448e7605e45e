import {
  type FailState,
  type ObjectNode,
  propertyOf,
  type SucceedState,
  valueOf,
} from '@stepthrough/asl';
import type { StateFacts } from '../../facts.ts';
import { removeProperty } from '../../fixes.ts';
import { isOpen, kindOf } from '../../nodes.ts';
import type { Report, Rule } from '../../rule.ts';

export const varPlace: Rule = {
  state(state, report, facts) {
    check(state.node, report);
    for (const { node } of facts.parts(state)) check(node, report);
    for (const { node } of facts.choiceRules(state)) check(node, report);
  },
  states: { Succeed: refuse, Fail: refuse },
};

function refuse(state: SucceedState | FailState, report: Report, { document }: StateFacts): void {
  const property = propertyOf(state.node, 'Assign');
  if (!property) return;
  report(property.key, `A ${state.type} state ends the execution and has no Assign.`, {
    fixes: [removeProperty(document, property, 'Remove Assign')],
    aws: { message: `Field 'Assign' is not supported`, at: state.node.range },
  });
}

function check(holder: ObjectNode, report: Report): void {
  const assign = valueOf(holder, 'Assign');
  if (!assign || assign.kind === 'object' || isOpen(assign)) return;
  report(assign, `Assign must be an object of variables by their names, not ${kindOf(assign)}.`, {
    aws: { message: 'Expected value of type Object' },
  });
}
