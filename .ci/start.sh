#!/usr/bin/env bash
# `make run`: the sample workspace, in its window; without a display the same first job headless.
# Standard output: the path of the report alone on the last line (headless). All else goes to standard error.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
python=.venv/bin/python
sample=build/sample
# The sample's passphrase is public: it protects facts that anyone may read.
export HSDCLIENT_PASSPHRASE=sample

say() { printf '%s\n' "$*" >&2; }

if [ ! -e "$sample/workspace.db" ]; then
    say "Building the sample workspace in $sample …"
    # Built aside and moved when whole, so that an interrupted first run leaves nothing half made.
    rm -rf build/sample.partial
    mkdir -p build
    "$python" -m hsdclient sample build/sample.partial >&2
    rm -rf "$sample"
    mv build/sample.partial "$sample"
fi

if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    say "Opening the window on $sample (officer: sample, passphrase: sample)."
    exec "$python" -m ui "$sample"
fi

say "No display: logging one joint action, adding a progress entry, printing the status report."
day() { "$python" -c "import datetime as d; print(d.date.today() + d.timedelta(days=$1))"; }
reference=$("$python" -m hsdclient log "$sample" --group CN \
    --title "Share precursor incident reports weekly" \
    --title-hi "प्रीकर्सर घटना रिपोर्ट साप्ताहिक साझा करना" \
    --description "Logged by make run on a machine without a display." \
    --lead-in NCB-IN --lead-us DEA --due "$(day 60)" | tail -n 1)
say "Logged $reference."
"$python" -m hsdclient progress "$sample" "$reference" \
    --text "Contact points named on both sides; first exchange planned." \
    --next "First weekly report on $(day 7)." >&2
mkdir -p build/reports
report="$PWD/build/reports/status-report-$reference.pdf"
"$python" -m hsdclient report "$sample" status --language both -o "$report" >&2
say "To open the window: run 'make run' where there is a display, or 'xvfb-run -a make run'"
say "(officer: sample, passphrase: sample). The report is here:"
printf '%s\n' "$report"
