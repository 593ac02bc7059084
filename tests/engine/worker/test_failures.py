"""Memory that ran out in every way it is said, and everything unforeseen, become a sentence with a remedy."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from studio.core.errors import InputProblem, OutOfMemory, StudioError
from studio.engine.worker.failures import as_studio_error
from studio.library.protocol.requests import GenerateRequest, TrainRequest


@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 2.00 GiB."),
        RuntimeError("[enforce fail at alloc_cpu.cpp:121] DefaultCPUAllocator: can't allocate memory: 12 bytes"),
        RuntimeError("MPS backend out of memory (MPS allocated: 1.0 GB)"),
        OSError(12, "Cannot allocate memory"),
    ],
)
def test_memory(error: Exception, tmp_path: Path) -> None:
    train = TrainRequest(
        library=tmp_path,
        subjects=("s-1",),
        method="lora",
        artifact_id="a-1",
        settings={"batch_size": 8},
    )
    told = as_studio_error(error, train)
    assert isinstance(told, OutOfMemory)
    assert "batch_size (now 8)" in told.remedy
    drawn = as_studio_error(error, GenerateRequest(library=tmp_path, prompt="a dog"))
    assert "smaller pictures" in drawn.remedy


def test_a_real_allocation_that_fails() -> None:
    with pytest.raises(RuntimeError) as caught:
        torch.empty(2**50, dtype=torch.float32)
    assert isinstance(as_studio_error(caught.value, None), OutOfMemory)


def test_a_sentence_stays_what_it_is() -> None:
    error = InputProblem("No photos.", "Add some.")
    assert as_studio_error(error, None) is error


def test_the_unforeseen_names_itself_and_keeps_its_trace() -> None:
    try:
        raise ValueError("tensor a does not fit\nsecond line")
    except ValueError as error:
        told = as_studio_error(error, None)
    assert type(told) is StudioError
    assert "tensor a does not fit" in told.message
    assert "second line" not in told.message
    assert "Traceback" in told.detail
