import { toJson, type MapState } from '@stepthrough/asl';
import { compilePath } from '@stepthrough/expressions';
import type { Json } from '@stepthrough/json';
import { failTerminally } from '../control.ts';
import type { Progress, Step, Run } from '../code.ts';
import type { Draft } from '../workspace.ts';
import { enter } from '../steps/enter.ts';
import { errorSteps } from '../steps/errors.ts';
import { evaluateField, failEvaluation, wrongType } from '../steps/jsonata.ts';
import { invalid, selectPath } from '../steps/paths.ts';
import { finishJsonata, finishJsonPath } from '../steps/result.ts';
import { distributedMap } from './distributed-map.ts';
import { inlineMap } from './inline-map.ts';
import type { Place, Way } from './way.ts';
import { numberField, type NumberName } from './map-numbers.ts';

export function compileMap(state: MapState, { language, innerScopes }: Place): Way {
  const processor = state.itemProcessor ?? state.iterator;
  const isDistributed = processor?.processorConfig?.mode?.value === 'DISTRIBUTED';
  const fits = isDistributed ? hasItems : Array.isArray;
  // A Map without a processor has no scope, and says so when it is to start one.
  const scope = innerScopes[0] ?? -1;
  const run = isDistributed
    ? distributedMap(state, language, scope)
    : inlineMap(state, language, scope);
  const numbers: readonly NumberName[] = isDistributed
    ? ['MaxConcurrency', 'ToleratedFailureCount', 'ToleratedFailurePercentage']
    : ['MaxConcurrency'];
  const isRead = isDistributed && state.itemReader !== undefined;
  const steps =
    language === 'JSONata'
      ? [
          enter,
          ...(isRead ? [] : [jsonataItems(state, fits)]),
          ...numbers.flatMap((name) => numberField(state, language, name)),
          ...run,
          ...finishJsonata(state),
        ]
      : [
          enter,
          ...selectPath(state.inputPath, 'inputPath', 'afterInputPath'),
          ...(isRead ? [] : [pathItems(state, fits)]),
          ...numberField(state, language, 'MaxConcurrency'),
          ...run,
          ...finishJsonPath(state),
        ];
  const errors = errorSteps(state, language, steps.length, 1);
  return { ...errors, steps: [...steps, ...errors.steps] };
}

/** Items of a distributed Map: also the members of an object. */
function hasItems(value: Json): boolean {
  return typeof value === 'object' && value !== null;
}

type Fits = (value: Json) => boolean;

/** The items are a value of the state; the payload stays the input, which ItemSelector reads. */
function pathItems({ itemsPath }: MapState, fits: Fits): Step {
  const text = itemsPath?.value ?? '$';
  const path = compilePath(text);
  if (!path.ok) return invalid('items', text, path.message);
  return {
    phase: 'items',
    perform: (run, thread) => {
      const scope = run.scopeOf(thread, thread.payload);
      const items = path.value.evaluate(scope);
      if (items === undefined) {
        return failTerminally(run, thread, `Invalid path '${text}' : ${path.value.missing(scope)}`);
      }
      if (!fits(items)) {
        // Recorded: a path into the context object is shown with one $.
        const shown = text.replace(/^\$\$/, '$');
        return failTerminally(run, thread, `Reference path "${shown}" must point to array.`);
      }
      return keepItems(run, thread, items);
    },
  };
}

function keepItems(run: Run, thread: Draft, items: Json): Progress {
  run.setValue(thread, 'afterItemsPath', items);
  return 'done';
}

function jsonataItems({ items }: MapState, fits: Fits): Step {
  if (!items) {
    return {
      phase: 'items',
      perform: (run, thread) =>
        fits(thread.payload)
          ? keepItems(run, thread, thread.payload)
          : failEvaluation(
              run,
              thread,
              `Map state input must be an array but was: ${JSON.stringify(thread.payload)}`,
              undefined,
            ),
    };
  }
  const written = toJson(items.node);
  return evaluateField({ name: 'Items', phase: 'items', value: written }, (run, thread, value) => {
    if (fits(value)) return keepItems(run, thread, value);
    return failEvaluation(run, thread, wrongType(written, 'Items', 'array', value), 'Items');
  });
}
