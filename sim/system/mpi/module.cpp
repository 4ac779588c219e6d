// The only thing that links MPI. Texts are chars with one tag; sends are started and asked after, never
// waited for.
#include <mpi.h>

#include "sim/system/mpi/interface.hpp"

#define MERIDIAN_EXPORT [[gnu::visibility("default")]]

extern "C" {

MERIDIAN_EXPORT int meridian_mpi_version() {
    return meridian::system::mpi::version;
}

MERIDIAN_EXPORT int meridian_mpi_start() {
    return MPI_Init(nullptr, nullptr);
}

MERIDIAN_EXPORT int meridian_mpi_rank() {
    int rank = 0;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    return rank;
}

MERIDIAN_EXPORT int meridian_mpi_count() {
    int count = 1;
    MPI_Comm_size(MPI_COMM_WORLD, &count);
    return count;
}

MERIDIAN_EXPORT void* meridian_mpi_send(int to, char const* text, int size) {
    auto* const request = new MPI_Request;
    MPI_Isend(text, size, MPI_CHAR, to, 0, MPI_COMM_WORLD, request);
    return request;
}

MERIDIAN_EXPORT int meridian_mpi_sent(void* sending) {
    auto* const request = static_cast<MPI_Request*>(sending);
    int done = 0;
    MPI_Test(request, &done, MPI_STATUS_IGNORE);
    if (done != 0) delete request;
    return done;
}

MERIDIAN_EXPORT int meridian_mpi_probe(int* from, int* size) {
    int there = 0;
    MPI_Status status;
    MPI_Iprobe(MPI_ANY_SOURCE, 0, MPI_COMM_WORLD, &there, &status);
    if (there == 0) return 0;
    *from = status.MPI_SOURCE;
    MPI_Get_count(&status, MPI_CHAR, size);
    return 1;
}

MERIDIAN_EXPORT void meridian_mpi_receive(int from, char* text, int size) {
    MPI_Recv(text, size, MPI_CHAR, from, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
}

MERIDIAN_EXPORT void meridian_mpi_finish() {
    MPI_Finalize();
}

}  // extern "C"
