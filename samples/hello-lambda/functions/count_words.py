from collections import Counter


def handler(event, context):
    """Counts how often each word occurs."""
    return {"counts": dict(Counter(event["words"])), "countedBy": context.function_name}
