using System.Runtime.InteropServices;

namespace LocalAI.Plugins.EndToEnd.Tests.Hosts;

/// <summary>Sends a signal to a process, or with a negative id to its group.</summary>
internal static partial class Signals
{
    private const int Int = 2;
    private const int Kill = 9;
    private const int Term = 15;

    public static void Terminate(int id) => Assert.Equal(0, kill(id, Term));

    public static void Interrupt(int id) => Assert.Equal(0, kill(id, Int));

    public static void KillNow(int id) => Assert.Equal(0, kill(id, Kill));

    [LibraryImport("libc", SetLastError = true)]
    private static partial int kill(int id, int signal);
}
