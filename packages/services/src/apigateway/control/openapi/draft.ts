/** An API that an import is making: its parts come through the operations that clients ask for. */
import { get, set } from '@stepthrough/collections';
import { Work } from '@stepthrough/expressions';
import { isArray, isObject, member, type Json, type JsonObject } from '@stepthrough/json';
import { responseOf } from '../../../contract/outcome.ts';
import type { Context } from '../../../contract/service.ts';
import type { RestApi } from '../../rest-api.ts';
import type { ApiGatewayState } from '../../state.ts';
import { authorizerOperations } from '../authorizers.ts';
import { gatewayResponseOperations } from '../gateway-responses.ts';
import { integrationOperations } from '../integrations.ts';
import { methodOperations } from '../methods.ts';
import { modelOperations } from '../models.ts';
import { requestValidatorOperations } from '../request-validators.ts';
import { resourceOperations } from '../resources.ts';
import { Messages } from './messages.ts';

const operations = {
  ...resourceOperations,
  ...methodOperations,
  ...integrationOperations,
  ...modelOperations,
  ...requestValidatorOperations,
  ...authorizerOperations,
  ...gatewayResponseOperations,
};

/** What an operation has made. */
interface Done {
  readonly api: RestApi;
  readonly id: string;
}

export class Draft {
  api: RestApi;
  readonly errors = new Messages();
  readonly warnings = new Messages();
  readonly #state: ApiGatewayState;
  readonly #context: Context;
  readonly #work = new Work();
  #performed = 0;

  constructor(api: RestApi, state: ApiGatewayState, context: Context) {
    this.api = api;
    this.#state = state;
    this.#context = context;
  }

  /**
   * Performs an operation on an API, which may be a part of this draft where an operation looks through
   * all that there is. A refusal becomes an error of the import, and gives `undefined`.
   *
   * @throws LimitReached when references repeat more than can be made
   */
  perform(
    operation: string,
    request: JsonObject,
    describe: (message: string) => string,
    on: RestApi = this.api,
  ): Done | undefined {
    const { id: restApiId } = on.settings;
    this.#work.spend('steps', 4 + 2 * weightOf(request));
    this.#performed += 1;
    const { state, outcome } = this.#found(operation)(
      { ...request, restApiId },
      { ...this.#state, apis: set(undefined, restApiId, on) },
      this.#contextOf(this.#performed),
    );
    if (!outcome?.ok) {
      this.errors.add(describe(outcome?.error.message ?? ''));
      return undefined;
    }
    const { id } = responseOf(outcome);
    return { api: get(state.apis, restApiId) ?? on, id: typeof id === 'string' ? id : '' };
  }

  /** Characters of texts that the API keeps. @throws LimitReached */
  spendText(characters: number): void {
    this.#work.spend('text', characters);
  }

  #found(name: string) {
    const operation = member(operations, name);
    if (!operation) throw new Error(`API Gateway has no operation ${name}.`);
    return operation;
  }

  /** Each of the operations makes ids of its own. */
  #contextOf(number: number): Context {
    return {
      ...this.#context,
      uuid: (purpose) => this.#context.uuid(`import ${number} ${purpose}`),
    };
  }
}

/** Values of a request, and what its texts cost to look at. */
function weightOf(value: Json): number {
  if (typeof value === 'string') return value.length >> 6;
  const inner = isArray(value) ? value : isObject(value) ? Object.values(value) : [];
  return inner.reduce<number>((sum, each) => sum + 1 + weightOf(each), 0);
}
