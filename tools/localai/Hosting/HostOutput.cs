namespace LocalAI.CommandLine.Hosting;

/// <summary>What a started host writes: the latest line for the progress display, the last line of stderr as its diagnosis.</summary>
/// <param name="onLine">Called for every line.</param>
internal sealed class HostOutput(Action<string>? onLine)
{
    private volatile string _latest = "";
    private volatile string _lastError = "";

    /// <summary>The latest line of either stream.</summary>
    public string Latest => _latest;

    /// <summary>The latest line of stderr that says something.</summary>
    public string LastError => _lastError;

    /// <summary>Reads a stream to its end.</summary>
    public async Task FollowAsync(TextReader reader, bool isError)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            onLine?.Invoke(line);
            if (string.IsNullOrWhiteSpace(line))
                continue;
            _latest = line.Trim();
            if (isError)
                _lastError = line.Trim();
        }
    }
}
