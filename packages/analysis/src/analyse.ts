import { type AslDocument, type Scope, scopesOf } from '@stepthrough/asl';
import { codes, type RuleCode } from './codes.ts';
import type { RuleInfo } from './codes/rule-info.ts';
import { createFacts, type Facts } from './facts.ts';
import type { AnalysisOptions } from './options.ts';
import type { Problem } from './problem.ts';
import type { AwsWording, Report, Rule } from './rule.ts';
import { rules } from './rules/index.ts';
import { readSuppressions } from './suppress.ts';

/** A problem with AWS's own wording of it, before settings and comments decide about it. */
export interface Finding extends Problem {
  readonly aws: AwsWording | undefined;
}

/**
 * What is wrong with a document, in the order of its text. Total: any document, also one that
 * does not parse, gives a list and never an exception.
 */
export function analyse(document: AslDocument, options: AnalysisOptions = {}): readonly Problem[] {
  const isSuppressed = readSuppressions(document);
  return findingsOf(document, options)
    .flatMap(({ aws: _, ...problem }) => {
      const level = options.severities?.[problem.code] ?? problem.severity;
      return level === 'off' || isSuppressed(problem) ? [] : [{ ...problem, severity: level }];
    })
    .sort((a, b) => a.range.start - b.range.start);
}

/** All that the rules report, in the order of the rules. */
export function findingsOf(document: AslDocument, options: AnalysisOptions): readonly Finding[] {
  const findings: Finding[] = [];
  const facts = createFacts(document, options);
  const runs = listed.map(([code, rule]): Run => ({ rule, report: reportTo(findings, code) }));
  for (const { rule, report } of runs) rule.document?.(document, report, facts);
  if (document.machine) walk(document.machine, hooksOf(runs), facts);
  return findings;
}

const listed = Object.entries(rules) as readonly (readonly [RuleCode, Rule])[];

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
    });
  };
}

type Hooks = ReturnType<typeof hooksOf>;

/** The runs that want each kind of visit, so that the walk asks no rule in vain. */
function hooksOf(runs: readonly Run[]) {
  return {
    scope: runs.filter(({ rule }) => rule.scope),
    state: runs.filter(({ rule }) => rule.state),
    expression: runs.filter(({ rule }) => rule.expression),
    template: runs.filter(({ rule }) => rule.template),
  };
}

function walk(scope: Scope, hooks: Hooks, facts: Facts): void {
  for (const { rule, report } of hooks.scope) rule.scope?.(scope, report, facts);
  for (const state of scope.states) {
    for (const { rule, report } of hooks.state) rule.state?.(state, report, facts);
    const { templates, expressions } = facts.sites(state);
    for (const site of templates) {
      for (const { rule, report } of hooks.template) rule.template?.(site, report, facts);
    }
    for (const site of expressions) {
      for (const { rule, report } of hooks.expression) rule.expression?.(site, report, facts);
    }
    for (const inner of scopesOf(state)) walk(inner, hooks, facts);
  }
}
