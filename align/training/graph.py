"""The encoder as an ONNX graph, written operator by operator.

In ``int8`` the weights have eight bits, with a scale for every column, and what is multiplied
with them is rounded token by token. So a sentence's vectors do not depend on the sentences that
share its batch, as they do with ONNX Runtime's own dynamic quantisation, which takes one scale
for a whole batch: there a word's vector moved by up to .03 in cosine.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from align.training.unpack import INT8_SUFFIX, JOINED, SCALE_SUFFIX, UNSIGNED_ZERO
from align.training.weights import KINDS, POSITIONS, WORDS, Shape, Weights
from align.training.work import Facts

FP32, INT8 = "fp32", "int8"
Floats: TypeAlias = NDArray[np.float32]
_FUSED = "com.microsoft"
_AXES = ["batch", "tokens"]
_OPSET, _IR_VERSION = 17, 8  # what onnxruntime 1.17 reads
_MASKED = -1e4  # added to the attention logits of padding
_EPSILON = 1e-12
_HALF = UNSIGNED_ZERO


def quantised(matrix: Floats, axis: int) -> tuple[NDArray[np.int8], Floats]:
    """``matrix`` in eight bits, and the scales that undo it: one for each index of ``axis``."""
    peak = np.abs(matrix).max(axis=1 - axis, keepdims=True)
    scale = (np.maximum(peak, 1e-12) / 127).astype(np.float32)
    return np.clip(np.rint(matrix / scale), -127, 127).astype(np.int8), scale


def unsigned(numbers: NDArray[np.int8]) -> NDArray[np.uint8]:
    """``numbers`` with 128 added."""
    return (numbers.astype(np.int16) + _HALF).astype(np.uint8)


@dataclass
class _Builder:
    """Nodes and constants under construction; a value is named by the operator it comes from."""

    mode: str
    nodes: list[onnx.NodeProto] = field(default_factory=list)
    constants: dict[str, onnx.TensorProto] = field(default_factory=dict)

    def add(self, operator: str, *inputs: str, name: str = "", **attributes: Any) -> str:
        """The value of a new node."""
        output = name or f"{operator}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, inputs, [output], output, **attributes))
        return output

    def split(self, value: str, parts: int) -> list[str]:
        """The values of ``parts`` equal pieces of the last axis."""
        names = [f"Split_{len(self.nodes)}_{i}" for i in range(parts)]
        self.nodes.append(helper.make_node("Split", [value], names, names[0], axis=-1))
        return names

    def constant(self, name: str, value: NDArray[Any]) -> str:
        """The value of a stored array; stored once."""
        if name not in self.constants:
            self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def integers(self, *values: int) -> str:
        """The value of a stored shape or index."""
        name = "integers_" + "_".join(map(str, values))
        return self.constant(name, np.array(values, np.int64))

    def number(self, value: float) -> str:
        """The value of a stored scalar."""
        return self.constant(f"number_{value:g}", np.array(value, np.float32))

    def linear(self, x: str, name: str, weight: Floats, bias: Floats) -> str:
        """``x`` times the transposed ``weight`` plus ``bias``."""
        if self.mode == FP32:
            product = self.add("MatMul", x, self.constant(f"{name}.weight", weight.T))
        else:
            product = self._rounded_product(x, name, weight)
        return self.add("Add", product, self.constant(f"{name}.bias", bias))

    def _rounded_product(self, x: str, name: str, weight: Floats) -> str:
        numbers, scale = quantised(weight.T, axis=1)
        stored = self.constant(f"{name}.weight{INT8_SUFFIX}", unsigned(numbers))
        scales = self.constant(f"{name}.weight{SCALE_SUFFIX}", scale[0])
        zero = self.constant("zero", np.array(_HALF, np.uint8))
        one = self.number(1.0)
        peak = self.add("ReduceMax", self.add("Abs", x), axes=[-1], keepdims=1)
        size = self.add("Mul", self.add("Max", peak, self.number(1e-9)), self.number(1 / 127))
        steps = self.add("QuantizeLinear", self.add("Div", x, size), one, zero)
        # The standard MatMulInteger would leave two more passes over the product. Both sides are
        # unsigned: where a processor has no 8-bit dot products, unsigned times signed is added up
        # in 16 bits, which overflow.
        inputs = (steps, stored, one, scales, zero, zero)
        product = self.add("MatMulIntegerToFloat", *inputs, domain=_FUSED)
        return self.add("Mul", product, size)

    def norm(self, x: str, name: str, weights: Weights, output: str = "") -> str:
        """The layer norm of ``x`` along its last axis."""
        scale = self.constant(f"{name}.weight", weights[f"{name}.weight"])
        bias = self.constant(f"{name}.bias", weights[f"{name}.bias"])
        return self.add(
            "LayerNormalization", x, scale, bias, name=output, axis=-1, epsilon=_EPSILON
        )


def build(weights: Weights, facts: Facts, mode: str) -> onnx.ModelProto:
    """The graph ``input_ids, attention_mask, spans -> inner, outer``; ``mode`` is FP32 or INT8.

    ``inner`` is what the inner layer gives, ``outer`` what the top one does, with a share of it.
    Where ``spans`` is false the layers above the inner one are not run, and ``outer`` is the same
    as ``inner``.
    """
    shape = Shape.of(weights, facts.heads)
    builder = _Builder(mode)
    x = _embedded(builder, weights)
    mask = _mask(builder)
    for layer in range(facts.inner_layer):
        output = "inner" if layer + 1 == facts.inner_layer else ""
        x = _layer(builder, weights, (shape, layer, output), (x, mask))
    below = len(builder.nodes)
    for layer in range(facts.inner_layer, shape.layers):
        x = _layer(builder, weights, (shape, layer, ""), (x, mask))
    share = builder.add("Mul", "inner", builder.number(facts.inner_share))
    builder.add("Add", x, share, name="whole")
    _put_under_condition(builder, below, _vectors("whole", shape))
    model = helper.make_model(
        _graph(builder, shape),
        opset_imports=[helper.make_opsetid("", _OPSET), helper.make_opsetid(_FUSED, 1)],
        ir_version=_IR_VERSION,
    )
    onnx.checker.check_model(model)
    return model


def _graph(builder: _Builder, shape: Shape) -> onnx.GraphProto:
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, _AXES)
        for name in ("input_ids", "attention_mask")
    ]
    inputs.append(helper.make_tensor_value_info("spans", TensorProto.BOOL, []))
    outputs = [_vectors(name, shape) for name in ("inner", "outer")]
    stored = list(builder.constants.values())
    return helper.make_graph(builder.nodes, "align_encoder", inputs, outputs, stored)


def _vectors(name: str, shape: Shape) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, [*_AXES, shape.width])


def _put_under_condition(builder: _Builder, below: int, result: onnx.ValueInfoProto) -> None:
    """The nodes from number ``below`` on are run only where spans are asked for."""
    above = helper.make_graph(builder.nodes[below:], "spans_wanted", [], [result])
    copied = onnx.ValueInfoProto()
    copied.CopyFrom(result)
    copied.name = "words_only"
    copy = helper.make_node("Identity", ["inner"], ["words_only"])
    without = helper.make_graph([copy], "spans_unwanted", [], [copied])
    del builder.nodes[below:]
    builder.nodes.append(
        helper.make_node("If", ["spans"], ["outer"], then_branch=above, else_branch=without)
    )


def _embedded(builder: _Builder, weights: Weights) -> str:
    if builder.mode == FP32:
        words = builder.add("Gather", builder.constant(WORDS, weights[WORDS]), "input_ids")
    else:
        numbers, scale = quantised(weights[WORDS], axis=0)
        table = builder.constant(WORDS + INT8_SUFFIX, numbers)
        scales = builder.constant(WORDS + SCALE_SUFFIX, scale)
        rows = builder.add("Cast", builder.add("Gather", table, "input_ids"), to=TensorProto.FLOAT)
        words = builder.add("Mul", rows, builder.add("Gather", scales, "input_ids"))
    # There is only one kind of text, so that its vector joins the positions'.
    places = builder.constant(POSITIONS, weights[POSITIONS] + weights[KINDS][0])
    bounds = builder.integers(1), builder.integers(2), builder.integers(0)
    length = builder.add("Slice", builder.add("Shape", "input_ids"), *bounds)
    used = builder.add("Slice", places, builder.integers(0), length, builder.integers(0))
    return builder.norm(builder.add("Add", words, used), "embeddings.LayerNorm", weights)


def _mask(builder: _Builder) -> str:
    real = builder.add("Cast", "attention_mask", to=TensorProto.FLOAT)
    padding = builder.add("Sub", builder.number(1.0), real)
    logits = builder.add("Mul", padding, builder.number(_MASKED))
    return builder.add("Unsqueeze", logits, builder.integers(1, 2))


def _layer(
    builder: _Builder, weights: Weights, place: tuple[Shape, int, str], values: tuple[str, str]
) -> str:
    (shape, layer, output), (x, mask) = place, values
    prefix = f"encoder.layer.{layer}"
    attended = _attention(builder, weights, (shape, prefix), (x, mask))
    dense = f"{prefix}.attention.output"
    attended = _dense(builder, weights, f"{dense}.dense", attended)
    x = builder.norm(builder.add("Add", attended, x), f"{dense}.LayerNorm", weights)
    hidden = _gelu(builder, _dense(builder, weights, f"{prefix}.intermediate.dense", x))
    hidden = _dense(builder, weights, f"{prefix}.output.dense", hidden)
    total = builder.add("Add", hidden, x)
    return builder.norm(total, f"{prefix}.output.LayerNorm", weights, output)


def _dense(builder: _Builder, weights: Weights, name: str, x: str) -> str:
    return builder.linear(x, name, weights[f"{name}.weight"], weights[f"{name}.bias"])


def _attention(
    builder: _Builder, weights: Weights, place: tuple[Shape, str], values: tuple[str, str]
) -> str:
    (shape, prefix), (x, mask) = place, values
    names = [f"{prefix}.attention.self.{part}" for part in ("query", "key", "value")]
    weight = np.concatenate([weights[f"{name}.weight"] for name in names])
    bias = np.concatenate([weights[f"{name}.bias"] for name in names])
    joined = builder.linear(x, f"{prefix}.attention.self.{JOINED}", weight, bias)
    size = shape.width // shape.heads
    split = builder.integers(0, 0, shape.heads, size)
    query, key, value = (builder.add("Reshape", p, split) for p in builder.split(joined, 3))
    query = builder.add("Transpose", query, perm=[0, 2, 1, 3])
    key = builder.add("Transpose", key, perm=[0, 2, 3, 1])
    value = builder.add("Transpose", value, perm=[0, 2, 1, 3])
    logits = builder.add("MatMul", query, key)
    logits = builder.add("Mul", logits, builder.number(size**-0.5))
    share = builder.add("Softmax", builder.add("Add", logits, mask), axis=-1)
    mixed = builder.add("Transpose", builder.add("MatMul", share, value), perm=[0, 2, 1, 3])
    return builder.add("Reshape", mixed, builder.integers(0, 0, shape.width))


def _gelu(builder: _Builder, x: str) -> str:
    error = builder.add("Erf", builder.add("Div", x, builder.number(2**0.5)))
    grown = builder.add("Mul", x, builder.add("Add", error, builder.number(1.0)))
    return builder.add("Mul", grown, builder.number(0.5))
