import { member } from '@stepthrough/json';
import type { SdkIndex, ServiceDescriptions, ServiceShapes } from './sdk-data.ts';
import { ShapeTable } from './shape-table.ts';
import type { ObjectShape } from './shape.ts';

/** Gives the text of a file of `generated`, or `undefined` where there is none. */
export type ReadFile = (name: string) => string | undefined;

export class SdkService {
  /** As it follows `aws-sdk:`. */
  readonly name: string;
  readonly title: string;
  /** First part of the service's error names, e.g. `DynamoDb`. */
  readonly errorPrefix: string;
  /** Whether AWS has no model of it any more. */
  readonly isRetired: boolean;
  readonly #readActions: () => readonly string[];
  #actions: readonly string[] | undefined;

  constructor(
    name: string,
    title: string,
    errorPrefix: string,
    isRetired: boolean,
    readActions: () => readonly string[],
  ) {
    this.name = name;
    this.title = title;
    this.errorPrefix = errorPrefix;
    this.isRetired = isRetired;
    this.#readActions = readActions;
  }

  /** In camel case, as they follow the service. The service's file is read for them. */
  get actions(): readonly string[] {
    this.#actions ??= this.#readActions();
    return this.#actions;
  }
}

interface SdkAction {
  readonly input: ObjectShape;
  readonly output: ObjectShape;
}

interface ServiceFile {
  readonly actions: ServiceShapes['actions'];
  readonly shapes: ShapeTable;
}

/** AWS's API models. A file is read when first asked for, and once. */
export class SdkModels {
  readonly #read: ReadFile;
  readonly #files = new Map<string, ServiceFile | undefined>();
  readonly #descriptions = new Map<string, ServiceDescriptions | undefined>();
  #index: SdkIndex | undefined;
  #services: ReadonlyMap<string, SdkService> | undefined;

  constructor(read: ReadFile) {
    this.#read = read;
  }

  get services(): ReadonlyMap<string, SdkService> {
    this.#services ??= new Map(
      Object.entries(this.#opened.services).map(([name, { title, prefix, isRetired = false }]) => [
        name,
        new SdkService(name, title, prefix, isRetired, () => this.#actionsOf(name)),
      ]),
    );
    return this.#services;
  }

  /** Of the models, `YYYY-MM`; empty without files. */
  get date(): string {
    return this.#opened.date;
  }

  get #opened(): SdkIndex {
    this.#index ??= parse<SdkIndex>(this.#read('index.json')) ?? { date: '', services: {} };
    return this.#index;
  }

  /** The first sentences about an action and the members of its request; read when first asked for. */
  description(service: string, action: string): ServiceDescriptions[string] | undefined {
    if (!this.#descriptions.has(service)) {
      this.#descriptions.set(service, parse(this.#read(`${service}.docs.json`)));
    }
    const file = this.#descriptions.get(service);
    return file && member(file, action);
  }

  action(service: string, action: string): SdkAction | undefined {
    const file = this.#load(service);
    const refs = file && member(file.actions, action);
    if (!file || !refs) return undefined;
    return { input: file.shapes.objectAt(refs[0]), output: file.shapes.objectAt(refs[1]) };
  }

  #actionsOf(service: string): readonly string[] {
    return Object.keys(this.#load(service)?.actions ?? {});
  }

  #load(service: string): ServiceFile | undefined {
    // The index is large; only `aws-sdk:` needs it.
    if (service === 'index') return undefined;
    if (!this.#files.has(service)) {
      const data = parse<ServiceShapes>(this.#read(`${service}.json`));
      const file = data && { actions: data.actions, shapes: new ShapeTable(data.shapes) };
      this.#files.set(service, file);
    }
    return this.#files.get(service);
  }
}

function parse<T>(text: string | undefined): T | undefined {
  return text === undefined ? undefined : (JSON.parse(text) as T);
}
