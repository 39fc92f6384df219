using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace LocalAI.Plugins.Store.Durability;

/// <summary>
/// Tells the system to begin bringing written bytes to the disk, so that a flush soon after finds less to do. It promises nothing,
/// and only Linux has such a call.
/// </summary>
internal static partial class WriteBack
{
    // SYNC_FILE_RANGE_WRITE: begin what is not begun, and wait for nothing.
    private const uint Begin = 2;

    private static volatile bool _isThere = OperatingSystem.IsLinux();

    /// <summary>Begins with a part of a file.</summary>
    /// <param name="file">A file that is open.</param>
    /// <param name="offset">Where the part begins.</param>
    /// <param name="length">Its bytes.</param>
    public static void Start(SafeFileHandle file, long offset, long length)
    {
        if (!_isThere)
            return;
        try
        {
            // Where it is refused, as on some network file systems, the flush has all of the work again.
            _ = SyncFileRange(file, offset, length, Begin);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            _isThere = false;
        }
    }

    [LibraryImport("libc", EntryPoint = "sync_file_range")]
    private static partial int SyncFileRange(SafeFileHandle file, long offset, long length, uint flags);
}
