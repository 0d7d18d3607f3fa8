# Compiler flags, ccache, linker and the libraries of Debian 12 that Foyer is built from.
find_program(CCACHE ccache)
if(CCACHE)
  # Paths below the source folder count as relative, so that every checkout shares what any of them compiled.
  set(CMAKE_CXX_COMPILER_LAUNCHER
      ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 CCACHE_PCH_EXTSUM=1
      CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${CCACHE})
endif()
find_program(MOLD mold)
if(MOLD)
  add_link_options(-fuse-ld=mold)
endif()

add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Werror=return-type -fno-strict-aliasing)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # ccache can only share precompiled headers that do not depend on the folder's name.
  add_compile_options(-fpch-preprocess -Wno-psabi)
  # GCC 12 sees moved strings inside std::expected out of bounds (PR 105651 and the like).
  add_compile_options(-Wno-array-bounds -Wno-restrict -Wno-stringop-overflow -Wno-stringop-overread -Wno-mismatched-new-delete)
else()
  add_compile_options(-Wno-gnu-zero-variadic-macro-arguments "SHELL:-Xclang -fno-pch-timestamp")
endif()
add_compile_definitions(BOOST_ASIO_NO_DEPRECATED BOOST_ASIO_DISABLE_BOOST_COROUTINE BOOST_ASIO_SEPARATE_COMPILATION
                        FOYER_VERSION="${PROJECT_VERSION}")
if(FOYER_FAULTS)
  add_compile_definitions(FOYER_FAULTS)
endif()
if(FOYER_SANITIZE)
  add_compile_options(-fsanitize=${FOYER_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${FOYER_SANITIZE})
endif()
include_directories(${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR}/generated)

find_package(Threads REQUIRED)
find_package(Boost 1.81 REQUIRED COMPONENTS json)
find_package(OpenSSL 3 REQUIRED)
find_package(Protobuf 3.21 REQUIRED)
find_package(SQLite3 3.40 REQUIRED)
find_package(spdlog REQUIRED)
find_package(CURL REQUIRED)
find_package(GTest REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(OATH REQUIRED IMPORTED_TARGET liboath)
pkg_check_modules(SYSTEMD REQUIRED IMPORTED_TARGET libsystemd)
