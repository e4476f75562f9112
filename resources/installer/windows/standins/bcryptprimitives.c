/* Stand-in for the bcryptprimitives.dll of Windows, which wine 8 lacks and Rust code loads: wine's own random source.
   For trying the program under wine alone; it never ships. */
#include <windows.h>
const char mark[] __attribute__((used)) = MARK;
BOOLEAN NTAPI SystemFunction036(PVOID buffer, ULONG length);
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T length)
{
    while (length) {
        ULONG part = length > 0x40000000 ? 0x40000000 : (ULONG)length;
        if (!SystemFunction036(data, part)) return FALSE;
        data += part;
        length -= part;
    }
    return TRUE;
}
