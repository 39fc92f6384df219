using System.Text.Json;

namespace LocalAI.CommandLine.Hosting;

/// <summary>Asks a host a question that needs no server: it prints one JSON value and ends.</summary>
internal static class HostQuery
{
    /// <summary>Runs the host with one flag.</summary>
    /// <param name="script">Its run.sh.</param>
    /// <param name="flag">The question, such as <c>--devices-json</c>.</param>
    /// <param name="cancellationToken">Ends the host.</param>
    /// <returns>What it printed.</returns>
    /// <exception cref="UserError">It failed, or printed something else.</exception>
    public static async Task<JsonElement> AskAsync(string script, string flag, CancellationToken cancellationToken)
    {
        using var process = ChildProcess.Start(script, [flag]);
        try
        {
            var output = new HostOutput(onLine: null);
            var notes = output.FollowAsync(process.StandardError, isError: true);
            var answer = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            await notes;
            if (process.ExitCode != 0)
                throw new UserError($"The host answered {flag} with exit code {process.ExitCode}: {output.LastError}");
            return Parse(answer, flag);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private static JsonElement Parse(string answer, string flag)
    {
        try
        {
            using var document = JsonDocument.Parse(answer);
            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw new UserError($"The host did not answer {flag} with JSON; it is another version than this tool.", e);
        }
    }
}
