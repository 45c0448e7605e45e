/** Renders the tree of a mapping template, with the values that the gateway hands in and no others. */
import type { Work } from '@stepthrough/expressions';
import { callMethod } from './methods.ts';
import { operators } from './operators.ts';
import { TemplateProblem } from './problem.ts';
import { argumentsIn, parseTemplate } from './syntax.ts';
import {
  isBlock,
  isBranch,
  type Attribute,
  type Block,
  type Expression,
  type Node,
  type RangeEnd,
  type Reference,
} from './tree.ts';
import {
  isTrue,
  JavaList,
  JavaMap,
  mapOf,
  memberOf,
  print,
  rangeOf,
  type Value,
} from './values.ts';

/** Velocity's own limit on what contains itself. */
const maxDepth = 20;

/** API Gateway's limit on the iterations of one `#foreach`; the loop ends there. */
const maxIterations = 1000;

export class Renderer {
  readonly #globals: Map<string, Value>;
  readonly #work: Work;
  readonly #locals: Map<string, Value>[] = [];
  readonly #defines = new Map<string, readonly Node[]>();
  readonly #parsed = new Map<string, readonly Node[]>();
  #depth = 0;
  #isBroken = false;
  #isStopped = false;

  constructor(globals: { readonly [name: string]: Value }, work: Work) {
    this.#globals = new Map(Object.entries(globals));
    this.#work = work;
  }

  /** The text of a template. @throws TemplateProblem, LimitReached */
  render(template: string): string {
    return this.#renderAll(this.#parse(template));
  }

  #parse(text: string): readonly Node[] {
    const known = this.#parsed.get(text);
    if (known) return known;
    this.#work.spend('steps', text.length);
    const nodes = parseTemplate(text);
    this.#parsed.set(text, nodes);
    return nodes;
  }

  #renderAll(nodes: readonly Node[]): string {
    let text = '';
    for (const node of nodes) {
      if (this.#isBroken || this.#isStopped) break;
      this.#work.spend('steps');
      text += this.#renderNode(node);
    }
    return text;
  }

  #renderNode(node: Node): string {
    if (typeof node === 'string') return this.#spent(node);
    if (isBlock(node)) {
      const [block, ...body] = node;
      return this.#renderBlock(block, body);
    }
    switch (node.type) {
      case 'references':
        return this.#printed(node);
      case 'set':
        this.#assign(...node.equal);
        return '';
      case 'raw':
        return this.#spent(node.value);
      case 'break':
        this.#isBroken = true;
        return '';
      case 'comment':
      case 'elseif':
      case 'else':
        return '';
      case 'stop':
        this.#isStopped = true;
        return '';
    }
  }

  #renderBlock(block: Block, body: readonly Node[]): string {
    switch (block.type) {
      case 'if':
        return this.#renderIf(block.condition, body);
      case 'foreach':
        return this.#renderEach(block.from, block.to, body);
      case 'define':
        this.#defines.set(block.id, body);
        return '';
      case 'noescape':
        return this.#renderAll(body);
    }
  }

  #renderIf(condition: Expression, body: readonly Node[]): string {
    let isTaken = isTrue(this.#evaluate(condition));
    const taken: Node[] = [];
    for (const node of body) {
      if (!isBranch(node)) {
        if (isTaken) taken.push(node);
      } else if (isTaken) break;
      else isTaken = node.type === 'else' || isTrue(this.#evaluate(node.condition));
    }
    return this.#renderAll(taken);
  }

  #renderEach(from: Expression, name: string, body: readonly Node[]): string {
    const source = this.#evaluate(from);
    const items =
      source instanceof JavaMap
        ? [...source.entries.values()]
        : source instanceof JavaList
          ? [...source.items]
          : [];
    let text = '';
    const frame = new Map<string, Value>();
    this.#locals.push(frame);
    for (const [index, item] of items.slice(0, maxIterations).entries()) {
      const [isFirst, hasNext] = [index === 0, index + 1 < items.length];
      const state = { count: index + 1, index, hasNext, first: isFirst, last: !hasNext };
      frame
        .set(name, item)
        .set('velocityCount', index + 1)
        .set('velocityHasNext', hasNext);
      frame.set(
        'foreach',
        mapOf<Value>(state, (member) => member),
      );
      text += this.#renderAll(body);
      if (this.#isBroken || this.#isStopped) break;
    }
    this.#isBroken = false;
    this.#locals.pop();
    return text;
  }

  /** API Gateway prints nothing of what is not there. */
  #printed(reference: Reference): string {
    const value = this.#read(reference);
    return value === undefined || value === null ? '' : print(value, this.#work);
  }

  #read({ id, path = [], args }: Reference): Value {
    const frame = this.#locals.findLast((local) => local.has(id)) ?? this.#globals;
    const define = this.#defines.get(id);
    let value: Value = frame.get(id);
    if (define && !frame.has(id)) value = this.#renderDefine(id, define);
    // No value of a template can be called.
    if (args !== undefined) return undefined;
    for (const attribute of path) {
      if (value === undefined || value === null) return undefined;
      value = this.#follow(value, attribute);
    }
    return value;
  }

  #renderDefine(id: string, body: readonly Node[]): string {
    if (this.#depth === maxDepth) {
      throw new TemplateProblem(`$${id} contains itself more than ${maxDepth} times.`);
    }
    this.#depth += 1;
    const text = this.#renderAll(body);
    this.#depth -= 1;
    return text;
  }

  #follow(value: Value, attribute: Attribute): Value {
    this.#work.spend('steps');
    switch (attribute.type) {
      case 'property':
        return memberOf(value, attribute.id);
      case 'method': {
        const args = argumentsIn(attribute.args).map((arg) => this.#evaluate(arg));
        return callMethod(value, attribute.id, args, this.#work);
      }
      case 'index':
        return memberOf(value, this.#evaluate(attribute.id));
    }
  }

  /** `#set`: a variable of the loop where there is one of that name, otherwise of the template. */
  #assign({ id, path = [] }: Reference, expression: Expression): void {
    const value = this.#evaluate(expression);
    const frame = this.#locals.findLast((local) => local.has(id)) ?? this.#globals;
    const last = path.at(-1);
    if (!last) {
      frame.set(id, value);
      return;
    }
    let target = frame.get(id);
    if (target === undefined || target === null) {
      target = new JavaMap();
      frame.set(id, target);
    }
    for (const attribute of path.slice(0, -1)) target = this.#follow(target, attribute);
    if (last.type === 'method') return;
    const key = last.type === 'property' ? last.id : this.#evaluate(last.id);
    if (target instanceof JavaMap) target.entries.set(print(key, this.#work), value);
    if (target instanceof JavaList && typeof key === 'number' && key in target.items) {
      target.items[key] = value;
    }
  }

  #evaluate(expression: Expression): Value {
    this.#work.spend('steps');
    switch (expression.type) {
      case 'references':
        return this.#read(expression);
      case 'string':
        return this.#text(expression.value, expression.isEval === true);
      case 'integer':
      case 'decimal':
        return Number(expression.value);
      case 'bool':
        return expression.value === 'null' ? null : expression.value === 'true';
      case 'array':
        return expression.isRange === true
          ? this.#range(expression.value)
          : new JavaList(expression.value.map((item) => this.#evaluate(item)));
      case 'runt':
        return undefined;
      case 'map':
        return mapOf(expression.value ?? {}, (member) => this.#evaluate(member));
      case 'math':
        return this.#compute(expression.operator, expression.expression);
    }
  }

  /** Texts in double quotes are templates themselves. */
  #text(text: string, isTemplate: boolean): string {
    return isTemplate && /[#$]/.test(text) ? this.#renderAll(this.#parse(text)) : this.#spent(text);
  }

  #range(ends: readonly RangeEnd[]): JavaList {
    const [from = NaN, to = NaN] = ends.map((end) =>
      Math.trunc(Number(typeof end === 'object' ? this.#evaluate(end) : end)),
    );
    return rangeOf(from, to, this.#work);
  }

  #compute(operator: string, [first, second]: readonly Expression[]): Value {
    const left = first && this.#evaluate(first);
    switch (operator) {
      case 'parenthesis':
        return left;
      case 'not':
        return !isTrue(left);
      case 'minus':
        return -Number(left);
      case '&&':
        return isTrue(left) && isTrue(second && this.#evaluate(second));
      case '||':
        return isTrue(left) || isTrue(second && this.#evaluate(second));
    }
    return operators.get(operator)?.(left, second && this.#evaluate(second), this.#work);
  }

  #spent(text: string): string {
    this.#work.spend('text', text.length);
    return text;
  }
}
