import { errorDoc, type ServiceCatalog, statesErrors } from '@stepthrough/catalog';
import { scopesOf, type State, type TaskState, walkStates } from '@stepthrough/asl';
import { CompletionItemKind } from 'vscode-languageserver';
import type { Session } from '../feature.ts';
import { errorsThrownIn, scenariosOf } from '../scenarios.ts';
import { calledBy } from '../called-by.ts';
import type { Choice } from './choice.ts';
import type { Cursor } from './cursor.ts';
import type { Expectation } from './expectation.ts';
import { literal } from './state-choices.ts';

/** Error names for ErrorEquals: the service's, those that Fail states and scenarios throw, and States.*. */
export function errorChoices(
  { files, services }: Session,
  { file, open, steps, value }: Cursor,
  { state, parts }: Expectation,
): Choice[] {
  const list = steps.findLast((step) => step.container.kind === 'array')?.container;
  const present = new Set(
    list?.kind === 'array'
      ? list.items
          .filter((item) => item !== value)
          .map((item) => item.kind === 'string' && item.value)
      : [],
  );
  const own = tasksIn(state).flatMap((task) => errorsOf(task, services));
  const { machine } = open.document;
  const failures = machine
    ? [...walkStates(machine)].flatMap((each) =>
        each.type === 'Fail' && each.error ? [each.error.value] : [],
      )
    : [];
  const thrown = [...scenariosOf(files, file).flatMap(errorsThrownIn), ...failures];
  const known = Object.keys(statesErrors).filter(
    (name) => name !== 'States.Runtime' && (name !== 'States.NoChoiceMatched' || parts.length > 0),
  );
  const ranked = new Map<string, number>();
  for (const name of known) ranked.set(name, 4);
  for (const name of own) ranked.set(name, 3);
  for (const name of thrown) if (!name.startsWith('{%')) ranked.set(name, 1);
  ranked.set('States.ALL', 2);
  return [...ranked]
    .filter(([name]) => !present.has(name))
    .map(([name, rank]) => ({
      label: name,
      kind: CompletionItemKind.Constant,
      doc: errorDoc(name),
      insert: { as: 'value', value: literal(name) },
      rank,
    }));
}

/** The task itself, or those inside a Parallel or Map state. */
function tasksIn(state: State | undefined): readonly TaskState[] {
  if (!state) return [];
  const inner = scopesOf(state).flatMap((scope) => [...walkStates(scope)]);
  return [state, ...inner].filter((each) => each.type === 'Task');
}

function errorsOf({ resource }: TaskState, services: ServiceCatalog): readonly string[] {
  const arn = resource?.value ?? '';
  const isLambda = /^arn:[\w-]+:lambda:/.test(arn);
  if (isLambda) return services.integration('lambda:invoke')?.errors ?? [];
  return calledBy(services, arn)?.integration.errors ?? [];
}
