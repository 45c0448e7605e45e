/** What an operation answers, from the API models, in the form in which mocked results are checked. */
import { isIntegration, readResource } from '@stepthrough/asl';
import type { ServiceCatalog, Shape } from '@stepthrough/catalog';
import { type ResultShape, resultShapeOf } from '@stepthrough/interpreter';

/** `undefined` where the answer is not the operation's own, or the operation is not known. */
export function answerShape(catalog: ServiceCatalog, resource: string): ResultShape | undefined {
  const known = resultShapeOf(resource);
  if (known) return known;
  const action = actionOf(resource);
  const integration = action === undefined ? undefined : catalog.integration(action);
  const output = integration?.output('requestResponse');
  if (!integration || !output) return undefined;
  return checked(output, integration.isOptimized ? shapesOfOptimized : shapesOfSdk);
}

/** Whether answers could be checked, were the API models there, or newer. */
export function lacksModel(catalog: ServiceCatalog, resource: string): boolean {
  const action = actionOf(resource);
  if (action === undefined || answerShape(catalog, resource)) return false;
  return action.startsWith('aws-sdk:') || catalog.sdkServices.size === 0;
}

/** Callbacks and jobs that are waited for answer with something else than the call. */
function actionOf(text: string): string | undefined {
  const resource = readResource(text);
  return isIntegration(resource) && resource.pattern === 'requestResponse'
    ? resource.integration
    : undefined;
}

const text: ResultShape = { type: 'string' };
const number: ResultShape = { type: 'number' };
const any: ResultShape = { type: 'any' };

interface Made {
  /** Optimized integrations give times as numbers or as texts, one by one. */
  readonly timestamp: ResultShape;
  readonly shapes: WeakMap<Shape, ResultShape>;
}

const shapesOfOptimized: Made = { timestamp: any, shapes: new WeakMap() };
const shapesOfSdk: Made = { timestamp: text, shapes: new WeakMap() };

/** Each shape is made once, and its parts when they are asked for, because it can hold itself. */
function checked(shape: Shape, made: Made): ResultShape {
  const known = made.shapes.get(shape) ?? makeChecked(shape, made);
  made.shapes.set(shape, known);
  return known;
}

function makeChecked(shape: Shape, made: Made): ResultShape {
  switch (shape.kind) {
    case 'string':
    case 'blob':
      return text;
    case 'boolean':
      return { type: 'boolean' };
    case 'integer':
    case 'number':
      return number;
    case 'timestamp':
      return made.timestamp;
    case 'any':
      return any;
    case 'list':
      return {
        type: 'list',
        get item() {
          return checked(shape.item, made);
        },
      };
    case 'map':
      return {
        type: 'map',
        get value() {
          return checked(shape.value, made);
        },
      };
    case 'object': {
      const required = shape.members.filter((member) => member.required);
      let fields: { readonly [name: string]: ResultShape } | undefined;
      return {
        type: 'object',
        required: required.map(({ name }) => name),
        get fields() {
          fields ??= Object.fromEntries(
            shape.members.map((member) => [member.name, checked(member.shape, made)]),
          );
          return fields;
        },
      };
    }
  }
}
