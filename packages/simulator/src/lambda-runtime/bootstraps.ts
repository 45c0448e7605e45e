/** Programs that connect a handler to the Lambda Runtime API: one a language, run from the command line. */

export interface Bootstrap {
  /** Command and arguments. */
  readonly command: readonly string[];
  /** What to install when the command is missing. */
  readonly toolchain: string;
}

/** By the beginning of the runtime's name, e.g. `nodejs22.x`. */
export const bootstraps: { readonly [runtime: string]: Bootstrap } = {
  nodejs: {
    command: [process.execPath, '--input-type=module', '-e', nodeProgram()],
    toolchain: 'Node.js',
  },
  python: { command: ['python3', '-c', pythonProgram()], toolchain: 'Python 3' },
};

function nodeProgram(): string {
  return `
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
const api = 'http://' + process.env.AWS_LAMBDA_RUNTIME_API + '/2018-06-01/runtime/';
const post = (path, body, type) => fetch(api + path, { method: 'POST', body: JSON.stringify(body) ?? 'null', headers: type ? { 'Lambda-Runtime-Function-Error-Type': type } : {} }).then((answer) => answer.arrayBuffer());
const shape = (e) => e instanceof Error
  ? { errorType: e.name, errorMessage: e.message, trace: (e.stack ?? '').split('\\n') }
  : { errorType: typeof e, errorMessage: String(e), trace: [] };
let handler;
try {
  const [file, name] = [process.env._HANDLER.replace(/\\.[^.]*$/, ''), process.env._HANDLER.split('.').at(-1)];
  const base = join(process.env.LAMBDA_TASK_ROOT, file);
  const path = ['.mjs', '.js', '.cjs', '.ts', '.mts'].map((ending) => base + ending).find(existsSync);
  if (!path) throw Object.assign(new Error("Cannot find module '" + file + "'"), { name: 'Runtime.ImportModuleError' });
  const module = await import(pathToFileURL(path).href);
  handler = module[name] ?? module.default?.[name];
  if (typeof handler !== 'function') throw Object.assign(new Error(process.env._HANDLER + ' is undefined or not exported'), { name: 'Runtime.HandlerNotFound' });
} catch (e) {
  await post('init/error', shape(e), e.name);
  process.exit(1);
}
for (;;) {
  const next = await fetch(api + 'invocation/next');
  const id = next.headers.get('Lambda-Runtime-Aws-Request-Id');
  const deadline = Number(next.headers.get('Lambda-Runtime-Deadline-Ms'));
  const event = await next.json();
  const context = { awsRequestId: id, functionName: process.env.AWS_LAMBDA_FUNCTION_NAME, memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE, invokedFunctionArn: next.headers.get('Lambda-Runtime-Invoked-Function-Arn'), getRemainingTimeInMillis: () => deadline - Date.now() };
  try {
    const result = await (handler.length > 2 ? new Promise((resolve, reject) => handler(event, context, (e, v) => (e ? reject(e) : resolve(v)))) : handler(event, context));
    await post('invocation/' + id + '/response', result ?? null);
  } catch (e) {
    await post('invocation/' + id + '/error', shape(e), e?.name);
  }
}`;
}

function pythonProgram(): string {
  return `
import importlib, json, os, sys, time, traceback, urllib.error, urllib.request
api = 'http://' + os.environ['AWS_LAMBDA_RUNTIME_API'] + '/2018-06-01/runtime/'
def send(path, body, kind=None):
    headers = {'Lambda-Runtime-Function-Error-Type': kind} if kind else {}
    try:
        urllib.request.urlopen(urllib.request.Request(api + path, body, headers, method='POST')).read()
    except urllib.error.HTTPError as refused:
        refused.read()
def post(path, body, kind=None):
    send(path, json.dumps(body).encode(), kind)
def shape(e, id=''):
    return {'errorMessage': str(e), 'errorType': type(e).__name__, 'requestId': id, 'stackTrace': traceback.format_tb(e.__traceback__)}
class Context:
    def get_remaining_time_in_millis(self):
        return int(self.deadline - time.time() * 1000)
sys.path.insert(0, os.environ['LAMBDA_TASK_ROOT'])
try:
    module, name = os.environ['_HANDLER'].rsplit('.', 1)
    handler = getattr(importlib.import_module(module.replace('/', '.')), name)
except Exception as e:
    body = shape(e)
    body['errorType'] = 'Runtime.ImportModuleError' if isinstance(e, ImportError) else 'Runtime.HandlerNotFound'
    post('init/error', body, body['errorType'])
    sys.exit(1)
while True:
    with urllib.request.urlopen(api + 'invocation/next') as next:
        id = next.headers['Lambda-Runtime-Aws-Request-Id']
        context = Context()
        context.aws_request_id = id
        context.deadline = int(next.headers['Lambda-Runtime-Deadline-Ms'])
        context.invoked_function_arn = next.headers['Lambda-Runtime-Invoked-Function-Arn']
        context.function_name = os.environ['AWS_LAMBDA_FUNCTION_NAME']
        event = json.loads(next.read())
    try:
        result = handler(event, context)
    except Exception as e:
        post('invocation/' + id + '/error', shape(e, id), type(e).__name__)
        continue
    try:
        body = json.dumps(result).encode()
    except Exception as e:
        fault = {'errorMessage': 'Unable to marshal response: ' + str(e), 'errorType': 'Runtime.MarshalError', 'requestId': id, 'stackTrace': []}
        post('invocation/' + id + '/error', fault, fault['errorType'])
        continue
    send('invocation/' + id + '/response', body)
`;
}
