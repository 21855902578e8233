"""Reads one Python source a line (as JSON) and answers with what Python itself makes of it."""

import ast
import json
import sys

PLAIN = (
    ast.Module,
    ast.Expr,
    ast.Constant,
    ast.ImportFrom,
    ast.alias,
    ast.With,
    ast.withitem,
    ast.Call,
    ast.keyword,
    ast.Name,
    ast.Load,
    ast.Store,
    ast.Assign,
    ast.List,
    ast.Dict,
    ast.BinOp,
    ast.RShift,
)


def names(node: ast.expr) -> list[str]:
    return [item.id for item in node.elts] if isinstance(node, ast.List) else [node.id]


def describe(source: str) -> dict:
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if not isinstance(node, PLAIN):
            raise TypeError(f"{type(node).__name__} has no business in a DAG file")
    docstring, imports, block = tree.body
    (context,) = block.items
    answer = {
        "docstring": docstring.value.value,
        "imports": [imports.module, *[alias.name for alias in imports.names]],
        "dag": {item.arg: ast.literal_eval(item.value) for item in context.context_expr.keywords},
        "tasks": [],
        "edges": [],
    }
    for statement in block.body:
        if isinstance(statement, ast.Assign):
            call = statement.value
            answer["tasks"].append(
                {
                    "name": statement.targets[0].id,
                    "class": call.func.id,
                    "args": [ast.literal_eval(item) for item in call.args],
                    "kwargs": {item.arg: ast.literal_eval(item.value) for item in call.keywords},
                }
            )
        else:
            shift = statement.value
            answer["edges"] += [[a, b] for a in names(shift.left) for b in names(shift.right)]
    return answer


for line in sys.stdin:
    request = json.loads(line)
    try:
        if request["kind"] == "dag":
            result = {"value": describe(request["source"])}
        else:
            result = {"value": ast.literal_eval(request["source"])}
    except Exception as failure:
        result = {"error": f"{type(failure).__name__}: {failure}"}
    print(json.dumps(result), flush=True)
