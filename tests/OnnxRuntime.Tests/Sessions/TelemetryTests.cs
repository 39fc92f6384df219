using System.Diagnostics;

namespace LocalAI.Plugins.OnnxRuntime.Tests.Sessions;

/// <summary>Another process with a home of its own runs a model; the library would leave a device's id there, and a queue.</summary>
public sealed class TelemetryTests : IDisposable
{
    private readonly TemporaryFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData(null)]
    [InlineData("1")]
    public async Task Nothing_is_written_for_telemetry(string? disabled)
    {
        var token = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo(
            Environment.ProcessPath!, ["--filter-method", $"*{nameof(OnnxRunTests)}.{nameof(OnnxRunTests.Fixed_shapes_need_not_be_given)}"])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = _home.Path,
        };
        foreach (var name in (string[])["HOME", "USERPROFILE", "LOCALAPPDATA", "APPDATA"])
            start.Environment[name] = _home.Path;
        start.Environment.Remove("XDG_CACHE_HOME");
        start.Environment["ORT_DISABLE_TELEMETRY"] = disabled;

        using var child = Process.Start(start)!;
        var said = await child.StandardOutput.ReadToEndAsync(token);
        await child.WaitForExitAsync(token);

        Assert.True(child.ExitCode == 0, said);
        Assert.Contains("succeeded: 1", said, StringComparison.Ordinal);
        var all = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 };
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(_home.Path, "*", all), entry =>
            entry.Contains("onnxruntime", StringComparison.OrdinalIgnoreCase) || entry.Contains("Microsoft", StringComparison.Ordinal));
    }
}
