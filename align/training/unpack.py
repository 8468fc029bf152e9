"""The packaged encoder's weights, read back out of its ONNX file without the onnx library.

An ONNX file is a protocol buffer; only its stored arrays are of interest here, and they lie in
four fields (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from align.errors import AlignError
from align.training.weights import KINDS, POSITIONS, Weights

INT8_SUFFIX, SCALE_SUFFIX = "_int8", "_scale"
"""What is put behind a parameter's name for its eight-bit numbers and for their scales."""
UNSIGNED_ZERO = 128
"""What stands for zero where eight-bit numbers are stored unsigned."""
JOINED = "joined"
"""The name of query, key and value where they are stored as one matrix, in this order."""
_PARAMETERS = ("embeddings.", "encoder.")
_PARTS = ("query", "key", "value")
_GRAPH, _INITIALIZER = 7, 5
_DIMS, _TYPE, _NAME, _RAW = 1, 2, 8, 9
_TYPES: dict[int, type[np.generic]] = {1: np.float32, 2: np.uint8, 3: np.int8, 7: np.int64}


def read_weights(path: Path) -> Weights:
    """The parameters of the encoder stored at ``path``, eight-bit ones multiplied out.

    AlignError where the file is not one that this project wrote.
    """
    try:
        stored = dict(_arrays(path.read_bytes()))
        return dict(_split(_multiplied(stored)))
    except (OSError, IndexError, KeyError, ValueError) as error:
        raise AlignError(path, f"is no encoder of ours ({error})") from error


def _multiplied(stored: dict[str, NDArray[Any]]) -> Iterator[tuple[str, NDArray[np.float32]]]:
    for name, value in stored.items():
        if name.endswith(INT8_SUFFIX):
            plain = name.removesuffix(INT8_SUFFIX)
            zero = UNSIGNED_ZERO if value.dtype == np.uint8 else 0
            signed = value.astype(np.float32) - zero
            yield plain, (signed * stored[plain + SCALE_SUFFIX]).astype(np.float32)
        elif name.startswith(_PARAMETERS) and not name.endswith(SCALE_SUFFIX):
            yield name, value


def _split(
    arrays: Iterator[tuple[str, NDArray[np.float32]]],
) -> Iterator[tuple[str, NDArray[np.float32]]]:
    """The arrays with the shapes and names they have in a ``BertModel``."""
    for name, value in arrays:
        linear = value.ndim == 2 and name.startswith("encoder.")
        turned = np.ascontiguousarray(value.T) if linear else value
        if f".{JOINED}." in name:
            for part, piece in zip(_PARTS, np.split(turned, len(_PARTS)), strict=True):
                yield name.replace(JOINED, part), piece
            continue
        yield name, turned
        if name == POSITIONS:  # the kinds of text have been added to the positions
            yield KINDS, np.zeros((2, value.shape[1]), np.float32)


def _arrays(data: bytes) -> Iterator[tuple[str, NDArray[Any]]]:
    for number, graph in _fields(memoryview(data)):
        if number == _GRAPH and isinstance(graph, memoryview):
            for inner, tensor in _fields(graph):
                if inner == _INITIALIZER and isinstance(tensor, memoryview):
                    yield _array(tensor)


def _array(tensor: memoryview) -> tuple[str, NDArray[Any]]:
    shape: list[int] = []
    name, kind, raw = "", 0, memoryview(b"")
    for number, value in _fields(tensor):
        if number == _DIMS:
            shape += [value] if isinstance(value, int) else list(_varints(value))
        elif number == _TYPE and isinstance(value, int):
            kind = value
        elif number == _NAME and isinstance(value, memoryview):
            name = str(value, "utf-8")
        elif number == _RAW and isinstance(value, memoryview):
            raw = value
    return name, np.frombuffer(raw, _TYPES[kind]).reshape(shape)


def _fields(data: memoryview) -> Iterator[tuple[int, int | memoryview]]:
    """The fields of a message: their number, and an integer or the bytes."""
    place = 0
    while place < len(data):
        key, place = _varint(data, place)
        wire = key & 7
        if wire == 0:
            value, place = _varint(data, place)
            yield key >> 3, value
            continue
        size = {1: 8, 5: 4}.get(wire)
        if size is None:
            if wire != 2:
                raise ValueError(f"wire type {wire}")
            size, place = _varint(data, place)
        yield key >> 3, data[place : place + size]
        place += size


def _varints(data: memoryview) -> Iterator[int]:
    place = 0
    while place < len(data):
        value, place = _varint(data, place)
        yield value


def _varint(data: memoryview, place: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[place]
        value |= (byte & 0x7F) << shift
        place += 1
        if byte < 0x80:
            return value, place
        shift += 7
