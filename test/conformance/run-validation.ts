/** Asks AWS's validation what a case asks it. */
import {
  refuseDefinition,
  refuseInput,
  validateDefinition,
  variableReferences,
} from '@stepthrough/analysis';
import { openServiceCatalog } from '@stepthrough/catalog/files';
import type { Case, Result } from './cases.ts';
import type { Run } from './run-execution.ts';

const catalog = openServiceCatalog();

type Verdict = Pick<
  Result,
  'valid' | 'exception' | 'result' | 'diagnostics' | 'truncated' | 'variableReferences'
>;

export function runValidation(theCase: Case): Run {
  const { operation = 'ValidateStateMachineDefinition' } = theCase;
  const answer = operations[operation];
  if (!answer) return { complaints: [`There is no operation ${operation}.`] };
  const text = theCase.definitionText ?? JSON.stringify(theCase.definition ?? null);
  return { ...answer(text, theCase), complaints: [] };
}

const operations: {
  readonly [operation: string]: (definition: string, theCase: Case) => Verdict;
} = {
  CreateStateMachine: refusal,
  UpdateStateMachine: refusal,
  StartExecution: (_, { inputText, input }) =>
    refused(refuseInput(inputText ?? JSON.stringify(input))),
  ValidateStateMachineDefinition: (definition, { type }) => {
    const { result, diagnostics, truncated } = validateDefinition(definition, type, catalog);
    const found = diagnostics.map(({ severity, code, message, location }) => ({
      severity,
      code,
      message,
      ...(location === undefined ? {} : { location }),
    }));
    return { valid: result === 'OK', result, diagnostics: found, truncated };
  },
  DescribeStateMachine: (definition) => ({
    valid: true,
    variableReferences: variableReferences(definition),
  }),
};

function refusal(definition: string, { type }: Case): Verdict {
  return refused(refuseDefinition(definition, type, catalog));
}

function refused(exception: ReturnType<typeof refuseDefinition>): Verdict {
  return exception ? { valid: false, exception: { ...exception } } : { valid: true };
}
