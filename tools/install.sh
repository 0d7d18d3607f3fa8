# Installs what a task needs, from Debian 12 and npm only. Sourced by ./x and its parts.
# install_for build | test | package

build_packages=(
    g++ cmake ninja-build ccache mold pkg-config git ca-certificates
    libboost1.81-dev libboost-json1.81-dev libssl-dev libsqlite3-dev libprotobuf-dev protobuf-compiler libsodium-dev
    libtomlplusplus-dev libcli11-dev libspdlog-dev libcurl4-openssl-dev libphonenumber8 libabsl-dev libjemalloc-dev libsystemd-dev liboath-dev libcsv-dev libgtest-dev libgmock-dev libbenchmark-dev
    python3 python3-protobuf
)
test_packages=(coturn python3-aiosmtpd clang-19 clang-tidy-19 clang-format-19 libclang-rt-19-dev chromium openssl sqlite3 curl procps
    nginx-light caddy systemd)
package_packages=(dpkg-dev)

# Node.js of at least this version builds the SDK and the web app; Debian 12 has 18, so a newer one comes from npm.
node_wanted=20
node_package_version=22.23.3

install_for() {
    local wanted=("${build_packages[@]}")
    [ "$1" = test ] && wanted+=("${test_packages[@]}" "${package_packages[@]}")
    [ "$1" = package ] && wanted+=("${package_packages[@]}")
    command -v npm >/dev/null || wanted+=(nodejs npm)
    local missing=()
    local package
    for package in "${wanted[@]}"; do
        dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing+=("$package")
    done
    if [ ${#missing[@]} -gt 0 ]; then install_packages "${missing[@]}"; fi
    [ -f /usr/local/include/phonenumbers/phonenumberutil.h ] || install_phone_headers
    use_current_node
}

# libphonenumber-dev insists on the headers of Boost 1.74, which exclude those of 1.81; its own are all that is needed.
install_phone_headers() {
    local folder sudo=()
    [ "$(id -u)" = 0 ] || sudo=(sudo)
    echo "installing the headers of libphonenumber"
    folder=$(mktemp -d)
    (cd "$folder" && apt-get download -q libphonenumber-dev >download.log && dpkg-deb -x libphonenumber-dev_*.deb .)
    "${sudo[@]}" cp -r "$folder/usr/include/phonenumbers" /usr/local/include/
    rm -r "$folder"
}

install_packages() {
    local sudo=()
    if [ "$(id -u)" != 0 ]; then
        if command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
            sudo=(sudo)
        else
            printf 'Foyer needs these Debian packages; as root, run:\n  apt-get update && apt-get install -y --no-install-recommends %s\n' "$*" >&2
            exit 1
        fi
    fi
    echo "installing $# Debian packages: $*"
    mkdir -p build
    {
        "${sudo[@]}" apt-get update -q &&
            "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@"
    } >build/install.log 2>&1 || {
        tail -n 20 build/install.log >&2
        exit 1
    }
}

use_current_node() {
    local major=0
    command -v node >/dev/null && major=$(node -p 'process.versions.node.split(".")[0]')
    [ "$major" -ge "$node_wanted" ] && return
    local arch=x64
    [ "$(uname -m)" = aarch64 ] && arch=arm64
    local package="node-linux-$arch" folder="$PWD/build/node"
    if [ ! -x "$folder/node_modules/$package/bin/node" ]; then
        echo "installing Node.js $node_package_version from npm"
        mkdir -p "$folder"
        npm install --prefix "$folder" --no-audit --no-fund --loglevel=error "$package@$node_package_version"
    fi
    export PATH="$folder/node_modules/$package/bin:$PATH"
}
