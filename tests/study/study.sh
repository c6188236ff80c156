#!/usr/bin/env bash
# The study of docs/study.md from beginning to end, in an empty folder, and its tables made again by
# pandas from what it exports.
#
#   bash tests/study/study.sh FOLDER [ARTICLES.jsonl.gz]
#
# Without articles of two papers they are made up. `framing` and `python` (with pandas) are those of
# PATH. The coders are a script. The models of the page run where statsmodels and R are there.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
cd "$1"
export FRAMING_DB=$PWD/papers.db

echo "articles in"
if [ -n "${2:-}" ]; then gzip -dc "$2" >papers.jsonl; else python "$here/made_articles.py" papers.jsonl; fi
framing import papers.jsonl
framing copies --json >copies.json
framing stories --json >stories.json

echo "sets and fields"
framing edit --where '"Hong Kong"' meta.topic="Hong Kong" --yes
framing edit --where 'meta.topic=' --where 'economy OR economic OR trade OR market OR bank*' meta.topic=economy --yes
framing edit --where 'meta.topic=' meta.topic=other --yes
framing set new economy --where meta.topic=economy

echo "how many articles"
framing power --json >power.json

echo "the papers compared"
framing sources --json >by_source.json
framing sources --pairs --json >pairs.json
framing sources --by source,meta.topic --json >by_topic.json
framing sources --by source,year --json >by_year.json
framing sources --trend --json >trend.json
framing sources --trend year --json >years.json
framing sources --within-stories --json >within.json
framing sources --set economy >economy.txt
mapfile -t papers < <(python -c 'import json; print(*sorted({row["source"] for row in json.load(open("by_source.json"))["rows"]}), sep="\n")')
framing terms --between "${papers[@]}" --json >terms.json

echo "codes"
framing code sample --size 300 -o sheet.csv
python "$here/two_coders.py" coders sheet.csv .
framing code import anna.csv ben.csv
framing code disagreements -o unresolved.csv
python "$here/two_coders.py" adjudicator unresolved.csv .
framing code import eva.csv --adjudicator Eva
framing validate --coded --by source --json >validation.json

echo "models"
framing export model -o model.csv
sed -n '/^```python$/,/^```$/{/^```/d;p}' "$here/../../docs/study.md" >models.py
sed -n '/^```r$/,/^```$/{/^```/d;p}' "$here/../../docs/study.md" >models.R
if python -c 'import statsmodels' 2>/dev/null; then python models.py; else echo "no statsmodels"; fi
if Rscript -e 'library(MASS); library(lme4)' >/dev/null 2>&1; then Rscript models.R; else echo "no R"; fi

echo "what goes to the journal"
framing export package package
framing export package topics --by source,meta.topic
python package/rebuild.py
python topics/rebuild.py
if [ -n "$(command -v Rscript)" ]; then Rscript package/rebuild.R; fi

echo "the tables again"
python "$here/tables_again.py" .
