"""Files appear whole or not at all, and what is refused is told with the path."""

from __future__ import annotations

import os

import pytest

from offtake.files import try_writing, whole, write_text


def test_what_is_written_is_there_and_nothing_beside_it(tmp_path):
    write_text("one", tmp_path / "new" / "file")
    write_text("two\n", tmp_path / "new" / "file")
    assert (tmp_path / "new" / "file").read_bytes() == b"two\n"
    assert [f.name for f in (tmp_path / "new").iterdir()] == ["file"]


@pytest.mark.parametrize(
    "stop", [KeyboardInterrupt, OSError(28, "No space left on device"), ValueError]
)
def test_what_is_stopped_halfway_leaves_the_old_file_and_nothing_beside_it(tmp_path, stop):
    path = tmp_path / "file"
    write_text("old", path)
    with pytest.raises(BaseException) as ended, whole(path) as beside:  # noqa: PT011, PT012
        beside.write_bytes(b"half")
        raise stop
    assert path.read_bytes() == b"old"
    with pytest.raises(BaseException), whole(tmp_path / "new" / "below" / "file"):  # noqa: B017, PT011
        raise stop
    assert [f.name for f in tmp_path.iterdir()] == ["file"]
    if isinstance(stop, OSError):
        assert (ended.value.filename, ended.value.strerror) == (
            str(path),
            "No space left on device",
        )


def test_trying_finds_what_writing_would_end_with_and_leaves_nothing(tmp_path):
    try_writing(tmp_path / "a" / "b" / "file", 10)
    assert not list(tmp_path.iterdir())
    (tmp_path / "file").write_text("kept")
    try_writing(tmp_path / "file", 10)
    assert (tmp_path / "file").read_text() == "kept"
    with pytest.raises(NotADirectoryError) as ended:
        try_writing(tmp_path / "file" / "below")
    assert ended.value.filename == str(tmp_path / "file" / "below")
    with pytest.raises(IsADirectoryError):
        try_writing(tmp_path)
    assert os.listdir(tmp_path) == ["file"]
