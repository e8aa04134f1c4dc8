"""The codebook in data/README.md: what every column of every table means, written from the schema."""

from pathlib import Path

from summitry.schema import TABLES, columns

HEADER = "| column | type | unit | meaning | null means |\n|---|---|---|---|---|"


def codebook() -> str:
    """Return the codebook of all tables as Markdown, the part of data/README.md that is generated."""
    parts = []
    for table, row in TABLES.items():
        lines = [f"### {table}\n\n{(row.__doc__ or '').strip()}\n\n{HEADER}"]
        for c in columns(table):
            meaning = c.meaning + (f" ({' · '.join(c.allowed)})" if c.allowed and c.name != "kind" else "")
            line = f"| `{c.name}` | {c.pandas_dtype} | {c.unit} | {meaning} | {c.null or 'never null'} |"
            lines.append(line.replace("|  |", "| |"))
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


CODEBOOK_BEGINS = "<!-- codebook: generated from lib/summitry/schema.py; `make format` renews it -->"


def renew_codebook(path: Path) -> str:
    """Return what the data card at *path* must say: its own text, then the codebook."""
    own = path.read_text(encoding="utf-8").split(CODEBOOK_BEGINS)[0]
    return f"{own}{CODEBOOK_BEGINS}\n\n{codebook()}"


if __name__ == "__main__":
    card = Path(__file__).resolve().parents[1] / "data" / "README.md"
    card.write_text(renew_codebook(card), encoding="utf-8")
