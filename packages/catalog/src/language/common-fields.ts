import type { FieldInfo, FieldTable } from './field.ts';

/** Fields that several kinds of state share, under one text. */
const type = {
  doc: 'What the state does: Task, Pass, Choice, Wait, Succeed, Fail, Parallel or Map.',
  language: 'both',
  type: 'string',
  required: true,
  values: ['Task', 'Pass', 'Choice', 'Wait', 'Succeed', 'Fail', 'Parallel', 'Map'],
  snippet: '${1|Task,Pass,Choice,Wait,Succeed,Fail,Parallel,Map|}',
} as const satisfies FieldInfo;

export const comment = {
  doc: 'A note for readers. It has no effect.',
  language: 'both',
  type: 'string',
  snippet: '${1:comment}',
} as const satisfies FieldInfo;

export const queryLanguage = {
  doc: 'How this state reads and writes data. A state can be JSONata in a JSONPath machine, but not the other way round. States inside a Map or Parallel follow the machine, not the state around them.',
  language: 'both',
  type: 'string',
  values: ['JSONPath', 'JSONata'],
  default: 'the QueryLanguage of the machine',
  snippet: '${1|JSONata,JSONPath|}',
} as const satisfies FieldInfo;

const oneOfNextEnd = ['Next', 'End'] as const;

export const base: FieldTable = { Type: type, Comment: comment, QueryLanguage: queryLanguage };

export const transition: FieldTable = {
  Next: {
    doc: 'The state that runs after this one, in the same States.',
    language: 'both',
    type: 'stateName',
    oneOf: oneOfNextEnd,
    snippet: '${1:state}',
  },
  End: {
    doc: 'true makes this the last state of its machine, branch or iteration.',
    language: 'both',
    type: 'boolean',
    oneOf: oneOfNextEnd,
    values: ['true'],
    snippet: true,
  },
};

export const assign: FieldInfo = {
  doc: 'Variables to set when the state has succeeded. All expressions see the values from before; the next state is the first to see the new ones. Names end without `.$` in JSONata, with it in JSONPath when the value is a path.',
  language: 'both',
  type: 'template',
  snippet: { '${1:name}': '${2:value}' },
};

export const inputPath: FieldInfo = {
  doc: 'The part of the input that the state works on. null gives an empty object.',
  language: 'JSONPath',
  type: 'path',
  nullable: true,
  default: '"$"',
  snippet: '\\$.${1:field}',
};

export const outputPath: FieldInfo = {
  doc: 'The part of the result, after ResultPath, that becomes the state’s output. null gives an empty object.',
  language: 'JSONPath',
  type: 'path',
  nullable: true,
  default: '"$"',
  snippet: '\\$.${1:field}',
};

export const output: FieldInfo = {
  doc: 'The state’s output. Without it the output is the result of the state, or its input where it has no result.',
  language: 'JSONata',
  type: 'template',
  takesJsonata: true,
  default: '"{% $states.result %}"',
  snippet: '{% ${1:\\$states.result} %}',
};

export const resultPath: FieldInfo = {
  doc: 'Where in the input the result is placed. `$` replaces the input, null drops the result.',
  language: 'JSONPath',
  type: 'referencePath',
  nullable: true,
  default: '"$"',
  snippet: '\\$.${1:result}',
};

export const resultSelector: FieldInfo = {
  doc: 'A template that builds the result anew; `$` is the raw result. It runs before ResultPath.',
  language: 'JSONPath',
  type: 'template',
  snippet: { '${1:field}.\\$': '\\$.${2:field}' },
};

export const retry: FieldInfo = {
  doc: 'What to do again, and when, after an error. The first retrier whose ErrorEquals matches counts; each has attempts of its own.',
  language: 'both',
  type: 'retriers',
  part: 'retrier',
  snippet: [
    {
      ErrorEquals: ['${1:States.TaskFailed}'],
      IntervalSeconds: '=${2:1}',
      MaxAttempts: '=${3:3}',
      BackoffRate: '=${4:2}',
      JitterStrategy: '${5|FULL,NONE|}',
    },
  ],
};

export const catchers: FieldInfo = {
  doc: 'Where to go after an error that is not, or no longer, retried. The first catcher whose ErrorEquals matches counts.',
  language: 'both',
  type: 'catchers',
  part: 'catcher',
  snippet: [{ ErrorEquals: ['${1:States.ALL}'], Next: '${2:state}' }],
};

export const args: FieldInfo = {
  doc: 'What the state sends: JSON whose `{% … %}` strings are evaluated, or one expression. Without it the input is sent.',
  language: 'JSONata',
  type: 'template',
  takesJsonata: true,
  default: '"{% $states.input %}"',
  snippet: { '${1:name}': '{% ${2:\\$states.input} %}' },
};

export const parameters: FieldInfo = {
  doc: 'What the state works with: a template in which fields ending in `.$` are paths or intrinsic functions. Without it the input is taken.',
  language: 'JSONPath',
  type: 'template',
  snippet: { '${1:name}.\\$': '\\$.${2:field}' },
};
