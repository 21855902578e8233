"""Requests and answers are held against the service models, and a stand-in that strays is found out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import boto3
import botocore.session
import pytest
from botocore.config import Config
from botocore.serialize import create_serializer

from standin import constraints, forms, shapes

from .standin import CONTROL, REGION, TENANT, StandIn, refused

MODELS = ("emr", "sts", "mwaa", "secretsmanager", "iam", "cloudformation")


def model(service: str) -> Any:
    session: Any = botocore.session.get_session()
    return session.get_service_model(service)


@pytest.fixture(scope="module")
def standin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StandIn]:
    one = StandIn(tmp_path_factory.mktemp("conformance"))
    one.start()
    yield one
    one.stop()


def careless(standin: StandIn, service: str, place: str) -> Any:
    """A client that sends whatever it is given."""
    key, secret = standin.keys[place]
    session: Any = boto3.session.Session(key, secret, region_name=REGION)
    config = Config(parameter_validation=False, retries={"total_max_attempts": 1}, inject_host_prefix=False)
    return session.client(service, endpoint_url=standin.url, config=config)


# -- requests


@pytest.mark.parametrize(
    ("service", "operation", "parameters", "code", "problem"),
    [
        ("emr", "list_steps", {}, "ValidationException", "Missing required parameter in input"),
        ("emr", "list_steps", {"ClusterId": 3}, "ValidationException", "Invalid type for parameter ClusterId"),
        ("emr", "list_steps", {"ClusterId": "j" * 257}, "ValidationException", "less than or equal to 256"),
        ("emr", "list_steps", {"ClusterId": "j-1", "StepStates": ["DONE"]}, "ValidationException", "enum value set"),
        ("sts", "assume_role", {"RoleArn": "x" * 20}, "ValidationError", "RoleSessionName"),
        (
            "sts",
            "assume_role",
            {"RoleArn": "x" * 20, "RoleSessionName": "a b"},
            "ValidationError",
            "regular expression pattern",
        ),
        ("sts", "assume_role", {"RoleArn": "x", "RoleSessionName": "me"}, "ValidationError", "RoleArn"),
        ("mwaa", "invoke_rest_api", {"Name": "e", "Path": "/x", "Method": "HEAD"}, "ValidationException", "enum"),
    ],
)
def test_a_request_that_its_model_forbids_is_refused_and_kept(
    standin: StandIn, service: str, operation: str, parameters: dict[str, Any], code: str, problem: str
) -> None:
    with refused(code, 400):
        getattr(careless(standin, service, f"{CONTROL}/admin"), operation)(**parameters)
    (violation,) = standin.violations()
    assert violation["side"] == "request"
    assert problem in " ".join(violation["problems"])


def test_a_request_that_is_not_signed_well_is_told_that_first(standin: StandIn) -> None:
    key, _ = standin.keys[f"{CONTROL}/admin"]
    session: Any = boto3.session.Session(key, "wrong", region_name=REGION)
    config = Config(parameter_validation=False, retries={"total_max_attempts": 1})
    for service, code in (("emr", "InvalidSignatureException"), ("sts", "SignatureDoesNotMatch")):
        client = session.client(service, endpoint_url=standin.url, config=config)
        with refused(code):
            client.list_steps() if service == "emr" else client.assume_role(RoleArn="x")
    assert len(standin.violations()) == 2


def test_an_unknown_parameter_is_kept_and_let_pass(standin: StandIn) -> None:
    emr = careless(standin, "emr", f"{TENANT}/admin")
    emr.meta.events.register(
        "before-call.emr.ListClusters", lambda params, **_: params.update(body=b'{"Flavour": "vanilla"}')
    )
    assert emr.list_clusters()["Clusters"] == []
    (violation,) = standin.violations()
    assert violation["problems"][0].startswith('Unknown parameter in input: "Flavour"')


def test_nothing_is_kept_when_told_so(tmp_path: Path) -> None:
    standin = StandIn(tmp_path, violations=False)
    standin.start()
    with refused("ValidationException", 400):
        careless(standin, "emr", f"{TENANT}/admin").list_steps()
    assert standin.violations() == []
    standin.stop()


@pytest.mark.parametrize(
    ("service", "operation", "parameters"),
    [
        ("sts", "AssumeRole", {"RoleArn": "a" * 20, "RoleSessionName": "be", "DurationSeconds": 900}),
        ("sts", "AssumeRole", {"RoleArn": "a" * 20, "RoleSessionName": "be", "Tags": [{"Key": "k", "Value": ""}]}),
        ("iam", "CreateRole", {"RoleName": "r", "AssumeRolePolicyDocument": "{}", "MaxSessionDuration": 3600}),
        (
            "cloudformation",
            "CreateStack",
            {
                "StackName": "s",
                "Parameters": [{"ParameterKey": "a", "UsePreviousValue": True}, {"ParameterKey": "b"}],
                "Capabilities": ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM"],
            },
        ),
    ],
)
def test_a_form_is_read_as_botocore_writes_it(service: str, operation: str, parameters: dict[str, Any]) -> None:
    described = model(service).operation_model(operation)
    written = create_serializer("query").serialize_to_request(parameters, described)["body"]
    assert forms.read(urlencode({**written, "Extra.1": "x"}), described.input_shape) == (parameters, ["Extra.1"])


@pytest.mark.parametrize("service", MODELS)
def test_every_pattern_of_the_models_can_be_read(service: str) -> None:
    described = model(service)
    wanted = [described.shape_for(name).metadata.get("pattern") for name in described.shape_names]
    for text in filter(None, wanted):
        constraints.pattern(text)
    assert constraints.pattern(model("emr").shape_for("XmlString").metadata["pattern"]).fullmatch("ü 😀\n\ufffd")


# -- answers

GOOD_CLUSTER: dict[str, Any] = {"Id": "j-1", "Status": {"State": "WAITING", "Timeline": {"CreationDateTime": 1.5}}}


@pytest.mark.parametrize(
    ("cluster", "problem"),
    [
        (GOOD_CLUSTER, None),
        ({**GOOD_CLUSTER, "Flavour": "vanilla"}, "unknown member Flavour"),
        ({**GOOD_CLUSTER, "AutoTerminate": "false"}, "is str, not boolean"),
        ({**GOOD_CLUSTER, "LogUri": None}, "is NoneType, not string"),
        ({**GOOD_CLUSTER, "Status": {"State": "HAPPY"}}, "is HAPPY, none of"),
        ({**GOOD_CLUSTER, "Status": {"Timeline": {"CreationDateTime": "2020-01-01T00:00:00Z"}}}, "not timestamp"),
        ({**GOOD_CLUSTER, "KerberosAttributes": {"Realm": "R"}}, "has no KdcAdminPassword"),
    ],
)
def test_json_answers_are_judged(cluster: dict[str, Any], problem: str | None) -> None:
    shape = model("emr").operation_model("DescribeCluster").output_shape
    found = list(shapes.wrong_json({"Cluster": cluster}, shape))
    assert (problem is None and not found) or (problem is not None and problem in found[0])


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (("", ""), None),
        (("AccessKeyId>", "AccessKey>"), "unknown member AccessKey"),
        (("<SessionToken>t</SessionToken>", ""), "has no SessionToken"),
        (("2099-01-01T00:00:00Z", "soon"), "is no timestamp"),
        (("PackedPolicySize>6", "PackedPolicySize>six"), "is no integer"),
        (("AssumeRoleResult", "Result"), "the answer has Result beside its result"),
        (("AssumeRoleResponse", "Response"), "the answer is Response"),
    ],
)
def test_xml_answers_are_judged(change: tuple[str, str], problem: str | None) -> None:
    credentials = (
        "<AccessKeyId>k</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>"
        "<Expiration>2099-01-01T00:00:00Z</Expiration>"
    )
    answer = (
        '<AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>'
        f"<Credentials>{credentials}</Credentials><PackedPolicySize>6</PackedPolicySize></AssumeRoleResult>"
        "<ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></AssumeRoleResponse>"
    ).replace(*change)
    shape = model("sts").operation_model("AssumeRole").output_shape
    found = list(shapes.wrong_xml(answer.encode(), shape, "AssumeRole"))
    assert (problem is None and not found) or (problem is not None and problem in " ".join(found))


def test_errors_carry_codes_that_the_service_knows(standin: StandIn) -> None:
    """What the other tests rely on: an error that AWS does not have would be kept."""
    from standin.answers import failure
    from standin.calls import Call
    from standin.conformance import Conformance

    judge = Conformance(keep=True)
    call = Call("elasticmapreduce", "ListSteps", REGION, "k")
    judge.answer(call, failure("elasticmapreduce", 400, "InvalidRequestException", "m"))
    assert judge.violations() == []
    judge.answer(call, failure("elasticmapreduce", 400, "NoSuchCluster", "m"))
    judge.answer(
        Call("airflow", "GetEnvironment", REGION, "k"), failure("airflow", 400, "ResourceNotFoundException", "")
    )
    assert [json.dumps(v["problems"]) for v in judge.violations()] == [
        "[\"no error of emr is called 'NoSuchCluster'\"]",
        '["ResourceNotFoundException comes with status 400, not 404"]',
    ]
