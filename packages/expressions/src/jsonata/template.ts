import { isArray, isObject, type Json, type JsonObject, setMember } from '@stepthrough/json';
import { type Compiled, remember } from '../outcome.ts';
import { isBrief as isBriefExpression } from './brief.ts';
import { type Direct, directPathsOf } from './direct-paths.ts';
import { namesCircumstances } from './functions.ts';
import { type Expression, expressionOf, isJsonata, parseJsonata } from './syntax.ts';
import { treeOf, writesIntoData } from './tree.ts';

/** A template with its expressions taken out, so that they can be awaited one by one. */
export interface Plan {
  readonly leaves: readonly Leaf[];
  /** Whether one of them may ask for the time or for chance. */
  readonly asksCircumstances: boolean;
  /** Whether each of them is sure to take little time and room. */
  readonly isBrief: boolean;
  /** The template with the value of each leaf, in their order. */
  readonly build: (values: readonly Json[]) => Json;
}

export interface Leaf {
  /** The expression without its marks. */
  readonly text: string;
  readonly expression: Compiled<Expression>;
  /** Whether it has to get data of its own. */
  readonly writes: boolean;
  /** How to evaluate it faster, where that can be done. */
  readonly direct: Direct | undefined;
  /** Where it stands in the template, as AWS writes it: `/a/b[0]`. */
  readonly place: string;
}

const planOfText = remember(plan);

/**
 * Templates that are objects or lists, compiled once each. It belongs to whoever evaluates the
 * templates of machines again and again: a template is the same object each time.
 */
export class JsonataTemplates {
  readonly #plans = new WeakMap<object, Plan>();

  planOf(template: Json): Plan {
    if (typeof template === 'string') return planOfText(template);
    if (typeof template !== 'object' || template === null) return plan(template);
    const known = this.#plans.get(template);
    if (known) return known;
    const made = plan(template);
    this.#plans.set(template, made);
    return made;
  }
}

type Build = Plan['build'];

function plan(template: Json): Plan {
  const leaves: Leaf[] = [];
  const build = take(template, '', leaves) ?? (() => template);
  const asksCircumstances = leaves.some(({ text }) => namesCircumstances(text));
  const isBrief = leaves.every(
    ({ expression }) => !expression.ok || isBriefExpression(treeOf(expression.value)),
  );
  return { leaves, asksCircumstances, isBrief, build };
}

/** `undefined` for a value without expressions, which is then shared as it is. */
function take(template: Json, place: string, leaves: Leaf[]): Build | undefined {
  if (typeof template === 'string') {
    return isJsonata(template) ? takeLeaf(expressionOf(template), place, leaves) : undefined;
  }
  if (isArray(template)) return takeItems(template, place, leaves);
  return isObject(template) ? takeMembers(template, place, leaves) : undefined;
}

function takeLeaf(text: string, place: string, leaves: Leaf[]): Build {
  const at = leaves.length;
  const expression = parseJsonata(text);
  const writes = expression.ok && writesIntoData(treeOf(expression.value));
  const direct = expression.ok && !writes ? directPathsOf(text) : undefined;
  leaves.push({ text, expression, writes, direct, place });
  return (values) => values[at] ?? null;
}

function takeItems(items: readonly Json[], place: string, leaves: Leaf[]): Build | undefined {
  const builds = items.map((item, index) => take(item, `${place}[${index}]`, leaves));
  if (builds.every((build) => build === undefined)) return undefined;
  return (values) => builds.map((build, index) => (build ? build(values) : (items[index] ?? null)));
}

function takeMembers(object: JsonObject, place: string, leaves: Leaf[]): Build | undefined {
  const builds = Object.entries(object).map(
    ([name, value]) => [name, value, take(value, `${place}/${name}`, leaves)] as const,
  );
  if (builds.every(([, , build]) => build === undefined)) return undefined;
  return (values) => {
    const result: { [name: string]: Json } = {};
    for (const [name, value, build] of builds)
      setMember(result, name, build ? build(values) : value);
    return result;
  };
}
