/** At which fields of the catalogue a run can stop. */
import { parse, type QueryLanguage } from '@stepthrough/asl';
import { fieldsIn, stateFields } from '@stepthrough/catalog';
import { expect, it } from 'vitest';
import { placesOf } from '../../debug-adapter/src/source/places.ts';

/** Those that no phase of their own reads. */
const noPlaces = [
  ...['Type', 'Comment', 'QueryLanguage', 'Default'],
  ...['TimeoutSeconds', 'TimeoutSecondsPath', 'HeartbeatSeconds', 'HeartbeatSecondsPath'],
  ...['Credentials', 'Cause', 'CausePath', 'ItemSelector', 'ItemBatcher', 'ResultWriter', 'Label'],
  ...['MaxConcurrency', 'MaxConcurrencyPath'],
  ...['ToleratedFailurePercentage', 'ToleratedFailurePercentagePath'],
  ...['ToleratedFailureCount', 'ToleratedFailureCountPath'],
];

it('at each but those that no phase reads', () => {
  const without = new Set<string>();
  for (const [type, table] of Object.entries(stateFields)) {
    for (const language of ['JSONPath', 'JSONata'] as const) {
      const fields = fieldsIn(table, language).map(([name]) => name);
      const places = fieldsWithPlaces(type, fields, language);
      for (const name of fields) if (!places.has(name)) without.add(name);
    }
  }
  expect([...without].sort()).toEqual(noPlaces.toSorted());
});

function fieldsWithPlaces(
  type: string,
  fields: readonly string[],
  QueryLanguage: QueryLanguage,
): ReadonlySet<string | undefined> {
  const state = { ...Object.fromEntries(fields.map((name) => [name, '$.x'])), Type: type };
  const text = JSON.stringify({ QueryLanguage, States: { S: { ...state, QueryLanguage } } });
  return new Set(placesOf(parse(text, 'json')).map(({ field }) => field));
}
