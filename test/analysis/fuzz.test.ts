import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { env } from 'node:process';
import { analyse } from '@stepthrough/analysis';
import { findEmbeddedMachines, parse, type Syntax, syntaxOf } from '@stepthrough/asl';
import { describe, expect, test } from 'vitest';
import { mutateText } from '../fuzz/mutate-text.ts';
import { Random } from '../fuzz/random.ts';
import { services } from './services.ts';

/** More of both by `FUZZ=10000 vitest run test/analysis/fuzz`. */
const mutations = Number(env['FUZZ'] ?? 400);
/** Milliseconds in which any text is checked; a hundred times what a document of this size takes. */
const patience = 1_000;

interface Subject {
  readonly name: string;
  readonly text: string;
  readonly syntax: Syntax;
}

const documents = join(import.meta.dirname, '../../../shared/documents');
const samples = join(import.meta.dirname, '../../samples');

const subjects = existsSync(documents)
  ? ['valid', 'embedded', 'hosts'].flatMap((set) => subjectsIn(join(documents, set)))
  : filesIn(samples).flatMap(subjectOf);

function subjectsIn(folder: string): readonly Subject[] {
  return readdirSync(folder).flatMap((name) => subjectOf(join(folder, name)));
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function subjectOf(path: string): readonly Subject[] {
  if (!/\.(?:json|ya?ml)$/.test(path)) return [];
  const text = readFileSync(path, 'utf8');
  return text.length > 6_000 ? [] : [{ name: path, text, syntax: syntaxOf(path) }];
}

/** A machine that is busy elsewhere may make one try slow, but not three. */
function check(subject: Subject): void {
  for (let tries = 3; ; tries -= 1) {
    const begin = performance.now();
    checkOnce(subject);
    const took = performance.now() - begin;
    if (took <= patience) return;
    if (tries === 1) throw new Error(`${subject.name} took ${Math.round(took)} ms`);
  }
}

/** What an editor asks of the analyser for any text. */
function checkOnce({ name, text, syntax }: Subject): void {
  const document = parse(text, syntax);
  for (const { range, related, fixes } of analyse(document, { services })) {
    const places = [
      range,
      ...related.map((each) => each.range),
      ...fixes.flatMap(({ edits }) => edits.map((edit) => edit.range)),
    ];
    for (const { start, end } of places) {
      if (!(start >= 0 && start <= end && end <= text.length)) {
        throw new Error(`A range lies outside of the text of ${name}: ${start} to ${end}`);
      }
    }
  }
  for (const { range } of document.comments) {
    if (!/^(?:#|\/[/*])/.test(text.slice(range.start))) throw new Error(`No comment in ${name}`);
  }
  for (const machine of findEmbeddedMachines(text, syntax)) analyse(machine.document, { services });
}

describe('no text makes the analyser throw or hang', () => {
  test(`${mutations} random mutations of documents, several on top of each other`, () => {
    const random = new Random(7);
    for (let turn = 0; turn < mutations; turn += 1) {
      const subject = subjects[random.below(subjects.length)];
      if (!subject) break;
      let { text } = subject;
      for (let depth = 0; depth < 3; depth += 1) {
        text = mutateText(text, random);
        check({ ...subject, text });
      }
    }
    expect(subjects.length).toBeGreaterThan(0);
  });

  test.each(['json', 'yaml'] as const)('typing %s documents character by character', (syntax) => {
    const some = subjects.filter((subject) => subject.syntax === syntax);
    const chosen = some.filter((_, index) => index % Math.ceil(some.length / 4) === 0);
    const stride = Math.max(1, Math.round(4_000 / mutations));
    for (const subject of chosen) {
      for (let end = 0; end <= subject.text.length; end += stride) {
        check({ ...subject, text: subject.text.slice(0, end) });
      }
    }
    expect(chosen.length).toBeGreaterThan(0);
  });
});
