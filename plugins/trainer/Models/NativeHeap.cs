using System.Runtime.InteropServices;

namespace LocalAI.Plugins.Trainer.Models;

/// <summary>What the system's allocator does with memory that libtorch gives back.</summary>
internal static partial class NativeHeap
{
    // M_MMAP_THRESHOLD of glibc's malloc.h.
    private const int OwnMappingFrom = -3;
    private const int LargeBlock = 4 * 1024 * 1024;

    /// <summary>
    /// Lets blocks from 4 MiB go back to the system at once. After the first large block that is freed, glibc keeps those of up to
    /// 32 MiB: a model of 100 M parameters in 8 bits then takes 1.4 GB while it is trained, else 0.8 GB.
    /// </summary>
    public static void ReturnLargeBlocks()
    {
        if (!OperatingSystem.IsLinux())
            return;
        try
        {
            _ = SetOption(OwnMappingFrom, LargeBlock);
        }
        catch (Exception e) when (e is EntryPointNotFoundException or DllNotFoundException)
        {
            // Other libraries than glibc have no such habit.
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int SetOption(int option, int value);
}
