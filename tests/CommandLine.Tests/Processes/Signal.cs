using System.Runtime.InteropServices;

namespace LocalAI.CommandLine.Tests.Processes;

/// <summary>Sends signals; a negative id means a process group.</summary>
internal static partial class Signal
{
    public const int Interrupt = 2;
    public const int Terminate = 15;

    public static void Send(int processId, int signal) => Assert.Equal(0, Kill(processId, signal));

    /// <summary>The children of a process, from /proc.</summary>
    public static IReadOnlyList<int> ChildrenOf(int processId)
    {
        while (true)
        {
            try
            {
                return [.. Directory.GetDirectories($"/proc/{processId}/task")
                    .SelectMany(task => File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
                    .Select(int.Parse)];
            }
            catch (IOException) when (Directory.Exists($"/proc/{processId}"))
            {
                // A thread ended between the list and the look at it; its children are another's now.
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int processId, int signal);
}
