/** How fast definitions are checked, completed and outlined, beside the language service of AWS's toolkit. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { analyse, Memory } from '@stepthrough/analysis';
import { type Json, KnownStates, parse, type Syntax } from '@stepthrough/asl';
import { ServiceCatalog } from '@stepthrough/catalog';
import { stringify } from 'yaml';
import { machineOf } from './language-server-documents.ts';
import { openInServer } from './language-server-client.ts';
import { peerOf } from './language-server-peer.ts';
import { settledHeap } from './interpreter-memory.ts';

interface Subject {
  readonly name: string;
  readonly syntax: Syntax;
  readonly text: string;
}

/** Milliseconds; medians. A peer's figure is missing where it throws. */
interface Row {
  readonly document: string;
  readonly syntax: Syntax;
  readonly kilobytes: number;
  /** Reading and all rules, with nothing remembered: what a command does. */
  readonly first: number | undefined;
  /** The same by who has read the text before, as a server has that checks a file once more. */
  readonly validate: number | undefined;
  readonly peerValidate: number | undefined;
  readonly timesPeer: number | undefined;
  readonly timesPeerFirst: number | undefined;
  /** Reading and all rules after an edit of one character. */
  readonly edit: number | undefined;
  /** From a keystroke in a running server to its diagnostics. */
  readonly diagnostics: number | undefined;
  readonly complete: number | undefined;
  readonly peerComplete: number | undefined;
  readonly symbols: number | undefined;
  readonly peerSymbols: number | undefined;
}

const sizes = [100, 1_000, 5_000];
/** Rounds of all contenders, for documents below and above half a million characters. */
const rounds = { small: { warm: 25, measured: 15 }, large: { warm: 5, measured: 5 } };
const edits = 1_000;

export async function benchLanguageServer(): Promise<void> {
  const rows: Row[] = [];
  for (const subject of [...sizes.flatMap(generated), ...largestReal()]) {
    rows.push(await measure(subject));
  }
  console.table(rows);
  const memory = await measureMemory();
  console.table(memory);
  console.log(JSON.stringify({ rows, memory }));
}

function generated(count: number): readonly Subject[] {
  return inBoth(`${count} states`, machineOf(count));
}

function inBoth(name: string, machine: Json): readonly Subject[] {
  return [
    { name, syntax: 'json', text: JSON.stringify(machine, null, 2) },
    { name, syntax: 'yaml', text: stringify(machine) },
  ];
}

/** The published definition of most states; only where the collection is at hand. */
function largestReal(): readonly Subject[] {
  const name = 'govuk-one-login__ipv-cri-kbv-hmrc-api__step-functions__post-answer.asl.json';
  const path = join(import.meta.dirname, '../../../shared/documents/valid', name);
  if (!existsSync(path)) return [];
  return inBoth('58 states, published', JSON.parse(readFileSync(path, 'utf8')) as Json);
}

async function measure(subject: Subject): Promise<Row> {
  const { name, syntax, text } = subject;
  const services = new ServiceCatalog(readGenerated);
  const memory = new Memory();
  const known = new KnownStates();
  let turn = 0;
  const peer = peerOf(subject);
  const file = await openInServer(subject);
  const { warm, measured } = text.length < 500_000 ? rounds.small : rounds.large;
  const figures = await inTurns(warm, measured, {
    first: () => validateOnce(text, syntax, new ServiceCatalog(readGenerated)),
    validate: () =>
      validateOnce(text, syntax, new ServiceCatalog(readGenerated), new Memory(), known),
    peerValidate: peer.validate,
    edit: () => {
      turn += 1;
      return validateOnce(edited(text, turn), syntax, services, memory, known);
    },
    diagnostics: file.edit,
    complete: file.complete,
    peerComplete: peer.complete,
    symbols: file.symbols,
    peerSymbols: peer.symbols,
  });
  await file.close();
  const { first, validate, peerValidate } = figures;
  return {
    document: name,
    syntax,
    kilobytes: Math.round(text.length / 1024),
    timesPeer: timesOf(peerValidate, validate),
    timesPeerFirst: timesOf(peerValidate, first),
    ...figures,
  };
}

function timesOf(peer: number | undefined, own: number | undefined): number | undefined {
  return peer && own ? round(peer / own) : undefined;
}

/** All warm up; then they take turns, so that whatever else the machine does weighs on each alike. */
async function inTurns<Name extends string>(
  warm: number,
  measured: number,
  runs: { readonly [N in Name]: () => unknown },
): Promise<{ readonly [N in Name]: number | undefined }> {
  const figures = new Map<string, number[]>();
  const broken = new Set<string>();
  const entries = Object.entries<() => unknown>(runs);
  const round = async (): Promise<void> => {
    for (const [name, run] of entries) {
      if (broken.has(name)) continue;
      const begin = performance.now();
      try {
        await run();
      } catch (error) {
        console.log(`  ${name}: ${String(error).split('\n')[0] ?? ''}`);
        broken.add(name);
      }
      const known = figures.get(name) ?? [];
      known.push(performance.now() - begin);
      figures.set(name, known);
    }
  };
  for (let turn = 0; turn < warm; turn += 1) await round();
  figures.clear();
  for (let turn = 0; turn < measured; turn += 1) await round();
  return Object.fromEntries(
    entries.map(([name]) => [name, broken.has(name) ? undefined : middle(figures.get(name) ?? [])]),
  ) as { readonly [N in Name]: number | undefined };
}

function validateOnce(
  text: string,
  syntax: Syntax,
  services: ServiceCatalog,
  memory = new Memory(),
  known = new KnownStates(),
): number {
  return analyse(parse(text, syntax, known), { services, memory }).length;
}

/** The text with one character of one state changed, in another state each time. */
function edited(text: string, turn: number): string {
  const at = text.indexOf('order', Math.floor((text.length * (turn % 13)) / 13));
  const place = at < 0 ? text.indexOf('"') + 1 : at;
  return `${text.slice(0, place)}${turn % 10}${text.slice(place + 1)}`;
}

const folder = dirname(
  createRequire(import.meta.url).resolve('@stepthrough/catalog/generated/index.json'),
);
const texts = new Map<string, string | undefined>();

function readGenerated(name: string): string | undefined {
  const path = join(folder, name);
  if (!texts.has(name)) texts.set(name, existsSync(path) ? readFileSync(path, 'utf8') : undefined);
  return texts.get(name);
}

interface MemoryRow {
  readonly what: string;
  readonly edits: number;
  readonly megabytes: number;
}

/** Live heap over a thousand edits: of the analyser alone, and of a running server. */
async function measureMemory(): Promise<readonly MemoryRow[]> {
  const rows: MemoryRow[] = [];
  const note = (what: string, turn: number): void => {
    if (turn !== edits / 10 && turn !== edits) return;
    rows.push({ what, edits: turn, megabytes: megabytes(settledHeap()) });
  };
  const [subject] = generated(1_000);
  if (!subject) return rows;
  const services = new ServiceCatalog(readGenerated);
  const memory = new Memory();
  for (let turn = 1; turn <= edits; turn += 1) {
    validateOnce(edited(subject.text, turn), subject.syntax, services, memory);
    note('analyser', turn);
  }
  const file = await openInServer(subject, 'inline');
  for (let turn = 1; turn <= edits; turn += 1) {
    await file.edit();
    note('server', turn);
  }
  await file.close();
  return rows;
}

function megabytes(bytes: number): number {
  return round(bytes / 1024 / 1024);
}

function middle(figures: readonly number[]): number {
  const sorted = [...figures].sort((a, b) => a - b);
  return round(sorted[Math.floor(sorted.length / 2)] ?? NaN);
}

function round(figure: number): number {
  return Math.round(figure * 10) / 10;
}
