from __future__ import annotations

import os
import subprocess
import sys

import pandas as pd
import pytest

from offtake.results.store.parquet import read_frames, write_frame

FRAME = pd.DataFrame(
    {
        "name": pd.Series(["a", "ä'b", ""], dtype="str"),
        "value": [0.1, float("nan"), -1e300],
        "count": [1, 2, 3],
    }
)


def test_a_frame_comes_back_as_it_was(tmp_path):
    write_frame(FRAME, tmp_path / "it's" / "part.parquet")
    pd.testing.assert_frame_equal(read_frames([tmp_path / "it's" / "part.parquet"])[0], FRAME)


def test_an_empty_frame_keeps_its_columns_and_types(tmp_path):
    write_frame(FRAME.iloc[:0], tmp_path / "part.parquet")
    pd.testing.assert_frame_equal(read_frames([tmp_path / "part.parquet"])[0], FRAME.iloc[:0])


def test_the_same_frame_gives_the_same_bytes_in_another_process(tmp_path):
    big = pd.DataFrame({"k": range(200_000), "t": [f"x{i % 7}" for i in range(200_000)]})
    write_frame(big, tmp_path / "one.parquet")
    code = (
        "import pandas as pd; from pathlib import Path; from offtake.results.store.parquet import write_frame;"
        "write_frame(pd.DataFrame({'k': range(200_000), 't': [f'x{i % 7}' for i in range(200_000)]}),"
        f"Path({str(tmp_path / 'other.parquet')!r}))"
    )
    subprocess.run(
        [sys.executable, "-c", code], check=True, env=os.environ | {"PYTHONHASHSEED": "7"}
    )
    assert (tmp_path / "one.parquet").read_bytes() == (tmp_path / "other.parquet").read_bytes()


def test_a_file_whose_writing_fails_leaves_the_old_one(tmp_path, monkeypatch):
    path = tmp_path / "part.parquet"
    write_frame(FRAME, path)
    before = path.read_bytes()

    def fail(*_):
        raise OSError("disk full")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        write_frame(FRAME.iloc[:1], path)
    assert path.read_bytes() == before
