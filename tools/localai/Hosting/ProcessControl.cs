using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace LocalAI.CommandLine.Hosting;

/// <summary>What .NET has no call for: a polite signal, and becoming another program.</summary>
internal static partial class ProcessControl
{
    private const int SigTerm = 15;

    /// <summary>Asks a process to end. Windows has no such request for a process without a window: there it is ended at once.</summary>
    public static void Terminate(Process process)
    {
        if (OperatingSystem.IsWindows())
            process.Kill();
        else
            _ = Kill(process.Id, SigTerm);
    }

    /// <summary>
    /// Runs a program in the place of this one, so that signals, the terminal and the exit code are its own. Where that cannot be
    /// done (Windows), runs it as a child to its end.
    /// </summary>
    /// <returns>The exit code, where the program ran as a child.</returns>
    public static async Task<int> BecomeAsync(string program, IReadOnlyList<string> arguments)
    {
        if (!OperatingSystem.IsWindows())
        {
            string?[] argv = [program, .. arguments, null];
            _ = Execute(program, argv);
            throw new UserError($"'{program}' cannot be run: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}.");
        }

        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false })!;
        // Ctrl-C reaches the child too; it decides what to do.
        await process.WaitForExitAsync(CancellationToken.None);
        return process.ExitCode;
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int processId, int signal);

    [LibraryImport("libc", EntryPoint = "execvp", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Execute(string file, string?[] arguments);
}
