# Sourced by the other scripts: chooses the toolchain and where compiled things are kept.
# shellcheck shell=bash

# With CDPATH set, `cd` could land in another folder of that name, and would print it.
JMT_ROOT=$(CDPATH='' cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
JMT_CACHE=${XDG_CACHE_HOME:-${HOME:?is not set, nor XDG_CACHE_HOME}/.cache}/jmt
JMT_WASM_TARGET=wasm32v1-none
# Programs that workers run in tests and demonstrations; scripts/setup --programs brings them.
JMT_USVG_WASM=${JMT_USVG_WASM:-$JMT_CACHE/programs/usvg.wasm}
JMT_BOOLECTOR_WASM=${JMT_BOOLECTOR_WASM:-$JMT_CACHE/programs/boolector.wasm}
JMT_QUICKJS_WASM=${JMT_QUICKJS_WASM:-$JMT_CACHE/programs/quickjs.wasm}
export JMT_ROOT JMT_CACHE JMT_WASM_TARGET JMT_USVG_WASM JMT_BOOLECTOR_WASM JMT_QUICKJS_WASM

# Outside the checkout, so that a second clean checkout re-uses the first one's dependencies.
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$JMT_CACHE/target}
# The system's OpenSSL: compiling its own copy would take three minutes.
export OPENSSL_NO_VENDOR=1

jmt_has_wasm() { # RUSTC
	local sysroot
	sysroot=$("$1" --print sysroot 2>/dev/null) || return 1
	compgen -G "$sysroot/lib/rustlib/$JMT_WASM_TARGET/lib/libcore-*.rlib" >/dev/null
}

# Leaves JMT_TOOLCHAIN at `rustup`, `distribution` or `none`.
jmt_choose_toolchain() {
	JMT_TOOLCHAIN=none
	if command -v rustup >/dev/null 2>&1; then
		local rustc
		rustc=$(cd "$JMT_ROOT" && RUSTUP_AUTO_INSTALL=0 rustup which rustc 2>/dev/null) || rustc=
		if [ -n "$rustc" ] && jmt_has_wasm "$rustc"; then
			JMT_TOOLCHAIN=rustup
			JMT_BIN=$(dirname "$rustc")
		fi
	fi
	if [ "$JMT_TOOLCHAIN" = none ] && [ -x /usr/bin/rustc ] && [ -x /usr/bin/cargo ] &&
		jmt_has_wasm /usr/bin/rustc; then
		JMT_TOOLCHAIN=distribution
		JMT_BIN=/usr/bin
	fi
	[ "$JMT_TOOLCHAIN" = none ] && return 0
	# In front of rustup's proxies, which would try to download what rust-toolchain.toml names.
	PATH=$JMT_BIN:$PATH
	export PATH
}

# By its path: rustup has a proxy of that name even where the component is missing.
jmt_has_clippy() { [ -x "${JMT_BIN-}/cargo-clippy" ] && [ -x "${JMT_BIN-}/clippy-driver" ]; }

# The client tests need Node.js 20 or newer.
jmt_has_node() {
	command -v npm >/dev/null && node -e 'process.exit(parseInt(process.versions.node, 10) < 20 ? 1 : 0)' 2>/dev/null
}

# One of the client tests is in Python, with libraries of its own.
jmt_has_python() { python3 -c 'import ensurepip, venv' 2>/dev/null; }

# Builds targets of the whole workspace, such as `--bins`: of a single package's choice other features would
# follow, and with them a second compilation. Without network: the WASM builder hands the variable on to the
# cargo that it starts. JMT_PROFILE is `release` unless it is set.
jmt_build() { # CARGO ARGUMENT...
	CARGO_NET_OFFLINE=true cargo build --profile "${JMT_PROFILE:-release}" --locked --workspace "$@"
}

jmt_step() { printf '\n== %s ==\n' "$*" >&2; }
