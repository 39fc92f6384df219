using System.ComponentModel;
using System.Diagnostics;

namespace LocalAI.CommandLine.Hosting;

/// <summary>Starts a host whose output this tool reads.</summary>
internal static class ChildProcess
{
    /// <exception cref="UserError">The script cannot be started.</exception>
    public static Process Start(string script, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(script, arguments)
        {
            UseShellExecute = false,
            // What is typed or piped is for this tool.
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new UserError($"'{script}' cannot be started: {new Win32Exception(e.NativeErrorCode).Message}.", e);
        }
    }
}
