# For developers; `./run` and `./test` need none of this.
#
#   make            what ./run builds
#   make check      what ./test does not: clang 16, lint, every header alone, format, types, shell
#   make bench      benchmarks beside their peers
#   make fuzz       each fuzzer for SECONDS (60)
#   make sim        random ledgers, power cuts, failing disks for SECONDS (60), from SEED (the clock's)
#   make format     writes the house format into C++ and the console
.PHONY: build check setup-check clang clang-tidy format-check web-check shell-check bench fuzz sim format

build:
	tools/build agglo agglo-verify

check: setup-check format-check shell-check web-check clang

setup-check:
	tools/setup run test check

clang:
	tools/build_web
	cmake --preset clang >build/configure-clang.log || { cat build/configure-clang.log; false; }
	cmake --build --preset clang

format-check:
	tools/format --check

# Slower than the rest together, so it stands beside `make check`, not in it.
clang-tidy:
	cmake --preset clang-tidy >build/configure-tidy.log || { cat build/configure-tidy.log; false; }
	cmake --build --preset clang-tidy

shell-check:
	tools/shell_scripts | xargs shellcheck -x

web-check:
	cd web && npm run --silent typecheck && npm run --silent lint

bench:
	tools/setup run bench
	tools/bench

fuzz:
	tools/fuzz $(SECONDS)

sim:
	tools/sim $(or $(SECONDS),60) $(SEED)

format:
	tools/format
	cd web && npm run --silent format
