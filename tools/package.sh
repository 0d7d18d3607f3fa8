#!/usr/bin/env bash
# ./x package: a Debian package of the release binary, build/foyer_VERSION_ARCH.deb. FOYER_BINARY packs another binary.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source tools/install.sh
source tools/build.sh

install_for package
if [ -z "${FOYER_BINARY:-}" ]; then build_release; fi
binary=${FOYER_BINARY:-build/release/foyer}
version=$("$binary" --version | awk '{print $2}')
arch=$(dpkg --print-architecture)
root=build/package/foyer
rm -rf build/package
mkdir -p $root/DEBIAN $root/usr/bin $root/lib/systemd/system $root/etc/foyer $root/usr/share/doc/foyer

install -m 755 "$binary" $root/usr/bin/foyer
strip --strip-unneeded $root/usr/bin/foyer
install -m 644 packaging/foyer.service $root/lib/systemd/system/
install -m 644 packaging/foyer.toml $root/etc/foyer/
install -m 644 packaging/nginx.conf packaging/Caddyfile README.md CHANGELOG.md docs/*.md $root/usr/share/doc/foyer/

# dpkg-shlibdeps wants a source package around it.
mkdir -p build/package/debian
printf 'Source: foyer\n\nPackage: foyer\nArchitecture: any\n' >build/package/debian/control
depends=$(cd build/package && dpkg-shlibdeps -O foyer/usr/bin/foyer 2>/dev/null | sed -n 's/^shlibs:Depends=//p')

cat >$root/DEBIAN/control <<TEXT
Package: foyer
Version: $version
Architecture: $arch
Maintainer: The Foyer authors <foyer@localhost>
Section: net
Priority: optional
Depends: $depends, adduser
Recommends: ca-certificates
Suggests: nginx | caddy, coturn
Description: self-hosted server for rooms: talk, call and share files
 People of a company talk, call and share files in rooms; guests come in by a link; supervisors see what goes on and can
 help. One program, one data folder, nothing calls home.
TEXT
echo /etc/foyer/foyer.toml >$root/DEBIAN/conffiles
install -m 755 packaging/deb/postinst packaging/deb/prerm packaging/deb/postrm $root/DEBIAN/

dpkg-deb --root-owner-group --build $root "build/foyer_${version}_$arch.deb" >/dev/null
echo "build/foyer_${version}_$arch.deb"
