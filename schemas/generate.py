"""Writes the JSON Schemas and the AsyncAPI document that other programs read. `make contracts` runs it."""

import json
from importlib.metadata import version
from pathlib import Path
from typing import Any

import yaml

from schemas.topics import TOPICS, Topic

HERE = Path(__file__).parent
GENERATED = "# Generated from the models by `make contracts`. Do not edit.\n"


def generated_files() -> dict[Path, str]:
    """Every generated file, by its path below the package, with what it should hold."""
    files = {Path("json") / f"{name}.json": _as_json(schema) for name, schema in _schemas().items()}
    files[Path("asyncapi.yaml")] = GENERATED + yaml.safe_dump(
        asyncapi(), sort_keys=False, allow_unicode=True, width=120
    )
    return files


def asyncapi() -> dict[str, Any]:
    """The AsyncAPI 3.0 document: https://www.asyncapi.com/docs/reference/specification/v3.0.0."""
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Landbridge",
            "version": version("landbridge"),
            "description": (
                "News in, alerts out: when territory changes hands and forces link up. Records are CloudEvents 1.0 "
                "in Kafka binary mode: attributes in `ce_*` headers, JSON as the value. Delivery is at least once with "
                "stable ids."
            ),
            "license": {"name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"},
        },
        "defaultContentType": "application/json",
        "servers": {"kafka": {"host": "localhost:9092", "protocol": "kafka"}},
        "channels": {topic.name: _channel(topic) for topic in TOPICS},
        "operations": {
            f"receive-{topic.name}": {"action": "receive", "channel": {"$ref": f"#/channels/{topic.name}"}}
            for topic in TOPICS
        },
        "components": {
            "messages": {topic.name: _message(topic) for topic in TOPICS},
            "messageTraits": {"cloudevent": {"headers": _CLOUDEVENT_HEADERS}},
        },
    }


_CLOUDEVENT_HEADERS = {
    "type": "object",
    "required": ["ce_specversion", "ce_id", "ce_source", "ce_type", "content-type"],
    "properties": {
        "ce_specversion": {"const": "1.0"},
        "ce_id": {"type": "string", "description": "The same for the same record, however often it is sent."},
        "ce_source": {"type": "string", "description": "/landbridge/SERVICE"},
        "ce_type": {"type": "string", "description": "The topic's name and the major version of its model."},
        "ce_subject": {"type": "string", "description": "The record key."},
        "ce_time": {"type": "string", "format": "date-time", "description": "Event time."},
        "content-type": {"const": "application/json"},
    },
}


def _channel(topic: Topic) -> dict[str, Any]:
    return {
        "address": topic.name,
        "description": topic.guarantee,
        "messages": {topic.name: {"$ref": f"#/components/messages/{topic.name}"}},
        "bindings": {
            "kafka": {
                "topic": topic.name,
                "partitions": topic.partitions,
                "topicConfiguration": {
                    "cleanup.policy": [topic.cleanup.value],
                    "retention.ms": topic.retention_ms,
                    "max.message.bytes": topic.max_bytes,
                },
                "bindingVersion": "0.5.0",
            }
        },
    }


def _message(topic: Topic) -> dict[str, Any]:
    message: dict[str, Any] = {
        "name": topic.type,
        "bindings": {"kafka": {"key": _key(topic), "bindingVersion": "0.5.0"}},
    }
    if topic.model is None:
        return message | {"contentType": "application/octet-stream"}
    return message | {
        "traits": [{"$ref": "#/components/messageTraits/cloudevent"}],
        "payload": {
            "schemaFormat": "application/schema+json;version=draft-2020-12",
            "schema": {"$ref": f"./json/{topic.model.__name__}.json"},
        },
    }


def _key(topic: Topic) -> dict[str, Any]:
    return {"type": "string", "description": topic.key}


def _schemas() -> dict[str, dict[str, Any]]:
    return {
        topic.model.__name__: {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            **topic.model.model_json_schema(mode="serialization"),
        }
        for topic in TOPICS
        if topic.model is not None
    }


def _as_json(schema: dict[str, Any]) -> str:
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    """Write all generated files."""
    for path, content in generated_files().items():
        (HERE / path).parent.mkdir(exist_ok=True)
        (HERE / path).write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main()
