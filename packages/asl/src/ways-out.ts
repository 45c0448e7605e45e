import { stateTypes } from './machine.ts';
import {
  hasOpenKeys,
  hasPlaceholder,
  type ObjectNode,
  propertyOf,
  type SourceNode,
  valueOf,
} from './source/node.ts';
import { alternativesOf, isNoValue } from './source/alternatives.ts';

/** Where a state may lead, as far as its text tells: what a deployment fills in is unknown. */
export interface WaysOut {
  /** The names of the states, of whichever arm of an `Fn::If` too; there may be no such states. */
  readonly targets: readonly string[];
  /** Whether an execution may end here. */
  readonly mayEnd: boolean;
  /** Whether some way is filled in at deployment or not written yet, so that it may lead anywhere. */
  readonly isOpen: boolean;
  /** Whether some way stands in an arm of an `Fn::If`, where `transitionsOf` does not see it. */
  readonly isChosen: boolean;
}

/** The ways out of what stands under a state's name, which may be no state yet. */
export function waysOut(value: SourceNode | undefined): WaysOut {
  const reader = new Reader();
  reader.readState(value);
  return reader;
}

class Reader implements WaysOut {
  readonly targets: string[] = [];
  mayEnd = false;
  isOpen = false;
  isChosen = false;

  readState(value: SourceNode | undefined): void {
    for (const node of this.#arms(value)) {
      if (node?.kind === 'object') this.#readFields(node);
      else this.isOpen = true;
    }
  }

  #readFields(node: ObjectNode): void {
    if (hasOpenKeys(node)) this.isOpen = true;
    const field = valueOf(node, 'Type');
    const type = stateTypes.find((each) => field?.kind === 'string' && each === field.value);
    if (type === 'Succeed' || type === 'Fail') {
      this.mayEnd = true;
      return;
    }
    const before = this.targets.length;
    const isEnd = this.#readEnd(type === 'Choice' ? undefined : node);
    if (type !== 'Choice') this.#readTarget(node, 'Next');
    if (type === 'Choice' || type === undefined) {
      this.#readTarget(node, 'Default');
      this.#readList(node, 'Choices');
    }
    // A state that leads nowhere, or is of no type, is not finished.
    if (type === undefined || (this.targets.length === before && !isEnd)) this.isOpen = true;
    if (type === undefined || handlers.has(type)) this.#readList(node, 'Catch');
  }

  #readEnd(node: ObjectNode | undefined): boolean {
    const end = node && propertyOf(node, 'End');
    if (!end) return false;
    let isEnd = false;
    for (const value of this.#arms(end.value)) {
      if (value?.kind === 'boolean') isEnd ||= value.value;
      else if (!isNoValue(value)) this.isOpen = true;
    }
    this.mayEnd ||= isEnd;
    return isEnd;
  }

  #readTarget(node: ObjectNode, name: string): boolean {
    const field = propertyOf(node, name);
    if (!field) return false;
    for (const value of this.#arms(field.value)) {
      if (value?.kind === 'string' && !hasPlaceholder(value.value)) this.targets.push(value.value);
      else if (!isNoValue(value)) this.isOpen = true;
    }
    return true;
  }

  /** The rules of a Choice, or the catchers. */
  #readList(node: ObjectNode, name: string): void {
    const field = propertyOf(node, name);
    if (!field) return;
    for (const list of this.#arms(field.value)) {
      if (list?.kind !== 'array') this.isOpen ||= !isNoValue(list);
      else for (const item of list.items) this.#readItem(item);
    }
  }

  #readItem(item: SourceNode): void {
    for (const value of this.#arms(item)) {
      if (isNoValue(value)) continue;
      const isRead =
        value?.kind === 'object' && !hasOpenKeys(value) && this.#readTarget(value, 'Next');
      if (!isRead) this.isOpen = true;
    }
  }

  #arms(value: SourceNode | undefined): readonly (SourceNode | undefined)[] {
    const arms = value && alternativesOf(value);
    if (!arms) return [value];
    this.isChosen = true;
    return arms.flatMap((arm) => this.#arms(arm));
  }
}

/** The types of state that can catch. */
const handlers: ReadonlySet<string> = new Set(['Task', 'Parallel', 'Map']);
