"""Runs one recorded handler: the invocation comes on a line of the input, calls of its clients and its
result go out as lines, and what the calls were answered comes back as lines."""

import base64
import json
import sys
import traceback
import types

output = sys.stdout
# What a handler prints is no answer.
sys.stdout = sys.stderr


def say(message):
    output.write(json.dumps(message) + "\n")
    output.flush()


def hear():
    return json.loads(sys.stdin.readline())


class ClientError(Exception):
    def __init__(self, response, operation_name):
        self.response = response
        self.operation_name = operation_name
        error = response["Error"]
        super().__init__(
            f"An error occurred ({error['Code']}) when calling the {operation_name} operation: {error['Message']}"
        )


error_classes = {}


def error_class(code):
    return error_classes.setdefault(code, type(code, (ClientError,), {}))


class Exceptions:
    ClientError = ClientError

    def __getattr__(self, name):
        return error_class(name)


def encoded(value):
    if isinstance(value, (bytes, bytearray)):
        return base64.b64encode(bytes(value)).decode()
    if isinstance(value, dict):
        return {name: encoded(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [encoded(one) for one in value]
    return value


class Client:
    exceptions = Exceptions()

    def __init__(self, service):
        self._service = service

    def __getattr__(self, method):
        operation = "".join(word[:1].upper() + word[1:] for word in method.split("_"))

        def call(**params):
            say({"call": {"service": self._service, "operation": operation, "params": encoded(params)}})
            answer = hear()
            if "error" in answer:
                response = answer["error"]
                raise error_class(response["Error"]["Code"])(response, operation)
            return answer["response"]

        return call


def module(name, **members):
    made = types.ModuleType(name)
    for member, value in members.items():
        setattr(made, member, value)
    sys.modules[name] = made
    return made


def client(service, *_arguments, **_options):
    return Client(service)


class Session:
    def __init__(self, *_arguments, **_options):
        pass

    client = staticmethod(client)


exceptions = module("botocore.exceptions", ClientError=ClientError)
config = module("botocore.config", Config=lambda *_arguments, **_options: None)
module("botocore", exceptions=exceptions, config=config)
module("boto3", client=client, Session=Session)


class Context:
    def __init__(self, values):
        self.__dict__.update(values)

    def get_remaining_time_in_millis(self):
        return self.timeout_ms


invocation = hear()
place, _, function = invocation["handler"].rpartition(".")
try:
    handlers = module(place.replace("/", "."))
    exec(compile(invocation["source"], f"{place}.py", "exec"), handlers.__dict__)
    result = getattr(handlers, function)(invocation["event"], Context(invocation["context"]))
    say({"result": json.loads(json.dumps(result))})
except BaseException as error:  # what a handler raises is its answer
    say(
        {
            "failure": {
                "errorMessage": str(error),
                "errorType": type(error).__name__,
                "requestId": invocation["context"]["aws_request_id"],
                "stackTrace": traceback.format_tb(error.__traceback__)[1:],
            }
        }
    )
