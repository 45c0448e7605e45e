import { evaluateJsonata, JsonataTemplates } from '@stepthrough/expressions';
import { expect, it } from 'vitest';

const template = () => ({ a: '{% $states.input.n + 1 %}', b: ['plain', '{% 2 %}'] });

it('compiles an object once, and another of the same content by itself', () => {
  const templates = new JsonataTemplates();
  const first = template();
  expect(templates.planOf(first)).toBe(templates.planOf(first));
  expect(templates.planOf(first)).not.toBe(templates.planOf(template()));
  expect(templates.planOf(first)).not.toBe(new JsonataTemplates().planOf(first));
});

it('changes no outcome', async () => {
  const templates = new JsonataTemplates();
  const same = template();
  for (const n of [1, 2]) {
    const bindings = { states: { input: { n } }, variables: {}, now: 0, random: () => 0 };
    const outcome = { ok: true, value: { a: n + 1, b: ['plain', 2] } };
    expect(await evaluateJsonata(same, 'Output', bindings)).toEqual(outcome);
    expect(await evaluateJsonata(same, 'Output', bindings, undefined, templates)).toEqual(outcome);
  }
});
