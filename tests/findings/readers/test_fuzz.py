import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

HARNESS = Path(__file__).parents[3] / "tools" / "fuzz_readers.py"


@pytest.mark.full
def test_two_minutes_of_coverage_guided_fuzzing_find_nothing(tmp_path: Path) -> None:
    if importlib.util.find_spec("atheris") is None:
        pytest.skip("atheris is not installed (pip install -e .[fuzz])")
    command = [sys.executable, str(HARNESS), str(tmp_path / "corpus"), "-max_total_time=120"]
    run = subprocess.run([*command, f"-artifact_prefix={tmp_path}/"], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr[-4000:]
