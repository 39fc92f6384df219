using System.Collections.Concurrent;
using System.Threading.Channels;

namespace LocalAI.Plugins.EndToEnd.Tests.Hosts;

/// <summary>Collects what a process writes, line by line.</summary>
internal sealed class OutputLines
{
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly Channel<string> _arrivals = Channel.CreateUnbounded<string>();
    private readonly Task _end;

    public OutputLines(StreamReader reader) => _end = CollectAsync(reader);

    public IReadOnlyList<string> All => [.. _lines];

    /// <summary>The last line that says something: what LocalAI shows of a backend that ended.</summary>
    public string Last => _lines.LastOrDefault(line => !string.IsNullOrWhiteSpace(line)) ?? "";

    /// <summary>The lines of level error.</summary>
    public IEnumerable<string> AtErrorLevel => _lines.Where(line => line.Contains(" level=ERROR ", StringComparison.Ordinal));

    /// <summary>The newest lines, for the message of a failed test.</summary>
    public string Tail => string.Join('\n', _lines.TakeLast(40));

    /// <summary>Waits until everything that could write has ended.</summary>
    public Task EndAsync(CancellationToken cancellationToken) => _end.WaitAsync(cancellationToken);

    /// <summary>Waits for a line that was not seen by an earlier wait.</summary>
    public async Task<string> WaitForAsync(string part, CancellationToken cancellationToken)
    {
        await foreach (var line in _arrivals.Reader.ReadAllAsync(cancellationToken))
        {
            if (line.Contains(part, StringComparison.Ordinal))
                return line;
        }
        throw new InvalidOperationException($"The host ended without saying '{part}':\n{Tail}");
    }

    private async Task CollectAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            _lines.Enqueue(line);
            _arrivals.Writer.TryWrite(line);
        }
        _arrivals.Writer.Complete();
    }
}
