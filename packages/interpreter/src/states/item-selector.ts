/** The input of each iteration: the item, or what ItemSelector (formerly Parameters) makes of it. */
import { toJson, type MapState, type QueryLanguage } from '@stepthrough/asl';
import { compileTemplate } from '@stepthrough/expressions';
import type { Json, JsonObject } from '@stepthrough/json';
import { contextOf } from '../context.ts';
import { failTerminally } from '../control.ts';
import type { ExecutionEvent } from '../event.ts';
import type { Progress, Run } from '../code.ts';
import type { Draft } from '../workspace.ts';
import type { Children } from '../thread.ts';
import { emptyVector, getAt, setAt } from '../vector.ts';
import { failEvaluation } from '../steps/jsonata.ts';
import { fill } from '../steps/templates.ts';
import { noChildren } from './children.ts';

export interface ItemSelector {
  /** Fills `children.inputs` from `children.items`: `done` when that is complete. */
  select: (run: Run, thread: Draft) => Progress;
  /** Takes the answer that `select` waits for, and goes on. */
  receive: (run: Run, thread: Draft, event: ExecutionEvent) => Progress;
}

export function itemSelector(state: MapState, language: QueryLanguage): ItemSelector {
  const field = state.itemSelector ?? state.parameters;
  if (!field) return { select: keepItems, receive: () => 'waits' };
  const json = toJson(field.node);
  return language === 'JSONata' ? byJsonata(json) : byTemplate(json);
}

function keepItems(_run: Run, thread: Draft): Progress {
  const { children = noChildren } = thread;
  const { items, keys } = children;
  const inputs = keys ? items.map((Value, index) => ({ Key: keys[index] ?? '', Value })) : items;
  thread.children = { ...children, inputs };
  return 'done';
}

function byTemplate(json: Json): ItemSelector {
  const template = compileTemplate(json);
  const receive = (): Progress => 'waits';
  if (!template.ok) {
    return { select: (run, thread) => failTerminally(run, thread, template.message), receive };
  }
  return {
    select: (run, thread) => {
      const { children = noChildren, surroundings } = thread;
      const inputs: Json[] = [];
      for (const index of children.items.keys()) {
        thread.surroundings = { ...surroundings, Map: mapContext(children, index) };
        const progress = fill(
          run,
          thread,
          template.value,
          thread.payload,
          (_run, _draft, input) => {
            inputs.push(input);
            return 'done';
          },
        );
        thread.surroundings = surroundings;
        if (progress !== 'done') return progress;
      }
      run.setValue(thread, 'afterItemSelector', inputs);
      thread.children = { ...children, inputs };
      return 'done';
    },
    receive,
  };
}

/** One evaluation after another, since each has its own `$states.context.Map.Item`. */
function byJsonata(template: Json): ItemSelector {
  return {
    select: (run, thread) => {
      const { children = noChildren, values } = thread;
      const { next: index } = children;
      if (index >= children.items.length) {
        const inputs = children.items.map((_, at) => getAt(children.selected, at) ?? null);
        run.setValue(thread, 'afterItemSelector', inputs);
        thread.children = { ...children, inputs, selected: emptyVector(), next: 0 };
        return 'done';
      }
      run.waitFor(thread, {
        kind: 'evaluate',
        id: run.nextEffectId(thread),
        origin: run.originOf(thread),
        field: 'ItemSelector',
        template,
        states: {
          input: values.input ?? null,
          context: { ...contextOf(thread), Map: mapContext(children, index) },
        },
        variables: thread.variables,
        draw: `ItemSelector[${index}]`,
      });
      return 'waits';
    },
    receive(run, thread, event) {
      if (event.type !== 'evaluated') return 'waits';
      const { outcome } = event;
      if (!outcome.ok) {
        return failEvaluation(run, thread, outcome.cause, outcome.location, outcome.error);
      }
      const { children = noChildren } = thread;
      thread.children = {
        ...children,
        selected: setAt(children.selected, children.next, outcome.value),
        next: children.next + 1,
      };
      return this.select(run, thread);
    },
  };
}

/** `$$.Map` of one iteration; a Map Run tells the source of its items. */
export function mapContext({ items, keys, run }: Children, index: number): JsonObject {
  const Value = items[index] ?? null;
  const Key = keys?.[index];
  if (Key === undefined && !run) return { Item: { Index: index, Value } };
  return {
    Item: {
      Index: index,
      ...(Key === undefined ? {} : { Key }),
      Value,
      ...(run ? { Source: run.source } : {}),
    },
  };
}
