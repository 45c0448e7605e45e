import {
  memberOf,
  type Member,
  type ServiceCatalog,
  type Shape,
  type Snippet,
} from '@stepthrough/catalog';
import { CompletionItemKind } from 'vscode-languageserver';
import { plain } from '../markdown.ts';
import { calledBy } from '../called-by.ts';
import type { Choice } from './choice.ts';
import type { Cursor } from './cursor.ts';
import type { Expectation } from './expectation.ts';
import { literal } from './state-choices.ts';

type Path = readonly (string | number)[];

/** The parameters of the action that a Task calls, also those inside others. */
export function parameterChoices(
  services: ServiceCatalog,
  { container, property }: Cursor,
  expectation: Expectation,
  path: Path,
): Choice[] {
  const shape = shapeAt(services, expectation, path);
  if (shape?.kind !== 'object') return [];
  const present = new Set(
    container?.kind === 'object'
      ? container.properties
          .filter((each) => each !== property)
          .map(({ key }) => key.value.replace(/\.\$$/, ''))
      : [],
  );
  const isJsonPath = expectation.language === 'JSONPath';
  return shape.members
    .filter(({ name }) => !present.has(name))
    .flatMap((member): Choice[] => {
      const plain = choiceOf(member, member.name, snippetOf(member), 0);
      if (!isJsonPath) return [plain];
      const dynamic = `${member.name}.$`;
      const path = String.raw`\$.${'$'}{1:${literal(member.name)}}`;
      return [plain, choiceOf(member, dynamic, path, 1)];
    });
}

function choiceOf(member: Member, label: string, value: Snippet, later: number): Choice {
  const { required, shape, doc } = member;
  return {
    label,
    kind: CompletionItemKind.Property,
    detail: `${typeOf(shape)}${required ? ', required' : ''}`,
    doc,
    insert: { as: 'member', key: literal(label), value },
    rank: (required ? 1 : 4) + later,
  };
}

/** The values of a parameter, where they can be listed. */
export function parameterValueChoices(
  services: ServiceCatalog,
  expectation: Expectation,
  path: Path,
): Choice[] {
  const name = path.at(-1);
  const around = shapeAt(services, expectation, path.slice(0, -1));
  const member = typeof name === 'string' ? memberOf(around, name) : undefined;
  const flags = member?.shape.kind === 'boolean' ? ['true', 'false'] : [];
  return [
    ...(member?.values ?? []).map((value): Choice => ({
      label: value,
      kind: CompletionItemKind.EnumMember,
      insert: { as: 'value', value: literal(value) },
      rank: 1,
    })),
    ...flags.map((value): Choice => ({
      label: value,
      kind: CompletionItemKind.Keyword,
      insert: { as: 'value', value: `=${value}` },
      rank: 1,
    })),
  ];
}

/** The doc of the parameter at a path. */
export function parameterDoc(
  services: ServiceCatalog,
  expectation: Expectation,
  path: Path,
): string | undefined {
  const name = String(path.at(-1)).replace(/\.\$$/, '');
  const member = memberOf(shapeAt(services, expectation, path.slice(0, -1)), name);
  if (!member) return undefined;
  const { required, shape, doc } = member;
  const head = `**${plain(name)}**: ${typeOf(shape)}${required ? ', required' : ''}`;
  return doc === undefined ? head : `${head}\n\n${doc}`;
}

/** What a request has at a path inside Parameters or Arguments of a Task, or of a Map's reader or writer. */
function shapeAt(
  services: ServiceCatalog,
  { state, field, parts }: Expectation,
  path: Path,
): Shape | undefined {
  if (field !== 'Parameters' && field !== 'Arguments') return undefined;
  let shape: Shape | undefined;
  if (state?.type === 'Task' && parts.length === 0) {
    shape = calledBy(services, state.resource?.value ?? '')?.integration.input;
  } else if (state?.type === 'Map' && parts.length > 0) {
    const holder = parts[0] === 'itemReader' ? state.itemReader : state.resultWriter;
    const resource = holder?.value.properties.find(({ key }) => key.value === 'Resource')?.value;
    const text = resource?.kind === 'string' ? resource.value : '';
    shape = calledBy(services, text)?.integration.input;
  }
  for (const at of path) shape = innerShape(shape, at);
  return shape;
}

function innerShape(shape: Shape | undefined, at: string | number): Shape | undefined {
  if (shape?.kind === 'list') return shape.item;
  if (shape?.kind === 'map') return shape.value;
  return typeof at === 'string' ? memberOf(shape, at)?.shape : undefined;
}

function snippetOf({ shape, values, name }: Member): Snippet {
  if (values && values.length > 0) return `\${1|${values.join(',')}|}`;
  switch (shape.kind) {
    case 'object': {
      const needed = shape.members.filter(({ required }) => required);
      return Object.fromEntries(
        needed.map((member, index): [string, Snippet] => [
          literal(member.name),
          member.shape.kind === 'object' || member.shape.kind === 'list'
            ? `=\${${index + 1}:${member.shape.kind === 'list' ? '[]' : '{\\}'}}`
            : `\${${index + 1}:${literal(member.name)}}`,
        ]),
      );
    }
    case 'list':
      return ['$1'];
    case 'map':
      return { '${1:key}': '${2:value}' };
    case 'boolean':
      return '=${1|true,false|}';
    case 'integer':
    case 'number':
      return '=${1:1}';
    case 'string':
    case 'timestamp':
    case 'blob':
    case 'any':
      return `\${1:${literal(name)}}`;
  }
}

function typeOf(shape: Shape): string {
  if (shape.kind === 'list') return `list of ${typeOf(shape.item)}`;
  return shape.kind === 'any' ? 'any value' : shape.kind;
}
