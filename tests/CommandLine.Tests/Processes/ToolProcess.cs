using System.Diagnostics;

namespace LocalAI.CommandLine.Tests.Processes;

/// <summary>The built tool as a process of its own, stdin closed or given, nothing a terminal.</summary>
internal sealed class ToolProcess : IDisposable
{
    /// <summary>Enough on a busy machine; what takes longer hangs.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Process _process;
    private readonly Task<string> _errors;

    private ToolProcess(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>
    /// The folder that the tool is built into. The copy of it beside the tests does not run: it lacks what ASP.NET's framework brings them.
    /// </summary>
    public static string Folder { get; } = Path.Combine(
        Repository.Root, "tools", "localai",
        Path.GetRelativePath(Path.Combine(Repository.Root, "tests", "CommandLine.Tests"), AppContext.BaseDirectory));

    /// <summary>The tool's file name on this platform.</summary>
    public static string FileName { get; } = OperatingSystem.IsWindows() ? "localai.exe" : "localai";

    private static string Tool { get; } = Path.Combine(Folder, FileName);

    public int Id => _process.Id;

    public StreamReader Output => _process.StandardOutput;

    public static ToolProcess Start(params string[] args) => Start(new Dictionary<string, string>(), args);

    public static ToolProcess Start(IReadOnlyDictionary<string, string> environment, params string[] args) =>
        Start([Tool], environment, input: "", args);

    /// <summary>
    /// Starts the tool as the leader of a session and a group of processes, as a terminal has them, with Ctrl-C heard even where the tests
    /// run in the background of a shell. Elsewhere than on Linux, where these programs are not there, it is started as it is.
    /// </summary>
    public static ToolProcess StartInSession(params string[] args) =>
        Start(
            [.. OperatingSystem.IsLinux() ? (string[])["setsid", "env", "--default-signal=INT"] : [], Tool],
            new Dictionary<string, string>(), input: "", args);

    /// <summary>Runs the tool to its end with lines on stdin.</summary>
    public static async Task<ToolResult> TalkAsync(string input, params string[] args)
    {
        using var tool = Start([Tool], new Dictionary<string, string>(), input, args);
        return await tool.EndAsync();
    }

    private static ToolProcess Start(
        string[] program, IReadOnlyDictionary<string, string> environment, string input, string[] args)
    {
        var start = new ProcessStartInfo(program[0], [.. program[1..], .. args])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        return new ToolProcess(process);
    }

    /// <summary>Runs a copy of the tool to its end.</summary>
    public static async Task<ToolResult> RunCopyAsync(string program, params string[] args)
    {
        using var tool = Start([program], new Dictionary<string, string>(), input: "", args);
        return await tool.EndAsync();
    }

    /// <summary>Runs the tool to its end.</summary>
    public static async Task<ToolResult> RunAsync(params string[] args)
    {
        using var tool = Start(args);
        return await tool.EndAsync();
    }

    public async Task<ToolResult> EndAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        var output = await _process.StandardOutput.ReadToEndAsync(limit.Token);
        await _process.WaitForExitAsync(limit.Token);
        return new ToolResult(_process.ExitCode, output, await _errors);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }
}
