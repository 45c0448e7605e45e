import { member } from '@stepthrough/json';
import type { SdkIndex, ServiceShapes } from './sdk-data.ts';
import { ShapeTable } from './shape-table.ts';
import type { ObjectShape } from './shape.ts';

/** Gives the text of a file of `generated`, or `undefined` where there is none. */
export type ReadFile = (name: string) => string | undefined;

export interface SdkService {
  /** As it follows `aws-sdk:`. */
  readonly name: string;
  readonly title: string;
  /** First part of the service's error names, e.g. `DynamoDb`. */
  readonly errorPrefix: string;
  /** In camel case, as they follow the service. */
  readonly actions: readonly string[];
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
  #services: ReadonlyMap<string, SdkService> | undefined;

  constructor(read: ReadFile) {
    this.#read = read;
  }

  get services(): ReadonlyMap<string, SdkService> {
    this.#services ??= new Map(
      Object.entries(parse<SdkIndex>(this.#read('index.json')) ?? {}).map(
        ([name, { title, prefix, actions }]) => [
          name,
          { name, title, errorPrefix: prefix, actions },
        ],
      ),
    );
    return this.#services;
  }

  action(service: string, action: string): SdkAction | undefined {
    const file = this.#load(service);
    const refs = file && member(file.actions, action);
    if (!file || !refs) return undefined;
    return { input: file.shapes.objectAt(refs[0]), output: file.shapes.objectAt(refs[1]) };
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
