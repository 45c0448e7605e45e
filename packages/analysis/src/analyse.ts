import {
  type AslDocument,
  queryLanguageOf,
  type Scope,
  scopesOf,
  type State,
  type StateType,
  stateTypes,
} from '@stepthrough/asl';
import { follows } from './break.ts';
import { codes, type RuleCode } from './codes.ts';
import type { RuleInfo } from './codes/rule-info.ts';
import { createFacts, type Facts, runsInExpress } from './facts.ts';
import { canBeRemembered, type Memory } from './memory.ts';
import type { AnalysisOptions } from './options.ts';
import type { Finding, Problem } from './problem.ts';
import type { Severity } from './severity.ts';
import type { Report, Rule, StatesByType } from './rule.ts';
import { rules } from './rules/index.ts';
import { dependsOnLanguage } from './undecided.ts';
import { isTooLarge } from './rules/size/definition.ts';
import { readSuppressions } from './suppress.ts';

/**
 * What is wrong with a document, in the order of its text. Total: any document, also one that
 * does not parse, gives a list and never an exception.
 */
export function analyse(document: AslDocument, options: AnalysisOptions = {}): readonly Problem[] {
  const isSuppressed = readSuppressions(document);
  return findingsOf(document, options)
    .filter(({ follows }) => !follows)
    .flatMap(({ aws: _, follows: __, isEcho: ___, ...problem }) => {
      const level = options.severities?.[problem.code] ?? levelOf(problem);
      return level === 'off' || isSuppressed(problem) ? [] : [{ ...problem, severity: level }];
    })
    .sort((a, b) => a.range.start - b.range.start);
}

function levelOf({ code, severity }: Problem): Severity | 'off' {
  const { isOff }: RuleInfo = codes[code];
  return isOff === true ? 'off' : severity;
}

/** All that the rules report, in the order of the rules. */
export function findingsOf(document: AslDocument, options: AnalysisOptions): readonly Finding[] {
  const findings: Finding[] = [];
  const facts = createFacts(document, options);
  const isLarge = document.root !== undefined && isTooLarge(document.root.range);
  const runs = listed
    .filter(([code]) => !isLarge || ofAnySize.has(code))
    .map(([code, rule]): Run => ({ rule, report: reportTo(findings, code) }));
  for (const { rule, report } of runs) rule.document?.(document, report, facts);
  const walk: Walk = {
    hooks: hooksOf(runs),
    facts,
    findings,
    memory: canBeRemembered(document) ? options.memory : undefined,
  };
  if (document.machine && !isLarge) visitScope(document.machine, walk);
  return findings.map((finding) => (isSure(finding, facts) ? finding : asFollowing(finding)));
}

/** Whether a finding stands by itself, and does not come of a mistake that another one tells. */
function isSure({ code, range }: Finding, { broken, undecided }: Facts): boolean {
  if (broken && !ofAnySize.has(code) && follows(broken, range)) return false;
  if (undecided.length === 0 || !dependsOnLanguage(code)) return true;
  return !undecided.some(({ start, end }) => start <= range.start && range.end <= end);
}

function asFollowing(finding: Finding): Finding {
  return { ...finding, follows: true };
}

const listed = Object.entries(rules) as readonly (readonly [RuleCode, Rule])[];

/** What is told of a definition that is too large to be checked. */
const ofAnySize: ReadonlySet<RuleCode> = new Set(['doc.syntax', 'doc.root', 'size.definition']);

interface Run {
  readonly rule: Rule;
  readonly report: Report;
}

function reportTo(findings: Finding[], code: RuleCode): Report {
  const { severity, doc }: RuleInfo = codes[code];
  return (at, message, more = {}) => {
    findings.push({
      code,
      severity: more.severity ?? severity,
      message,
      range: 'range' in at ? at.range : at,
      tags: more.tags ?? [],
      related: more.related ?? [],
      docUrl: doc,
      fixes: more.fixes ?? [],
      aws: more.aws,
      follows: more.follows ?? false,
      isEcho: more.isEcho ?? false,
    });
  };
}

type Hooks = ReturnType<typeof hooksOf>;

/** The runs that want each kind of visit, so that the walk asks no rule in vain. */
function hooksOf(runs: readonly Run[]) {
  const ofExpressions = runs.filter(({ rule }) => rule.expression);
  return {
    scope: runs.filter(({ rule }) => rule.scope),
    template: runs.filter(({ rule }) => rule.template),
    state: groups(stateTypes, (type) =>
      runs.filter(({ rule }) => rule.state ?? rule.states?.[type]),
    ),
    untyped: runs.filter(({ rule }) => rule.state),
    expression: groups(siteKinds, (kind) =>
      ofExpressions.filter(({ rule }) => rule.kinds?.includes(kind) ?? true),
    ),
  };
}

const siteKinds = ['path', 'dollar', 'jsonata'] as const;

function groups<Key extends string>(
  keys: readonly Key[],
  runsFor: (key: Key) => readonly Run[],
): { readonly [K in Key]: readonly Run[] } {
  const entries = keys.map((key): [Key, readonly Run[]] => [key, runsFor(key)]);
  return Object.fromEntries(entries) as { readonly [K in Key]: readonly Run[] };
}

interface Walk {
  readonly hooks: Hooks;
  readonly facts: Facts;
  readonly findings: Finding[];
  readonly memory: Memory | undefined;
}

function visitScope(scope: Scope, walk: Walk): void {
  for (const { rule, report } of walk.hooks.scope) rule.scope?.(scope, report, walk.facts);
  for (const state of scope.states) {
    recall(state, walk);
    for (const inner of scopesOf(state)) visitScope(inner, walk);
  }
}

/** Finds what is wrong in a state, or remembers it. */
function recall(state: State, walk: Walk): void {
  const { memory, findings, facts } = walk;
  if (!memory) {
    visitState(state, walk);
    return;
  }
  const { document, options } = facts;
  const language = queryLanguageOf(state);
  const circumstances = `${document.syntax} ${language} ${runsInExpress(state, options)}`;
  const place = memory.place(document, state, circumstances);
  const known = memory.recall(place);
  if (known) {
    for (const finding of known) findings.push(finding);
    return;
  }
  const before = findings.length;
  visitState(state, walk);
  memory.keep(place, findings.slice(before));
}

function visitTyped<T extends StateType>(
  type: T,
  state: StatesByType[T],
  runs: readonly Run[],
  facts: Facts,
): void {
  for (const { rule, report } of runs) {
    rule.state?.(state, report, facts);
    rule.states?.[type]?.(state, report, facts);
  }
}

function visitState(state: State, { hooks, facts }: Walk): void {
  if (state.type) visitTyped(state.type, state, hooks.state[state.type], facts);
  else for (const { rule, report } of hooks.untyped) rule.state?.(state, report, facts);
  const { templates, expressions } = facts.sites(state);
  for (const site of templates) {
    for (const { rule, report } of hooks.template) rule.template?.(site, report, facts);
  }
  for (const site of expressions) {
    for (const { rule, report } of hooks.expression[site.kind])
      rule.expression?.(site, report, facts);
  }
}
