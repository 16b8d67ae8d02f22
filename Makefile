# `make export` and `make test` work from nothing: Python 3.11 or newer with venv and pip is all they need.
PYTHON ?= python3
VENV   ?= .venv
RUN    := $(VENV)/bin

WHOLE_RUNS := tests/restore/test_restore.py tests/restore/test_withdrawn.py $(addprefix tests/test_, $(addsuffix .py, \
	brakes complete cut_off dump_troubles dumps duplicates emptied_feed erase export failing_sources gate pages plan \
	random_runs references spool strangers tree_to_tree unchanged unfinished withdraw))

BUCKETS := tests/test_objects.py tests/test_buckets.py tests/test_bucket_tree.py \
	$(addsuffix /test_bucket.py, $(addprefix tests/, publish sources check)) tests/faults/test_buckets.py

.PHONY: export test postgres azure quality random terminate torture lint types golden bench bench-full bench-beyond lock build clean help

help:            ## this list
	@grep -E '^[a-z-]+: .*##' $(MAKEFILE_LIST) | sed 's/:[^#]*##/:/' | sort

export: $(VENV)/run.stamp  ## export the sample dumps of config.toml into feeds/
	$(RUN)/exporter export -v

test: $(VENV)/dev.stamp    ## run the tests
	$(RUN)/python -m pytest -n auto --dist worksteal -q

postgres: $(VENV)/dev.stamp ## tests of whole runs with their stores in PostgreSQL instead of SQLite (minutes); needs its programs
	$(RUN)/python -m pytest -n auto -q --store postgresql -m "not file" $(WHOLE_RUNS)

azure: $(VENV)/dev.stamp   ## tests of object storage with Azurite, which speaks as Azure does, instead of S3 (minutes); needs it
	PATH="$(CURDIR)/$(VENV)/azurite/node_modules/.bin:$$PATH" \
		$(RUN)/python -m pytest -n auto -q --objects azure -m "not s3" $(BUCKETS)

quality: $(VENV)/run.stamp ## how well the labelled set in tests/quality is read, beside what is demanded
	$(RUN)/exporter quality tests/quality/dumps
	@echo; echo "... and one by somebody who did not know the rules:"
	$(RUN)/exporter quality tests/quality/stranger/dumps
	@echo; echo "... the first, with the profiles that exporter learn proposes for it:"
	@$(RUN)/exporter learn -q tests/quality/dumps > $(VENV)/learnt.toml
	$(RUN)/exporter quality tests/quality/dumps -c $(VENV)/learnt.toml -s site.title=Learnt -s site.url=https://example.org/

random: $(VENV)/dev.stamp  ## 200 histories of 25 runs each, at random, with all promises checked after every run (15 minutes)
	$(RUN)/python -m tests.random_runs 200

terminate: $(VENV)/dev.stamp  ## 25 runs of daemons cut off at random moments, the tree checked after each
	$(RUN)/python -m tests.daemon.terminations 25

torture: $(VENV)/dev.stamp ## kills, power cuts, full disks, crawls, subscribers, hostile input: all of it at length, as root (hours)
	$(RUN)/python -m tests.torture

lint: $(VENV)/dev.stamp    ## style and mistakes
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .

types: $(VENV)/dev.stamp   ## mypy --strict
	$(RUN)/mypy

golden: $(VENV)/dev.stamp  ## write the golden tree anew: review the diff
	$(RUN)/python -m tests.golden_tree

bench: $(VENV)/dev.stamp   ## 10,000 articles, side by side with floors and other programs, into docs/performance.md (minutes)
	$(RUN)/python -m benchmarks.bench --size 10k
	$(RUN)/python -m benchmarks.profile --size 10k

bench-full: $(VENV)/dev.stamp  ## ... and 100,000 and a million (hours; 50 GiB of disk, 8 GiB of memory)
	$(RUN)/python -m benchmarks.bench --size 10k,100k,1M
	$(RUN)/python -m benchmarks.profile --size 100k

bench-beyond: $(VENV)/dev.stamp  ## PostgreSQL, object storage and a Dask cluster beside the local engine, into docs/scale.md (half an hour)
	$(RUN)/python -m benchmarks.beyond --size 10k,100k

build: $(VENV)/dev.stamp   ## wheel and sdist into dist/
	$(RUN)/python -m build --no-isolation

lock:            ## resolve requirements/*.txt anew; needs uv
	uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --no-header requirements/build.in -o requirements/build.txt
	uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --no-header --extra dev pyproject.toml -o requirements/dev.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --extra serve --extra watch -c requirements/dev.txt pyproject.toml -o requirements/run.txt
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --extra all -c requirements/dev.txt pyproject.toml -o requirements/all.txt

clean:           ## forget the environment and what was built; published feeds and state stay
	rm -rf $(VENV) dist .pytest_cache .mypy_cache .ruff_cache

# feedgen is an sdist: what builds it is installed first, from a lock of its own, so that nothing is fetched unlocked.
$(VENV)/build.stamp: requirements/build.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "exporter needs Python 3.11 or newer: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv $(VENV)
	$(RUN)/pip install -q --disable-pip-version-check --require-hashes -r requirements/build.txt
	@touch $@

$(VENV)/run.stamp: $(VENV)/build.stamp requirements/run.txt pyproject.toml
	$(RUN)/pip install -q --disable-pip-version-check --no-build-isolation --require-hashes -r requirements/run.txt
	$(RUN)/pip install -q --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp requirements/dev.txt
	$(RUN)/pip install -q --disable-pip-version-check --no-build-isolation --require-hashes -r requirements/dev.txt
	@touch $@
