#include "tests/contract/faulty_vfs.hpp"

#include <new>

#include <sqlite3.h>

namespace foyer::contract {

namespace {

/// An open file: the real one stands behind it in the same memory.
struct File {
    sqlite3_file base;
    sqlite3_io_methods methods;
};

sqlite3_file* real(sqlite3_file* file) {
    return reinterpret_cast<sqlite3_file*>(reinterpret_cast<File*>(file) + 1);
}

FaultyVfs& faults() {
    return FaultyVfs::instance();
}

int close(sqlite3_file* file) {
    return real(file)->pMethods->xClose(real(file));
}

int read(sqlite3_file* file, void* data, int size, sqlite3_int64 offset) {
    if (faults().reads_fail) return SQLITE_IOERR_READ;
    return real(file)->pMethods->xRead(real(file), data, size, offset);
}

int write(sqlite3_file* file, const void* data, int size, sqlite3_int64 offset) {
    if (faults().disk_full) return SQLITE_FULL;
    if (faults().writes_fail) return SQLITE_IOERR_WRITE;
    return real(file)->pMethods->xWrite(real(file), data, size, offset);
}

int sync(sqlite3_file* file, int flags) {
    if (faults().syncs_fail) return SQLITE_IOERR_FSYNC;
    return real(file)->pMethods->xSync(real(file), flags);
}

int truncate(sqlite3_file* f, sqlite3_int64 size) {
    return real(f)->pMethods->xTruncate(real(f), size);
}
int file_size(sqlite3_file* f, sqlite3_int64* size) {
    return real(f)->pMethods->xFileSize(real(f), size);
}
int lock(sqlite3_file* f, int level) {
    return real(f)->pMethods->xLock(real(f), level);
}
int unlock(sqlite3_file* f, int level) {
    return real(f)->pMethods->xUnlock(real(f), level);
}
int is_reserved(sqlite3_file* f, int* held) {
    return real(f)->pMethods->xCheckReservedLock(real(f), held);
}
int control(sqlite3_file* f, int what, void* value) {
    return real(f)->pMethods->xFileControl(real(f), what, value);
}
int sector_size(sqlite3_file* f) {
    return real(f)->pMethods->xSectorSize(real(f));
}
int characteristics(sqlite3_file* f) {
    return real(f)->pMethods->xDeviceCharacteristics(real(f));
}
int shm_map(sqlite3_file* f, int page, int size, int extend, void volatile** map) {
    return real(f)->pMethods->xShmMap(real(f), page, size, extend, map);
}
int shm_lock(sqlite3_file* f, int offset, int n, int flags) {
    return real(f)->pMethods->xShmLock(real(f), offset, n, flags);
}
void shm_barrier(sqlite3_file* f) {
    real(f)->pMethods->xShmBarrier(real(f));
}
int shm_unmap(sqlite3_file* f, int remove) {
    return real(f)->pMethods->xShmUnmap(real(f), remove);
}

sqlite3_io_methods methods_over(const sqlite3_file& file) {
    sqlite3_io_methods methods{};
    methods.iVersion = file.pMethods->iVersion < 2 ? 1 : 2;
    methods.xClose = close;
    methods.xRead = read;
    methods.xWrite = write;
    methods.xTruncate = truncate;
    methods.xSync = sync;
    methods.xFileSize = file_size;
    methods.xLock = lock;
    methods.xUnlock = unlock;
    methods.xCheckReservedLock = is_reserved;
    methods.xFileControl = control;
    methods.xSectorSize = sector_size;
    methods.xDeviceCharacteristics = characteristics;
    methods.xShmMap = shm_map;
    methods.xShmLock = shm_lock;
    methods.xShmBarrier = shm_barrier;
    methods.xShmUnmap = shm_unmap;
    return methods;
}

int open(sqlite3_vfs* vfs, const char* path, sqlite3_file* memory, int flags, int* out_flags) {
    auto* system = static_cast<sqlite3_vfs*>(vfs->pAppData);
    auto* file = new (memory) File{};
    const int code = system->xOpen(system, path, real(memory), flags, out_flags);
    if (real(memory)->pMethods) {
        file->methods = methods_over(*real(memory));
        file->base.pMethods = &file->methods;
    }
    return code;
}

}  // namespace

FaultyVfs::FaultyVfs() {
    auto* system = sqlite3_vfs_find(nullptr);
    static const std::string kept_name = name();
    static sqlite3_vfs vfs = *system;  // All it does not replace goes to the system's own functions.
    vfs.zName = kept_name.c_str();
    vfs.pNext = nullptr;
    vfs.pAppData = system;
    vfs.szOsFile = static_cast<int>(sizeof(File)) + system->szOsFile;
    vfs.xOpen = open;
    sqlite3_vfs_register(&vfs, 0);
}

FaultyVfs& FaultyVfs::instance() {
    static FaultyVfs vfs;
    return vfs;
}

}  // namespace foyer::contract
