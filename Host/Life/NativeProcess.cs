using System.Runtime.InteropServices;

namespace LocalAI.Plugins.Host.Life;

/// <summary>The two things about a process that .NET does not offer.</summary>
internal static partial class NativeProcess
{
    /// <summary>The parent's process id. Not on Windows.</summary>
    [LibraryImport("libc", EntryPoint = "getppid")]
    public static partial int ParentId();

    /// <summary>Ends the process at once: no destructor of a native library gets to run, or to hang.</summary>
    public static void ExitNow(int code)
    {
        if (OperatingSystem.IsWindows())
            Environment.Exit(code);
        else
            Exit(code);
    }

    [LibraryImport("libc", EntryPoint = "_exit")]
    private static partial void Exit(int code);
}
