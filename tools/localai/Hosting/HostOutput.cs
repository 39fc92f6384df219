namespace LocalAI.CommandLine.Hosting;

/// <summary>
/// What a started host writes: where it listens, the latest line for the display, the last line of stderr as its diagnosis.
/// </summary>
/// <param name="onLine">Called for every line.</param>
internal sealed class HostOutput(Action<string>? onLine)
{
    private const string Announcement = "Listening on ";

    private readonly TaskCompletionSource<string> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string _latest = "";
    private volatile string _lastError = "";

    /// <summary>Where the host listens, <c>127.0.0.1:PORT</c>, once it has said so.</summary>
    public Task<string> Address => _address.Task;

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
            else if (line.StartsWith(Announcement, StringComparison.Ordinal))
                _address.TrySetResult(line[Announcement.Length..].Trim());
        }
    }
}
