"""Writes the generated files of this folder."""

from deploy.generated import generated_files

for path, text in generated_files().items():
    path.write_text(text, encoding="utf-8")
