"""What a method does to the denoiser, taken off and kept, so that it can act on a part of the picture only.

A method's `apply` is entered once; whatever it changed in the denoiser's modules (parameters, forward hooks) is noted,
and the context is left again. The note is enough to repeat the change on chosen positions of one layer (`at`), or on
the whole network for one call (`active`), for any method that works through parameters and forward hooks [ours].
What the method put there must work after its context was left: hooks and tensors own what they need.
Where a change is a matrix, it need not be repeated step by step: `factors` gives plain low-rank branches as two
matrices for many regions to be added at once (spread.py), `whole` the weight of a layer that acts wholly.
Not here: where it acts (router.py).
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from studio.engine.methods.parts.low_rank import Branch

Hook = Callable[..., Any]


@dataclass
class Change:
    """On one module. tensors: parameter name -> its data under the method. hooks: forward hooks in order."""

    tensors: dict[str, Tensor] = field(default_factory=dict)
    hooks: list[Hook] = field(default_factory=list)


class State:
    """The parameters and forward hooks of a network at one moment, by identity."""

    def __init__(self, network: nn.Module) -> None:
        self.tensors: dict[tuple[nn.Module, str], tuple[int, Tensor]] = {}
        self.hooks: dict[nn.Module, dict[int, Hook]] = {}
        for module in network.modules():
            for name, value in module.named_parameters(recurse=False):
                self.tensors[module, name] = (value.data.data_ptr(), value.data)
            self.hooks[module] = dict(module._forward_hooks)


@dataclass
class Variant:
    """The changes of one artifact at one strength, by module. light: only linear layers that see one position at a
    time are changed, so that it can act on some positions within one run of the network."""

    changes: dict[nn.Module, Change]
    light: bool

    @classmethod
    def between(cls, before: State, after: State, positionwise: set[nn.Module]) -> Variant:
        """What came in between two states. positionwise: layers in which `at` is possible."""
        changes: dict[nn.Module, Change] = {}
        for (module, name), (pointer, value) in after.tensors.items():
            old = before.tensors.get((module, name))
            if old is None or old[0] != pointer:
                changes.setdefault(module, Change()).tensors[name] = value
        for module, hooks in after.hooks.items():
            new = [hook for key, hook in hooks.items() if key not in before.hooks.get(module, {})]
            if new:
                changes.setdefault(module, Change()).hooks += new
        return cls(changes, light=all(module in positionwise for module in changes))

    def at(self, module: nn.Module, x: Tensor, y: Tensor) -> Tensor:
        """The layer's output [..., d_out] under the method, from its input and its output y without it."""
        change = self.changes.get(module)
        if change is None:
            return y
        if change.tensors:
            assert isinstance(module, nn.Linear)
            weight = change.tensors.get("weight", module.weight)
            bias = change.tensors.get("bias", module.bias)
            plain = functional.linear(x, module.weight, module.bias)
            y = y + (functional.linear(x, weight, bias) - plain)
        for hook in change.hooks:
            given = hook(module, (x,), y)
            y = y if given is None else given
        return y

    def factors(self, module: nn.Module) -> tuple[Tensor, Tensor] | None:
        """A [r, d_in] and B [d_out, r], fp32, if all that happens to the layer is + B A x; None if there is more."""
        change = self.changes.get(module)
        if change is None or change.tensors or not change.hooks:
            return None
        plain = [hook for hook in change.hooks if isinstance(hook, Branch) and hook.magnitude is None]
        if len(plain) < len(change.hooks):
            return None
        down = torch.cat([branch.down.detach() for branch in plain])
        return down, torch.cat([branch.up.detach() * (branch.scale * branch.strength) for branch in plain], dim=1)

    def whole(self, module: nn.Linear) -> dict[str, Tensor] | None:
        """The layer's parameters that are other ones under the method, if that is all of it; None if there is more."""
        change = self.changes.get(module)
        if change is None:
            return None
        if not change.hooks:
            return change.tensors
        factors = self.factors(module)
        if factors is None:
            return None
        down, up = factors
        return {"weight": torch.addmm(module.weight.detach().float(), up, down).to(module.weight.dtype)}

    @contextlib.contextmanager
    def active(self) -> Iterator[None]:
        """The whole network under the method; on leaving every tensor and hook is as before, by identity."""
        put_back: list[tuple[nn.Parameter, Tensor]] = []
        handles: list[Any] = []
        try:
            for module, change in self.changes.items():
                for name, value in change.tensors.items():
                    parameter = module.get_parameter(name)
                    put_back.append((parameter, parameter.data))
                    parameter.data = value
                handles += [module.register_forward_hook(hook) for hook in change.hooks]
            yield
        finally:
            for handle in handles:
                handle.remove()
            for parameter, value in put_back:
                parameter.data = value
