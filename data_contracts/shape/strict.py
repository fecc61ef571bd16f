"""The strict base of every part of a file people write, and the sentences for what pydantic refuses. No field is named here."""

from typing import Any, ClassVar, TypeVar

from open_data_contract_standard.model import OpenDataContractStandard
from pydantic import BaseModel, ConfigDict, ValidationError, ValidationInfo, model_validator

from data_contracts.vocabulary import advice, nearest
from data_contracts.yaml_lines import Document

T = TypeVar("T", bound="Strict")


class Strict(BaseModel):
    """A part of a file in which an unknown key, or a value of another type, is an error."""

    WHOLE: ClassVar[str] = "the contract"  # what a problem of no key in particular is told of
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, populate_by_name=False)

    @classmethod
    def keys(cls) -> tuple[str, ...]:
        return tuple(f.alias or name for name, f in cls.model_fields.items())

    @model_validator(mode="before")
    @classmethod
    def _remember_the_keys(cls, data: Any, info: ValidationInfo) -> Any:
        """Notes which keys were valid for this mapping, so that a wrong one can be answered with the nearest."""
        if isinstance(info.context, dict) and isinstance(data, dict):
            info.context[id(data)] = cls.keys()
        return data


class Customised(Strict):
    """A part of a contract with `customProperties`, each said once and asked for by its name."""

    # The part itself declares the field, last: the order of fields is the order in which words are offered.

    @model_validator(mode="after")
    def _say_each_thing_once(self) -> "Customised":
        names = [entry.property for entry in self.customProperties]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"customProperties gives {', '.join(twice)} twice")
        return self

    def custom(self, name: str, default: object = None) -> object:
        """The value of one of the part's customProperties."""
        return next((entry.value for entry in self.customProperties if entry.property == name), default)


def check(model: type[T], document: Document) -> tuple[T | None, list[tuple[int, str]]]:
    """The document as a model, as far as typing slips can be mended in thought, and every problem of its shape.

    Misspelt words are replaced by the nearest valid ones before the second look, so that problems behind them show too.
    """
    shape, problems = _validate(model, document)
    if shape is not None:
        return shape, problems
    mended, more = _validate(model, document)
    return mended, [*problems, *more]


def _validate(model: type[T], document: Document) -> tuple[T | None, list[tuple[int, str]]]:
    keys: dict[int, tuple[str, ...]] = {}
    try:
        return model.model_validate(document.data, context=keys), []
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=True)
    problems = [(document.line_of(detail["loc"]), _sentence(detail, document, keys, model.WHOLE)) for detail in details]
    for detail in details:
        _mend(detail, document, keys)
    # What is missing under its name but was there under a misspelt one is told once, as the misspelling.
    found = [detail["type"] == "missing" and document.path_of(detail["loc"])[-1:] == detail["loc"][-1:] for detail in details]
    return None, [problem for problem, is_found in zip(problems, found, strict=True) if not is_found]


def _valid_keys(detail: dict[str, Any], document: Document, keys: dict[int, tuple[str, ...]]) -> tuple[str, ...]:
    return keys.get(id(document.at(document.path_of(detail["loc"])[:-1])), ())


def _tags(detail: dict[str, Any]) -> tuple[str, ...]:
    return tuple(tag.strip().strip("'") for tag in detail["ctx"]["expected_tags"].split(","))


def _discriminator(detail: dict[str, Any]) -> str:
    """The key by whose word a mapping is told from others: property, or type."""
    return detail["ctx"]["discriminator"].strip("'")


def _sentence(detail: dict[str, Any], document: Document, keys: dict[int, tuple[str, ...]], whole: str) -> str:
    """What pydantic refused, in the words of the file's author."""
    kind, loc, context = detail["type"], detail["loc"], detail.get("ctx", {})
    name = ".".join(str(step) for step in document.path_of(loc) if isinstance(step, str)) or whole
    if kind == "extra_forbidden":
        return f'unknown key "{loc[-1]}"; {advice(str(loc[-1]), _valid_keys(detail, document, keys))}'
    if kind == "missing":
        return f'"{loc[-1]}" is missing in {name}'
    if kind == "unknown_word":
        return context["sentence"]
    if kind == "union_tag_invalid":
        return f'unknown {_discriminator(detail)} "{context["tag"]}"; {advice(str(context["tag"]), _tags(detail))}'
    if kind == "union_tag_not_found":
        return f'"{_discriminator(detail)}" is missing in {name}'
    if kind in ("string_type", "list_type", "dict_type", "int_type", "bool_type", "float_type", "model_type"):
        wanted = kind.removesuffix("_type").replace("dict", "mapping").replace("model", "mapping")
        hint = "; put it in quotes" if wanted == "string" and isinstance(detail["input"], int | float | bool) else ""
        return f"{name} must be {'an' if wanted == 'int' else 'a'} {wanted}, and is not{hint}"
    return f"{name}: {detail['msg'].removeprefix('Value error, ')}"


def _mend(detail: dict[str, Any], document: Document, keys: dict[int, tuple[str, ...]]) -> None:
    """Puts the nearest valid word in the place of a wrong one; an unknown key that resembles none is left out."""
    path = document.path_of(detail["loc"])
    if detail["type"] == "union_tag_invalid":
        element = document.at(path)
        word = _discriminator(detail)
        element[word] = nearest(str(element[word]), _tags(detail)) or element[word]
    if not path:
        return
    parent, last = document.at(path[:-1]), path[-1]
    if detail["type"] == "extra_forbidden":
        valid = _valid_keys(detail, document, keys)
        meant, value = nearest(str(last), valid), parent.pop(last)
        if meant and meant not in parent:
            parent[meant] = value
            _relocate(document, path, (*path[:-1], meant))
    elif detail["type"] == "unknown_word" and detail["ctx"]["nearest"]:
        parent[last] = detail["ctx"]["nearest"]


def _relocate(document: Document, old: tuple[Any, ...], new: tuple[Any, ...]) -> None:
    for path, line in list(document.lines.items()):
        if path[: len(old)] == old:
            document.lines[(*new, *path[len(old) :])] = line


def public_problems(document: Document) -> list[tuple[int, str]]:
    """What the standard's own model refuses although ours does not."""
    try:
        OpenDataContractStandard.model_validate(document.data)
    except ValidationError as error:
        details = error.errors(include_url=False)
    else:
        return []
    return [(document.line_of(d["loc"]), f"ODCS refuses {'.'.join(map(str, d['loc']))}: {d['msg']}") for d in details]
