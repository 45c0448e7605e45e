import type { Command } from './command.ts';

export const commands: { readonly [name: string]: Command } = {
  run: {
    summary: 'run a state machine, and print its trace and output',
    usage: `stepthrough run FILE [options]

  FILE                    the definition: .asl.json, .asl.yaml
  --scenario FILE         what surrounds it; by default NAME.scenario.yaml beside FILE, if there is one
  --start NAME            which start of the scenario begins the run; by default the first
  --test-case NAME        a test case of a MockConfigFile
  --input JSON            the execution's input, instead of a start
  --input-file FILE       the same, from a file
  --seed NUMBER           seed of every random choice
  --history               print the events that GetExecutionHistory would list, as JSON
  --quiet                 no trace, only the output`,
    load: async () => (await import('./commands/run.ts')).run,
  },
  test: {
    summary: 'run scenarios, and check what they expect',
    usage: `stepthrough test FILE... [options]

  FILE                    scenario files: *.scenario.yaml, *.scenario.json, MockConfigFile.json
  --definition FILE       the definition, where the scenario names none and none lies beside it; of a
                          MockConfigFile, only test cases of that machine are run
  --seed NUMBER           seed of every random choice
  --only NAME             only this start or test case; may be given several times
  --format FORMAT         text or json; by default text
  --junit FILE            also write a report for continuous integration`,
    load: async () => (await import('./commands/test.ts')).test,
  },
  validate: {
    summary: 'check definitions, also those inside templates',
    usage: `stepthrough validate FILE... [options]

  FILE                    definitions, or SAM, CloudFormation and Serverless templates
  --format FORMAT         text, json or sarif; by default text
  --express               hold the machines to the rules of Express workflows`,
    load: async () => (await import('./commands/validate.ts')).validate,
  },
  render: {
    summary: 'draw a definition as a Mermaid flowchart, for Markdown',
    usage: `stepthrough render FILE [options]

  FILE                    a definition, or a template with definitions
  --output FILE           write to a file instead of the standard output`,
    load: async () => (await import('./commands/render.ts')).render,
  },
  'language-server': {
    summary: 'serve the Language Server Protocol to an editor',
    usage: `stepthrough language-server --stdio`,
    load: async () => (await import('./commands/servers.ts')).languageServer,
  },
  'debug-adapter': {
    summary: 'serve the Debug Adapter Protocol to an editor',
    usage: `stepthrough debug-adapter --stdio
stepthrough debug-adapter --port NUMBER

  --port NUMBER           listen on this port of 127.0.0.1; 0 takes a free one. A line of JSON on the
                          standard error says {"host", "port", "token"}; a client gives the token as
                          "stepthroughToken" among the arguments of "initialize", its first message`,
    load: async () => (await import('./commands/servers.ts')).debugAdapter,
  },
};

export const usage = `stepthrough COMMAND

${Object.entries(commands)
  .map(([name, { summary }]) => `  ${name.padEnd(17)} ${summary}`)
  .join('\n')}

stepthrough COMMAND --help tells more.`;
