using System.Diagnostics;

namespace LocalAI.Plugins.Abstractions.Tests.Packaging;

/// <summary>Runs the SDK's own commands on projects of this repository.</summary>
internal static class Dotnet
{
    public static async Task<string> RunAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = SolutionFolder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEndAsync(cancellationToken);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);

        var failure = $"dotnet {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{output}{await error}";
        Assert.True(process.ExitCode == 0, failure);
        return output;
    }
}
