/** Plays rows of event patterns: whether each matches its event, or how it is refused. */
import { parse } from '@stepthrough/asl';
import { isObject, type Json, type JsonObject } from '@stepthrough/json';
import { emptyScenario } from '@stepthrough/scenario';
import { Simulation } from '@stepthrough/simulator';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { idle, PlayedWorld } from './play.ts';

interface Row {
  readonly pattern: JsonObject;
  readonly event: Json;
  readonly matches?: boolean;
  readonly error?: { readonly code: string; readonly message?: string };
}

/** What is wrong, each row by its number from 1, e.g. `patterns 7`. */
export interface PlayedPatterns {
  readonly count: number;
  readonly failing: readonly { readonly name: string; readonly differences: readonly string[] }[];
}

/** The rows of a folder's `patterns.json`, if it has one; `only` is a part of their names. */
export async function playPatterns(folder: string, only = ''): Promise<PlayedPatterns> {
  const file = join(folder, 'patterns.json');
  if (!existsSync(file)) return { count: 0, failing: [] };
  const { rows } = JSON.parse(readFileSync(file, 'utf8')) as { readonly rows: readonly Row[] };
  const simulation = new Simulation({
    program: { path: 'machine.asl.json', document: parse(idle, 'json') },
    scenario: emptyScenario,
    input: {},
    keepTimeline: false,
  });
  const failing = [];
  const named = rows
    .map((row, index) => ({ row, name: `patterns ${index + 1}` }))
    .filter(({ name }) => name.includes(only));
  const world = new PlayedWorld(simulation);
  for (const { row, name } of named) {
    const differences = await differencesOf(row, world);
    if (differences.length > 0) failing.push({ name, differences });
  }
  await simulation.dispose();
  return { count: named.length, failing };
}

async function differencesOf(
  { pattern, event, matches, error }: Row,
  world: PlayedWorld,
): Promise<readonly string[]> {
  const request = { EventPattern: JSON.stringify(pattern), Event: JSON.stringify(event) };
  const answered = await world.ask('events', 'TestEventPattern', request);
  const expected = error ?? { Result: matches };
  const { response = null } = answered.ok ? answered : {};
  const result = isObject(response) ? response['Result'] : undefined;
  const isRight = answered.ok
    ? !error && result === matches
    : error?.code === answered.error.code &&
      (error.message === undefined || error.message === answered.error.message);
  if (isRight) return [];
  return [
    `${request.EventPattern}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(answered)}`,
  ];
}
