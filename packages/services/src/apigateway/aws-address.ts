/** Addresses of AWS's services as an integration writes them. */

export interface AwsAddress {
  /** As the address has it, e.g. `dynamodb`. */
  readonly service: string;
  /** What stands before the service's name, e.g. the bucket of `bucket.s3`. */
  readonly subdomain: string | undefined;
  /** The action that is meant where the request names none. */
  readonly action: string | undefined;
  /** Without its first slash. */
  readonly path: string | undefined;
}

/** `arn:aws:apigateway:REGION:[SUBDOMAIN.]SERVICE:action/NAME` or `:path/PATH`; `undefined` for any other text. */
export function awsAddressOf(uri: string): AwsAddress | undefined {
  const [, subdomain, service, kind, rest] =
    /^arn:aws[\w-]*:apigateway:[\w-]*:(?:([\w.-]+)\.)?([\w-]+):(action|path)\/(.*)$/s.exec(uri) ??
    [];
  if (service === undefined || rest === undefined) return undefined;
  const isAction = kind === 'action';
  return {
    service,
    subdomain,
    action: isAction ? rest : undefined,
    path: isAction ? undefined : rest,
  };
}

/** The function of an address of Lambda, by its name or ARN. */
export function functionAt({ service, path = '' }: AwsAddress): string | undefined {
  return service === 'lambda' ? /\/functions\/([^/]+)\/invocations/.exec(path)?.[1] : undefined;
}
