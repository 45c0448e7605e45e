/** What the API model of EventBridge says of texts in requests, by its shapes. */

export interface Constraint {
  readonly least?: number;
  readonly most?: number;
  readonly pattern?: Pattern;
  /** Its value is not told in refusals. */
  readonly isSecret?: true;
}

interface Pattern {
  /** As the model writes it. */
  readonly text: string;
  readonly whole: Pick<RegExp, 'test'>;
}

const named: Pattern = { text: '[\\.\\-_A-Za-z0-9]+', whole: /^[.\-_A-Za-z0-9]+$/ };
const name: Constraint = { least: 1, most: 64, pattern: named };
const ofBus: Pattern = { text: '[/\\.\\-_A-Za-z0-9]+', whole: /^[/.\-_A-Za-z0-9]+$/ };
const nameOrArnOfBus: Pattern = {
  text: '(arn:aws[\\w-]*:events:[a-z]+-[a-z]+-[\\w-]+:[0-9]{12}:event-bus\\/)?[/\\.\\-_A-Za-z0-9]+',
  whole: /^(?:arn:aws[\w-]*:events:[a-z]+-[a-z]+-[\w-]+:\d{12}:event-bus\/)?[/.\-_A-Za-z0-9]+$/,
};
const statementId: Pattern = { text: '[a-zA-Z0-9-_]+', whole: /^[a-zA-Z0-9\-_]+$/ };
const ofEvents: Pattern = {
  text: '^arn:aws([a-z]|\\-)*:events:([a-z]|\\d|\\-)*:([0-9]{12})?:.+\\/.+$',
  whole: /^arn:aws[a-z-]*:events:[a-z\d-]*:(?:\d{12})?:.+\/.+$/,
};
const ofConnection: Pattern = {
  text: '^arn:aws([a-z]|\\-)*:events:([a-z]|\\d|\\-)*:([0-9]{12})?:connection\\/[\\.\\-_A-Za-z0-9]+\\/[\\-A-Za-z0-9]+$',
  whole:
    /^arn:aws[a-z-]*:events:[a-z\d-]*:(?:\d{12})?:connection\/[.\-_A-Za-z0-9]+\/[-A-Za-z0-9]+$/,
};
const endpoint: Pattern = {
  text: "^((%[0-9A-Fa-f]{2}|[-()_.!~*';/?:@\\x26=+$,A-Za-z0-9])+)([).!';/?:,])?$",
  whole: /^(?:%[0-9A-Fa-f]{2}|[-()_.!~*';/?:@&=+$,A-Za-z0-9])+$/,
};
const action: Pattern = { text: 'events:[a-zA-Z]+', whole: /^events:[a-zA-Z]+$/ };
const principal: Pattern = { text: '(\\d{12}|\\*)', whole: /^(?:\d{12}|\*)$/ };
const key: Pattern = { text: '^[a-zA-Z0-9_\\-/:]*$', whole: /^[a-zA-Z0-9_\-/:]*$/ };
const headerText: Pattern = {
  text: '^[ \\t]*[^\\x00-\\x1F:\\x7F]+([ \\t]+[^\\x00-\\x1F:\\x7F]+)*[ \\t]*$',
  whole: {
    test: (text) =>
      text.replaceAll('\t', '') !== '' && !text.includes(':') && isPrinted(text, '\t'),
  },
};
const headerKey: Pattern = {
  text: "^[!#$%&'*+-.^_`|~0-9a-zA-Z]+$",
  whole: /^[!#$%&'*+,\-.^_`|~0-9a-zA-Z]+$/,
};
const headerValue: Pattern = {
  text: '^[ \\t]*[\\x20-\\x7E]+([ \\t]+[\\x20-\\x7E]+)*[ \\t]*$',
  whole: /^\t*[ -~][\t -~]*$/,
};
const queryKey: Pattern = {
  text: '[^\\x00-\\x1F\\x7F]+',
  whole: { test: (text) => text !== '' && isPrinted(text, '') },
};
const queryValue: Pattern = {
  text: '[^\\x00-\\x09\\x0B\\x0C\\x0E-\\x1F\\x7F]+',
  whole: { test: (text) => text !== '' && isPrinted(text, '\n\r') },
};

const header: Constraint = { least: 1, most: 512, pattern: headerText };

export const constraints = {
  RuleName: name,
  TargetId: name,
  ReplayName: name,
  ConnectionName: name,
  ApiDestinationName: name,
  ArchiveName: { ...name, most: 48 },
  EventBusName: { least: 1, most: 256, pattern: ofBus },
  EventBusNameOrArn: { least: 1, most: 1600, pattern: nameOrArnOfBus },
  EventBusArn: { least: 1, most: 1600, pattern: ofEvents },
  ArchiveArn: { least: 1, most: 1600, pattern: ofEvents },
  ConnectionArn: { least: 1, most: 1600, pattern: ofConnection },
  EventPattern: { most: 4096 },
  ScheduleExpression: { most: 256 },
  Description: { most: 512 },
  Arn: { least: 1, most: 1600 },
  TargetInput: { most: 8192 },
  TargetInputPath: { most: 256 },
  TransformerInput: { least: 1, most: 8192 },
  StatementId: { least: 1, most: 64, pattern: statementId },
  Action: { least: 1, most: 64, pattern: action },
  Principal: { least: 1, most: 12, pattern: principal },
  TagKey: { least: 1, most: 128 },
  TagValue: { most: 256 },
  MessageGroupId: { most: 100 },
  KmsKeyIdentifier: { most: 2048, pattern: key },
  HttpsEndpoint: { least: 1, most: 2048, pattern: endpoint },
  AuthHeaderParameters: header,
  AuthHeaderParametersSensitive: { ...header, isSecret: true },
  HeaderKey: { most: 512, pattern: headerKey },
  HeaderValueSensitive: { most: 512, pattern: headerValue, isSecret: true },
  QueryStringKey: { most: 512, pattern: queryKey },
  QueryStringValueSensitive: { most: 512, pattern: queryValue, isSecret: true },
} satisfies { readonly [shape: string]: Constraint };

/** Whether a text has no control character of ASCII but those. */
function isPrinted(text: string, allowed: string): boolean {
  return [...text].every((char) => (char >= ' ' && char !== '\u007f') || allowed.includes(char));
}
