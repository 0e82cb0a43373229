.PHONY: run test check bench pictures

# Set up what is missing, then serve the site and run the task worker until Ctrl-C.
run:
	@bin/bootstrap run
	@exec .venv/bin/python manage.py run

# Set up what is missing, then run the tests; ARGS goes to pytest: make test ARGS="tests/delivery -k health"
test:
	@bin/bootstrap test
	@exec .venv/bin/python -m pytest $(ARGS)

# Format, lint, types, imports, migrations, messages, settings for production.
check:
	@bin/bootstrap check
	@exec bin/check

# Measure what things cost, one JSON object a line; make bench ARGS="translation" measures one area.
bench:
	@bin/bootstrap test
	@exec .venv/bin/python -m benchmarks $(ARGS)

# Take the pictures of docs/pictures/ from a demo site; make pictures ARGS="--whole FOLDER" takes whole pages.
pictures:
	@bin/bootstrap test
	@exec .venv/bin/python docs/take_pictures.py $(ARGS)
