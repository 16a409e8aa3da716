"""Lock the requirements anew: write requirements.txt and requirements-dev.txt from pyproject.toml.

Run as ``python scripts/requirements.py`` with uv on the path. Every version is pinned with the hashes of its files for
all platforms; the development file holds only what the other one does not. Neither names an index.
"""

import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
RUNTIME, DEVELOPMENT = "requirements.txt", "requirements-dev.txt"
COMMAND = ["uv", "pip", "compile", "pyproject.toml", "--quiet", "--universal", "--python-version", "3.11",
           "--generate-hashes", "--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"]


def blocks(text: str) -> list[str]:
    """Split a requirements file into its requirements, each with its hash lines; leave out comments and options."""
    found: list[str] = []
    for line in text.splitlines():
        if line.startswith((" ", "\t")) and line.strip().startswith("--hash="):
            found[-1] += "\n    " + line.strip()
        elif line.strip() and not line.lstrip().startswith(("#", "-")):
            found.append(line.rstrip())
    return found


def compiled(*groups: str) -> list[str]:
    """Return the pinned requirements of the product and of some of its dependency groups."""
    options = [option for group in groups for option in ("--group", group)]
    run = subprocess.run([*COMMAND, *options], cwd=TOP, capture_output=True, text=True, check=False)
    if run.returncode:
        sys.exit(run.stderr)
    return blocks(run.stdout)


def main() -> None:
    everything = compiled("build", "dev")
    needed = {block.split("==")[0] for block in compiled("build")}
    runtime = [block for block in everything if block.split("==")[0] in needed]
    development = [block for block in everything if block.split("==")[0] not in needed]
    for name, requirements in ((RUNTIME, runtime), (DEVELOPMENT, development)):
        (TOP / name).write_text("\n".join(requirements) + "\n", encoding="utf-8")
        print(f"{name}: {len(requirements)} packages")


if __name__ == "__main__":
    main()
