# How things are built: C++ by preset with CMake and Ninja, JavaScript by folder with npm. Sourced by ./x and its parts.

configure() { # PRESET
    [ -f "build/$1/build.ninja" ] || cmake --preset "$1" >"build/$1.configure.log" 2>&1 || { cat "build/$1.configure.log"; return 1; }
}

build_cpp() { # PRESET TARGET…
    local preset=$1
    shift
    mkdir -p build
    configure "$preset"
    if ! ninja -C "build/$preset" "$@" >"build/$preset.build.log" 2>&1; then
        grep -vE '^\[[0-9]+/[0-9]+\] (Building|Linking|Generating)' "build/$preset.build.log" | head -n 60
        return 1
    fi
}

# Runs npm in a folder only if what it works on has changed since the last time.
npm_install() { # FOLDER
    local stamp="$1/node_modules/.installed"
    [ -f "$stamp" ] && [ "$stamp" -nt "$1/package-lock.json" ] && return
    echo "installing npm packages of $1"
    (cd "$1" && npm ci --no-audit --no-fund --loglevel=error) && touch "$stamp"
}

build_js() { # FOLDER, whose `npm run build` fills FOLDER/dist
    npm_install "$1"
    local stamp="$1/dist/.built"
    if [ -f "$stamp" ] && [ -z "$(find "$1" sdk/src -newer "$stamp" -type f -not -path '*/node_modules/*' -not -path '*/dist/*' -print -quit)" ]; then
        return
    fi
    (cd "$1" && npm run --silent build) && touch "$stamp"
}

build_release() {
    install_for build
    echo "building the SDK and the web app"
    build_js sdk
    build_js web
    echo "building build/release/foyer"
    build_cpp release foyer
}
