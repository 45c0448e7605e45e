/** Scenario files on the disk, with the files that they use. */
import { readFileText, UnreadableFile } from '@stepthrough/asl';
import * as fs from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { SimulationProblem, placeIn, type Scenario, readScenario } from '@stepthrough/scenario';

/** @throws SimulationProblem naming file, line and remedy when the file is missing or wrong. */
export function loadScenario(path: string): Scenario {
  return loadAfter([], path);
}

/** `before` are the files that lead to this one by their `use.mocks`. */
function loadAfter(before: readonly string[], path: string): Scenario {
  const { scenario, problems } = readScenario(scenarioText(path), path);
  if (scenario) return withMocks(scenario, [...before, resolve(path)]);
  throw new SimulationProblem(
    problems.map(({ line, column, message }) => `${path}:${line}:${column}: ${message}`).join('\n'),
  );
}

/** @throws SimulationProblem when there is no such file, or none that is read */
export function scenarioText(path: string): string {
  try {
    return readFileText(fs, path);
  } catch (problem) {
    if (!(problem instanceof UnreadableFile)) throw problem;
    throw new SimulationProblem(
      problem.code === 'ENOENT'
        ? `${path}: there is no such scenario file. Check "scenario" in the launch configuration, or remove it to run with an input.`
        : `${path}: the scenario file cannot be read: ${problem.message}.`,
    );
  }
}

/** The scenario with the MockConfigFile that its `use.mocks` names. */
function withMocks(scenario: Scenario, files: readonly string[]): Scenario {
  const { mocks } = scenario;
  if (mocks?.file === undefined) return scenario;
  const [file = '', chosen] = mocks.file.split('#');
  const path = resolve(dirname(scenario.path ?? '.'), file);
  const place = placeIn(scenario, ['use', 'mocks']);
  if (files.includes(path)) {
    const way = [...files.slice(files.indexOf(path)), path].map((each) => basename(each));
    throw new SimulationProblem(
      `${place}: "use.mocks" leads back to where it came from (${way.join(' → ')}); name a MockConfigFile that uses no other file.`,
    );
  }
  if (files.length >= mostFiles) {
    throw new SimulationProblem(
      `${place}: "use.mocks" goes through more than ${mostFiles} files; name the last MockConfigFile itself.`,
    );
  }
  const used = loadUsed(files, path, place).mocks;
  if (!used) {
    throw new SimulationProblem(
      `${file}: this is no MockConfigFile; it needs "StateMachines" and "MockedResponses".`,
    );
  }
  return { ...scenario, mocks: { ...used, ...(chosen === undefined ? {} : { chosen }) } };
}

/** Files that name each other in a row. */
const mostFiles = 10;

function loadUsed(files: readonly string[], path: string, place: string): Scenario {
  try {
    return loadAfter(files, path);
  } catch (problem) {
    // What the file says has its own place; that it cannot be had is told where it is named.
    if (!(problem instanceof SimulationProblem) || !problem.message.startsWith(`${path}: `)) {
      throw problem;
    }
    throw new SimulationProblem(`${place}: ${problem.message}`);
  }
}
