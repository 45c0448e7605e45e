/** The fields inside ItemReader, ItemBatcher and ResultWriter: numbers, their paths, and a template. */
import type { QueryLanguage } from '@stepthrough/asl';
import { compilePath, compileTemplate } from '@stepthrough/expressions';
import { type Json, type JsonObject, setMember, textOf } from '@stepthrough/json';
import { failTerminally } from '../control.ts';
import type { Step } from '../code.ts';
import { evaluateField } from '../steps/jsonata.ts';
import { fill } from '../steps/templates.ts';
import { numberIn } from './map-numbers.ts';

interface NestedFields {
  readonly limits: { readonly [name: string]: Json | undefined };
  /** Of a limit, in JSONPath: where its value stands. */
  readonly paths: { readonly [name: string]: Json | undefined };
  readonly template: Json | undefined;
  readonly templateName: string;
}

/** What the fields have come to, as a value of the state. */
export type FieldValues = {
  readonly limits: JsonObject;
  readonly template?: Json;
};

/** Reads all of them into the state's value `name`. */
export function nestedField(
  field: string,
  language: QueryLanguage,
  { limits, paths, template, templateName }: NestedFields,
  name: string,
): readonly Step[] {
  const literals = Object.fromEntries<Json>(
    Object.entries(limits).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
  if (language === 'JSONata') {
    const value = { limits: literals, ...(template === undefined ? {} : { template }) };
    return [
      evaluateField({ name: field, phase: 'arguments', value }, (run, thread, filled) => {
        run.setValue(thread, name, filled);
        return 'done';
      }),
    ];
  }
  const compiled = compileTemplate(template ?? null);
  return [
    {
      phase: 'arguments',
      perform: (run, thread) => {
        if (!compiled.ok) {
          return failTerminally(run, thread, `${field}/${templateName}: ${compiled.message}`);
        }
        const found: { [key: string]: Json } = { ...literals };
        for (const [key, text] of Object.entries(paths)) {
          if (typeof text !== 'string') continue;
          const path = compilePath(text);
          const scope = run.scopeOf(thread, thread.payload);
          const given = path.ok ? path.value.evaluate(scope) : undefined;
          const value = numberIn(given);
          if (value === undefined) {
            const reason = path.ok ? path.value.missing(scope) : path.message;
            return failTerminally(run, thread, `Invalid path '${text}' : ${reason}`);
          }
          if (!Number.isInteger(value)) {
            const shown = textOf(value);
            const reason = `The ${key}Path field refers to value "${shown}" which is not a valid integer: ${text}`;
            return failTerminally(run, thread, reason);
          }
          setMember(found, key, value);
        }
        return fill(run, thread, compiled.value, thread.payload, (_run, draft, filled) => {
          const values = template === undefined ? {} : { template: filled };
          run.setValue(draft, name, { limits: found, ...values });
          return 'done';
        });
      },
    },
  ];
}
